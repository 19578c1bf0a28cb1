"""Follow-ups by their number, as addresses and people name them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ..core.errors import NotFound
from ..core.i18n import _
from ..core.policy import sought
from ..core.viewer import Viewer
from . import policy as _policy  # noqa: F401 (the rule that is asked)
from .models import FollowUp
from .rules import read_number


def named(number: str) -> Select[FollowUp]:
    """SQL: the follow-up of this number. NotFound for what is no number."""
    found = read_number(number)
    if found is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return select(FollowUp).where(FollowUp.year == found[0], FollowUp.number == found[1])


def found(session: Session, viewer: Viewer, number: str, rule: str = "follow_up.read") -> FollowUp:
    """The follow-up for whoever may do `rule`. NotFound, Denied."""
    return sought(session, viewer, rule, named(number))
