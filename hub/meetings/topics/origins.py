"""Where topics come from, through what was carried over: back to the issue at the beginning, and on to what came of it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...issues.models import Issue
from ..agenda.models import AgendaItem
from .models import Topic


def issues_behind(session: Session, topic_ids: Collection[int]) -> dict[int, Issue]:
    """The issue behind each of these topics (keys) that has one: its own, or that of what it was carried over from.

    Two queries, and one more for each time that something was carried over.
    """
    at = {id_: id_ for id_ in topic_ids}  # each topic, and the one that it has been followed back to
    issue_of: dict[int, int] = {}
    while at:
        here = set(at.values())
        own = dict(session.execute(select(Topic.id, Topic.issue_id).where(Topic.id.in_(here))).all())
        for topic, back in at.items():
            if (issue := own[back]) is not None:
                issue_of[topic] = issue
        found = select(AgendaItem.carried_to_id, AgendaItem.topic_id)
        found = found.where(AgendaItem.carried_to_id.in_(here), AgendaItem.topic_id.is_not(None))
        before = {to: back for to, back in session.execute(found) if back is not None}
        at = {topic: before[back] for topic, back in at.items() if topic not in issue_of and back in before}
    if not issue_of:
        return {}
    rows = {row.id: row for row in session.scalars(select(Issue).where(Issue.id.in_(set(issue_of.values()))))}
    return {topic: rows[issue_id] for topic, issue_id in issue_of.items()}


def topics_after(session: Session, topic_ids: Collection[int]) -> set[int]:
    """These topics (keys), and all that they were carried over into."""
    found, fresh = set(topic_ids), set(topic_ids)
    while fresh:
        carried = select(AgendaItem.carried_to_id).where(
            AgendaItem.topic_id.in_(fresh), AgendaItem.carried_to_id.is_not(None)
        )
        fresh = {id_ for id_ in session.scalars(carried) if id_ is not None} - found
        found |= fresh
    return found


def was_carried_on(session: Session, topic: Topic) -> bool:
    """Whether a consultation has carried it over into the topic that it is merged into."""
    if topic.merged_into_id is None:
        return False
    found = select(AgendaItem.id).where(
        AgendaItem.topic_id == topic.id, AgendaItem.carried_to_id == topic.merged_into_id
    )
    return session.execute(found.limit(1)).first() is not None
