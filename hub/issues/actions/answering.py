"""What the units that answer for an issue do: take it up, report, and say that it is settled."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...core import clock
from ...core.viewer import Viewer
from ...escalation import running
from .. import clocks
from ..models import Issue, IssueUnit
from ..rules import BODY_LIMIT, Act, clean_words
from .extending import void_requests
from .standing import check, locked, say, settle_replies, tell


def acknowledge(session: Session, viewer: Viewer, issue: str) -> Issue:
    """受理, for the viewer's unit; when all units have, the first clock stops and the due time counts. Twice is once.

    Raises NotFound, Denied, Conflict.
    """
    row = locked(session, viewer, issue, "issue.answer")
    if not take_up(session, viewer, row):
        return row
    if missing_units(session, row):
        people = session.scalars(select(Person.id).where(Person.unit_id == viewer.unit_id)).all()
        running.settle_people(session, clocks.ISSUE, row.id, people)
    else:
        row.state, row.acknowledged_at, row.tier = "acknowledged", clock.now(), 0
        clocks.at_work(session, row)
    tell(session, row, Act.ACKNOWLEDGE, viewer)
    return row


def report(
    session: Session, viewer: Viewer, issue: str, words: str, client_id: str, files: tuple[str, ...] = ()
) -> Issue:
    """反馈进展, said in the channel; the clock that waits for reports counts anew.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, issue, "issue.answer")
    check(Act.REPORT, row)
    text = clean_words(words, "text", limit=BODY_LIMIT, may_be_empty=bool(files))
    row.reported_at = clock.now()
    clocks.reported(session, row)
    message_id = say(session, viewer, row, text, client_id, files)
    tell(session, row, Act.REPORT, viewer, text=text, message_id=message_id)
    return row


def resolve(
    session: Session, viewer: Viewer, issue: str, answer: str, client_id: str, files: tuple[str, ...] = ()
) -> Issue:
    """办结, with an answer that is said in the channel; whoever raised it closes it, or has it taken up anew.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, issue, "issue.answer")
    check(Act.RESOLVE, row)
    text = clean_words(answer, "text", limit=BODY_LIMIT)
    take_up(session, viewer, row)
    row.state, row.resolved_at, row.answer = "resolved", clock.now(), text
    clocks.await_closing(session, row)
    void_requests(session, row)
    message_id = say(session, viewer, row, text, client_id, files)
    settle_replies(session, message_id)
    tell(session, row, Act.RESOLVE, viewer, text=text, message_id=message_id)
    return row


def take_up(session: Session, viewer: Viewer, row: Issue) -> bool:
    """Note that the viewer's unit has taken the issue up; False when it had. Conflict in a state in which nobody can."""
    mine = (
        update(IssueUnit)
        .where(IssueUnit.issue_id == row.id, IssueUnit.unit_id == viewer.unit_id, IssueUnit.released_at.is_(None))
        .where(IssueUnit.acknowledged_at.is_(None))
        .values(acknowledged_at=clock.now(), acknowledged_by=viewer.person_id)
        .execution_options(synchronize_session=False)
    )
    if row.state not in {"open", "reopened", "acknowledged"}:
        check(Act.ACKNOWLEDGE, row)
    return session.execute(mine.returning(IssueUnit.id)).first() is not None


def missing_units(session: Session, row: Issue) -> list[int]:
    """The units (keys) that have not taken the issue up."""
    found = select(IssueUnit.unit_id).where(IssueUnit.issue_id == row.id, IssueUnit.released_at.is_(None))
    return list(session.scalars(found.where(IssueUnit.acknowledged_at.is_(None))))
