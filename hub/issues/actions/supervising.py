"""What the office does: hold and resume, move the due time, and the rungs by hand."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.errors import Conflict
from ...core.i18n import _
from ...core.viewer import Viewer
from ...escalation import running
from .. import clocks
from ..models import Issue
from ..rules import REASON_LIMIT, Act, clean_date, clean_words
from .extending import void_requests
from .settling import leave_hold
from .standing import check, locked, tell

SUPERVISED_FROM = 3
"""The tier from which on an issue is under supervision (督办)."""


def hold(session: Session, viewer: Viewer, issue: str, reason: str, review_on: date | None) -> Issue:
    """挂账: the clocks stand still until the office looks at it again on a date. NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, issue, "issue.supervise")
    check(Act.HOLD, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    on = clean_date(review_on, clock.today(), "review_on")
    void_requests(session, row)
    row.held_state, row.state, row.held_at = row.state, "on_hold", clock.now()
    row.hold_reason, row.review_on = text, on
    clocks.hold(session, row)
    tell(session, row, Act.HOLD, viewer, text=text, detail={"review_on": on.isoformat()})
    return row


def resume(session: Session, viewer: Viewer, issue: str, note: str = "") -> Issue:
    """Go on where it was held, with the working time that was left. NotFound, Denied, TooLarge, Conflict."""
    row = locked(session, viewer, issue, "issue.supervise")
    check(Act.RESUME, row)
    text = clean_words(note, "reason", limit=REASON_LIMIT, may_be_empty=True)
    held_at = row.held_at or clock.now()
    row.state = row.held_state or "open"
    leave_hold(row)
    clocks.resume(session, row, held_at)
    tell(session, row, Act.RESUME, viewer, text=text, detail={"due_at": row.due_at.isoformat()})
    return row


def change_due(session: Session, viewer: Viewer, issue: str, due_on: date | None, reason: str) -> Issue:
    """Another due date, said why. NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, issue, "issue.supervise")
    check(Act.CHANGE_DUE, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    on = clean_date(due_on, clock.today())
    void_requests(session, row)
    before = row.due_at
    set_due(session, row, clocks.close_of(office_time(session), on))
    detail = {"from": before.isoformat(), "due_at": row.due_at.isoformat()}
    tell(session, row, Act.CHANGE_DUE, viewer, text=text, detail=detail)
    return row


def escalate(session: Session, viewer: Viewer, issue: str, reason: str) -> Issue:
    """Have the next step fire now. NotFound, Denied, Invalid, TooLarge; Conflict when none is to come."""
    row = locked(session, viewer, issue, "issue.supervise")
    check(Act.ESCALATE, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    if not running.hasten(session, clocks.ISSUE, row.id, clocks.main_clock(row)):
        raise Conflict(_("已经升到最高一级，没有下一级可升。"))
    tell(session, row, Act.ESCALATE, viewer, text=text)
    return row


def deescalate(session: Session, viewer: Viewer, issue: str, reason: str) -> Issue:
    """Take it one rung down. NotFound, Denied, Invalid, TooLarge; Conflict when it has climbed none."""
    row = locked(session, viewer, issue, "issue.supervise")
    check(Act.DEESCALATE, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    if row.tier == 0 or not running.lower(session, clocks.ISSUE, row.id, clocks.main_clock(row)):
        raise Conflict(_("这个问题还没有升级，不用降级。"))
    row.tier -= 1
    if row.tier < SUPERVISED_FROM:
        row.supervised_at = None
    tell(session, row, Act.DEESCALATE, viewer, text=text, detail={"tier": row.tier})
    return row


def set_due(session: Session, row: Issue, due_at: datetime) -> None:
    """Give the issue another due time, chosen by somebody, and wind its clock."""
    row.due_at, row.counted_from = due_at, None
    row.is_provisional = office_time(session).is_provisional(clock.now(), due_at)
    clocks.due_moved(session, row)
