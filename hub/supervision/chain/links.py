"""How things are written in a chain, in the reader's language."""

from ...issues.models import Issue
from ...issues.rules import states as issue_states
from ...issues.rules import written_number as issue_number
from ...meetings.models import Consultation
from ...meetings.rules import states as consultation_states
from ...meetings.topics.models import Topic
from ...meetings.topics.rules import states as topic_states
from ...minutes.editing.words import state_word
from ...minutes.models import Minutes
from ..models import FollowUp
from ..rules import states as follow_up_states
from ..rules import written_number
from .shapes import Link


def issue_link(row: Issue) -> Link:
    """Since when it was raised."""
    return Link(
        kind="issue",
        at=row.raised_at,
        title=row.called,
        endpoint="issues.issue",
        values={"issue_id": row.public_id},
        number=issue_number(row.year, row.number),
        state=issue_states()[row.state],
        ended_at=row.closed_at,
    )


def topic_link(row: Topic) -> Link:
    """Since when it was proposed."""
    return Link(
        kind="topic",
        at=row.proposed_at,
        title=row.title,
        endpoint="topics.topic",
        values={"topic_id": row.public_id},
        state=topic_states()[row.state],
    )


def consultation_link(row: Consultation) -> Link:
    """When it is held, or was."""
    return Link(
        kind="consultation",
        at=row.opened_at or row.starts_at,
        title=row.title,
        endpoint="meetings.consultation",
        values={"consultation_id": row.public_id},
        state=consultation_states()[row.state],
        ended_at=row.closed_at,
    )


def minutes_link(row: Minutes) -> Link:
    """Since when they are out; before, since when there is a draft."""
    return Link(
        kind="minutes",
        at=row.published_at or row.created_at,
        title=row.title,
        endpoint="minutes.page",
        values={"minutes_id": row.public_id},
        number=row.number,
        state=state_word(row.state),
    )


def follow_up_link(row: FollowUp) -> Link:
    """Since when it is assigned."""
    return Link(
        kind="follow_up",
        at=row.opened_at,
        title=row.title,
        endpoint="supervision.follow_up",
        values={"follow_up": written_number(row.year, row.number)},
        number=written_number(row.year, row.number),
        state=follow_up_states()[row.state],
        ended_at=row.closed_at,
    )
