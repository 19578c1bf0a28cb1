"""A decision is edited by what it is made of; its sentence follows by the office's wording, so that it never says otherwise."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....core.errors import Invalid
from ....core.i18n import _
from ....core.viewer import Viewer
from ...drafting.items import decision_text
from ...drafting.queries import texts
from ...models import Passage
from ..rules import clean_text
from ..shapes import DecisionForm
from .keeping import check_base, keep, taken


def save_decision(  # noqa: PLR0913 (a form on a base)
    session: Session, viewer: Viewer, minutes: str, passage: str, form: DecisionForm, base: int
) -> Passage:
    """The decision says what the form says. Raises as `save`; Invalid (field `lead`, `supporting`) for unknown units."""
    row, one = taken(session, viewer, minutes, passage)
    if one.part != "decision":
        raise Invalid(_("这一段不是议定事项。"), field="text")
    text = clean_text(form.text)
    names = _names(session, (form.lead, *form.supporting))
    if form.lead in form.supporting:
        raise Invalid(_("牵头单位不必再列为配合单位。"), field="supporting")
    supporting = list(dict.fromkeys(form.supporting))
    sentence = decision_text(
        texts(session), text, names.get(form.lead, ""), [names[unit] for unit in supporting], form.due_on
    )
    due_on = form.due_on.isoformat() if form.due_on else None
    data = one.data | {"text": text, "lead": form.lead, "supporting": supporting, "due_on": due_on}
    if (sentence, data) == (one.text, one.data) and one.removed_at is None:
        return one
    check_base(session, one, base)
    keep(session, viewer, row, one, sentence, data)
    return one


def _names(session: Session, units: tuple[str, ...]) -> dict[str, str]:
    wanted = {unit for unit in units if unit}
    found = select(Unit.public_id, Unit.short_name).where(Unit.public_id.in_(wanted))
    names = {public_id: name for public_id, name in session.execute(found)} if wanted else {}
    if wanted - names.keys():
        raise Invalid(_("没有这个单位，请重新选择。"), field="lead")
    return names
