"""What those who raised an issue do, and the office: close it, have it taken up anew, withdraw it, mend its words."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from .. import clocks
from ..models import KINDS, Issue, IssueUnit
from ..rules import BODY_LIMIT, REASON_LIMIT, Act, clean_title, clean_words
from .extending import void_requests
from .standing import check, locked, tell


def close(session: Session, viewer: Viewer, issue: str, note: str = "") -> Issue:
    """销号 an issue that is settled. Raises NotFound, Denied, TooLarge, Conflict."""
    row = locked(session, viewer, issue, "issue.settle")
    check(Act.CLOSE, row)
    text = clean_words(note, "reason", limit=REASON_LIMIT, may_be_empty=True)
    row.state, row.closed_at = "closed", clock.now()
    clocks.at_rest(session, row)
    tell(session, row, Act.CLOSE, viewer, text=text)
    return row


def reopen(session: Session, viewer: Viewer, issue: str, reason: str) -> Issue:
    """Have it taken up anew: every unit has to, the ladder begins below, and the due time counts from now.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, issue, "issue.settle")
    check(Act.REOPEN, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    row.state, row.tier, row.supervised_at = "reopened", 0, None
    row.acknowledged_at = row.resolved_at = row.closed_at = row.reported_at = None
    row.due_at, row.is_provisional = clocks.due_from(session, row.severity, clock.now())
    row.counted_from = clock.now()
    again = update(IssueUnit).where(IssueUnit.issue_id == row.id, IssueUnit.released_at.is_(None))
    session.execute(
        again.values(acknowledged_at=None, acknowledged_by=None).execution_options(synchronize_session=False)
    )
    clocks.await_answer(session, row)
    handling = {"handling": clocks.counted_by(clocks.handling_time(session, row.severity))}
    tell(session, row, Act.REOPEN, viewer, text=text, detail=handling)
    return row


def withdraw(session: Session, viewer: Viewer, issue: str, reason: str) -> Issue:
    """Take back what one's unit has raised; its number stays. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, issue, "issue.withdraw")
    check(Act.WITHDRAW, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    leave_hold(row)
    row.state = "withdrawn"
    clocks.at_rest(session, row)
    void_requests(session, row)
    tell(session, row, Act.WITHDRAW, viewer, text=text)
    return row


def edit(session: Session, viewer: Viewer, issue: str, *, title: str, body: str, kind: str) -> Issue:
    """Mend the words; the earlier ones stay in the timeline. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, issue, "issue.settle")
    check(Act.EDIT, row)
    if kind not in KINDS:
        raise Invalid(_("请选择类别：重点、难点或热点。"), field="kind")
    said = (clean_title(title), clean_words(body, "body", limit=BODY_LIMIT, may_be_empty=True), kind)
    before = (row.title, row.body, row.kind)
    if said == before:
        return row
    row.title, row.body, row.kind = said
    detail = dict(zip(("title", "body", "kind"), before, strict=True))
    tell(session, row, Act.EDIT, viewer, detail=detail)
    return row


def leave_hold(row: Issue) -> None:
    """It is on hold no longer."""
    row.held_state, row.held_at, row.review_on, row.hold_reason = None, None, None, ""
