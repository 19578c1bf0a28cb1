"""The light of a follow-up and the words beside it, which never says anything by its colour alone; pure."""

from dataclasses import dataclass

from ..core.i18n import _, _p
from ..issues import lights as issues
from . import rules
from .models import FollowUp
from .settings import Lights

SHAPES = {"overdue": "overdue", "soon": "soon", "behind": "soon", "idle": "idle", "calm": ""}
"""The shape of each colour, as the macro `light` has them: behind is yellow too."""


@dataclass(frozen=True, slots=True)
class LightView:
    """A colour (`rules.light`), the shape that it has, and what stands beside it."""

    colour: str
    shape: str
    word: str


def light_of(row: FollowUp, lights: Lights) -> LightView:
    """The light of a follow-up as of `lights.now`."""
    colour = rules.light(row.state, row.due_at, row.heard_at, lights.soon_by, lights.behind_by, lights.now)
    return LightView(colour, SHAPES[colour], _word(row, colour, lights))


def _word(row: FollowUp, colour: str, lights: Lights) -> str:
    if colour == "idle":
        return {"completed": _("待销号"), "closed": _("已销号"), "withdrawn": _("已撤销")}[row.state]
    if colour == "behind":
        return _("进展滞后")
    days = lights.working.days_between(lights.now, row.due_at)
    hours = int((row.due_at - lights.now).total_seconds() // 3600)
    return issues.light_word(row.state, colour, days, hours)


def light_names() -> dict[str, str]:
    """The colours as the filter calls them."""
    return {
        "calm": _p("light", "正常"),
        "soon": _("临期"),
        "behind": _("进展滞后"),
        "overdue": _("已逾期"),
    }
