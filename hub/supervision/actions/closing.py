"""How the office ends a follow-up: closed out 销号, sent back, withdrawn; and how it takes that back."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from ...issues.rules import clean_words
from ...meetings.live.models import Decision
from .. import clocks, topics
from ..models import CloseOut, FollowUp
from ..rules import REASON_LIMIT, Act
from .reporting import resume
from .standing import KEPT, check, locked, standing, supervised, tell
from .supervising import set_due


def close_out(session: Session, viewer: Viewer, number: str, note: str = "") -> FollowUp:
    """销号: it is carried out, and stands on no agenda any more. Where a supporting unit has not confirmed, the note says why.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, number, "follow_up.supervise")
    check(Act.CLOSE_OUT, row)
    text = clean_words(note, "reason", limit=REASON_LIMIT, may_be_empty=True)
    if not text and any(not one.is_lead and one.confirmed_at is None for one in standing(session, row)):
        raise Invalid(_("有配合单位没有确认，请写明为什么销号。"), field="reason")
    now = clock.now()
    row.state, row.closed_at, row.unfounded_at = "closed", now, None
    session.add(CloseOut(follow_up_id=row.id, closed_by=viewer.person_id, closed_at=now, note=text))
    _settle_decision(session, row)
    _rest(session, row)
    tell(session, row, Act.CLOSE_OUT, viewer, text=text)
    return row


def send_back(session: Session, viewer: Viewer, number: str, reason: str, due_on: date | None = None) -> FollowUp:
    """退回: it is not done yet. Once it is overdue it needs another date. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, number, "follow_up.supervise")
    check(Act.SEND_BACK, row)
    return _again(session, viewer, row, Act.SEND_BACK, reason, due_on)


def reopen(session: Session, viewer: Viewer, number: str, reason: str, due_on: date | None = None) -> FollowUp:
    """撤销销号, or 恢复 what was withdrawn: it goes on. Raises as `send_back`."""
    row = locked(session, viewer, number, "follow_up.supervise")
    check(Act.REOPEN, row)
    standing_one = select(CloseOut).where(CloseOut.follow_up_id == row.id, CloseOut.undone_at.is_(None))
    if (kept := session.scalar(standing_one)) is not None:
        kept.undone_at = clock.now()
    row.closed_at = None
    _settle_decision(session, row)
    return _again(session, viewer, row, Act.REOPEN, reason, due_on)


def withdraw(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """撤销: the office lets it go, with a reason. Its number stays. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row, text = supervised(session, viewer, number, Act.WITHDRAW, reason)
    row.state, row.unfounded_at = "withdrawn", None
    _rest(session, row)
    tell(session, row, Act.WITHDRAW, viewer, text=text)
    return row


def _again(  # noqa: PLR0913 (who, what, which act and why)
    session: Session, viewer: Viewer, row: FollowUp, act: Act, reason: str, due_on: date | None
) -> FollowUp:
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    if due_on is None and row.due_at <= clock.now():
        raise Invalid(_("办理时限已过，请写明新的时限。"), field="due_on")
    detail = set_due(session, row, due_on) if due_on is not None else {}
    resume(session, row)
    row.tier = 0
    tell(session, row, act, viewer, text=text, detail=detail)
    return row


def _settle_decision(session: Session, row: FollowUp) -> None:
    """Agendas list what was decided and is not carried out: `closed_at` is what they go by."""
    if row.decision_id is not None:
        decided = update(Decision).where(Decision.id == row.decision_id).values(settled_at=row.closed_at)
        session.execute(decided.execution_options(**KEPT))


def _rest(session: Session, row: FollowUp) -> None:
    row.asked_at = row.asked_due_at = row.asked_unit_id = None
    clocks.at_rest(session, row)
    topics.give_up(session, row)
