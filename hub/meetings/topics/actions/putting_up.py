"""What ladders and issues make of topics: put up by a rung, given up with its issue, forgotten with its words."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ....core import clock
from ....issues.models import Issue, IssueUnit
from ...agenda.models import AgendaItem
from ..models import Topic, TopicUnit
from ..origins import topics_after
from ..rules import WAITING, TopicAct, asked_again
from .proposing import forget_decision, is_carried_on
from .standing import tell

_KEPT = {"synchronize_session": False}


def put_up(session: Session, issue_ids: Collection[int]) -> None:
    """Put issues (keys) on the list of topics, once each: one that goes on stays as it stands, one that had ended begins anew.

    Whoever calls it has taken the issues' rows.
    """
    there = select(Topic).where(Topic.issue_id.in_(issue_ids)).order_by(Topic.id).with_for_update()
    known = {row.issue_id: row for row in session.scalars(there.execution_options(populate_existing=True))}
    for issue in session.scalars(select(Issue).where(Issue.id.in_(issue_ids)).order_by(Issue.id)):
        row = known.get(issue.id)
        if row is None:
            _put_new(session, issue)
        elif not is_carried_on(session, row):
            _put_again(session, row)


def give_up(session: Session, issue_id: int) -> None:
    """What needs no consultation any more leaves the list; on an agenda it stays, and what has ended stays as it ended."""
    row = session.scalar(select(Topic).where(Topic.issue_id == issue_id).with_for_update())
    if row is not None and row.state in WAITING:
        row.state, row.deferred_until = "withdrawn", None
        tell(session, row, TopicAct.WITHDRAW, None)


def forget(session: Session, issue_id: int) -> set[int]:
    """Empty the words of an issue's topic, of what was carried over from it, and of agenda items made of these.

    Returns the consultations (keys) whose agendas have changed.
    """
    own = session.scalar(select(Topic.id).where(Topic.issue_id == issue_id))
    if own is None:
        return set()
    ids = topics_after(session, [own])
    words = dict.fromkeys(("title", "body", "consulted", "open_points", "advice", "reason"), "")
    session.execute(update(Topic).where(Topic.id.in_(ids)).values(**words).execution_options(**_KEPT))
    items = update(AgendaItem).where(AgendaItem.topic_id.in_(ids)).values(title="", ask="")
    changed = items.returning(AgendaItem.consultation_id).execution_options(**_KEPT)
    touched = set(session.scalars(changed))
    session.expire_all()
    return touched


def _put_new(session: Session, issue: Issue) -> None:
    row = Topic(
        title=issue.title,
        basis="escalation",
        issue_id=issue.id,
        channel_id=issue.channel_id,
        message_id=issue.message_id,
        proposed_at=clock.now(),
    )
    session.add(row)
    session.flush()
    answering = select(IssueUnit.unit_id).where(IssueUnit.issue_id == issue.id, IssueUnit.released_at.is_(None))
    keys = [*session.scalars(answering.order_by(IssueUnit.position, IssueUnit.id)), issue.unit_id]
    row.units.extend(TopicUnit(unit_id=unit, position=at) for at, unit in enumerate(dict.fromkeys(keys)))
    tell(session, row, TopicAct.PROPOSE, None)


def _put_again(session: Session, row: Topic) -> None:
    again = asked_again(row.state)
    if again == row.state:
        return
    forget_decision(row)
    row.state, row.basis, row.proposed_at = again, "escalation", clock.now()
    tell(session, row, TopicAct.PROPOSE, None)
