"""What units say of an assignment: taken up 承办, or contested with a reason."""

from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Conflict
from ...core.i18n import _
from ...core.viewer import Viewer
from ...escalation import running
from ...issues.rules import clean_words
from .. import clocks
from ..models import FollowUp
from ..recipients import acting, places_of, roll_of
from ..rules import REASON_LIMIT, Act
from . import units
from .standing import check, locked, mine, standing, tell


def accept(session: Session, viewer: Viewer, number: str) -> FollowUp:
    """承办, for the viewer's unit; once all have, it is being done. Twice is once. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, number, "follow_up.answer")
    if not take_up(session, viewer, row):
        return row
    if row.state == "assigned" and all(one.accepted_at for one in standing(session, row)):
        units.settle_state(session, row)
        row.tier = 0
    else:
        _settle(session, row, viewer)
    tell(session, row, Act.ACCEPT, viewer)
    return row


def contest(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """提出异议: it is not the unit's affair, or cannot be done so. The office decides; until then nobody is asked to take it up.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, number, "follow_up.answer")
    check(Act.CONTEST, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    one = mine(session, row, viewer)
    if one.accepted_at is not None:
        raise Conflict(_("您单位已经承办。如有困难，请反馈进展或申请调整时限。"))
    if one.contested_at is not None:
        raise Conflict(_("您单位已经提出异议，等待区未保办处理。"))
    one.contested_at, one.contested_why = clock.now(), text
    session.flush()
    units.settle_state(session, row)
    tell(session, row, Act.CONTEST, viewer, text=text)
    return row


def take_up(session: Session, viewer: Viewer, row: FollowUp) -> bool:
    """Note that the viewer's unit has taken it up; False where it had. Conflict in a state in which nobody can."""
    one = mine(session, row, viewer)
    if one.accepted_at is not None:
        return False
    check(Act.ACCEPT, row)
    if one.contested_at is not None:
        raise Conflict(_("您单位已经提出异议，等待区未保办处理。"))
    one.accepted_at, one.accepted_by, row.heard_at = clock.now(), viewer.person_id, clock.now()
    session.flush()
    return True


def _settle(session: Session, row: FollowUp, viewer: Viewer) -> None:
    """Nothing waits any more for the unit's people; for the other units it does."""
    place = places_of(session, {row.id})[row.id]
    people = acting(place, roll_of(session, [place]), [viewer.unit_id])
    running.settle_people(session, clocks.FOLLOW_UP, row.id, people)
