"""What acknowledgements are elsewhere: exports say which units have answered, and when."""

from ...core import clock
from ...core.i18n import _
from ..exporting import hooks
from ..shapes import AskedUnit, MessageView


@hooks.lines
def lines_of(message: MessageView) -> list[str]:
    """Who has answered, and who has not."""
    request = message.facets.acknowledgement
    if request is None:
        return []
    received, missing = [_answered(unit) for unit in request.received], [unit.name for unit in request.missing]
    said = {_("已收到 %(n)d", n=len(received)): received, _("未收到 %(n)d", n=len(missing)): missing}
    return [_("：").join((head, _("、").join(units))) for head, units in said.items() if units]


def _answered(unit: AskedUnit) -> str:
    if unit.acknowledged_at is None:
        return unit.name
    return f"{unit.name} {clock.local(unit.acknowledged_at):%Y-%m-%d %H:%M}"
