"""Matters that were taken up and settled at all kinds of times, and requests for more time, put into the tables."""

from datetime import timedelta
from random import Random

from sqlalchemy import select

from hub.core import db
from hub.issues.models import ExtensionRequest, Issue, IssueUnit
from hub.supervision.models import FollowUp, FollowUpEvent, FollowUpUnit
from tests.issues import many as issues
from tests.supervision import many as follow_ups
from tests.supervision.many import NOW
from tests.supervision.story import Followed


def fill(story: Followed, count: int, seed: int = 1) -> None:
    """So many issues and so many follow-ups; the same for the same seed. The clock stands at NOW from here on."""
    random = Random(seed)
    issues.put(story.scene, count, seed)
    follow_ups.put(story, count, seed)
    story.at(NOW)
    with db.transaction() as session:
        for issue in session.scalars(select(Issue)):
            issue.resolved_at = issue.due_at + _some(random) if issue.state in {"resolved", "closed"} else None
            issue.closed_at = issue.due_at + _some(random) if issue.state == "closed" else None
            if random.random() < 0.2:
                issue.resolved_at = None  # the office closed it by itself
        for share in session.scalars(select(IssueUnit)):
            share.added_at = NOW - timedelta(hours=random.randrange(2_000))
            share.acknowledged_at = (
                share.added_at + timedelta(minutes=random.randrange(9_000)) if random.random() < 0.7 else None
            )
        for row in session.scalars(select(FollowUp)):
            row.completed_at = row.due_at + _some(random) if row.state in {"completed", "closed"} else None
            row.closed_at = row.due_at + _some(random) if row.state == "closed" else None
            row.channel_id = (
                random.choice([None, *story.scene.items.values()]) if row.channel_id is None else row.channel_id
            )
        for part in session.scalars(select(FollowUpUnit)):
            part.added_at = NOW - timedelta(hours=random.randrange(2_000))
            part.accepted_at = (
                part.added_at + timedelta(minutes=random.randrange(9_000)) if random.random() < 0.7 else None
            )
    _ask(story, random)


def _ask(story: Followed, random: Random) -> None:
    person = story.scene["甲一"].person_id
    with db.transaction() as session:
        for issue in session.scalars(select(Issue).limit(40)).all():
            at = NOW - timedelta(hours=random.randrange(3_000))
            words = {"reason": "等批复", "approver": "office", "state": "approved"}
            session.add(
                ExtensionRequest(
                    issue_id=issue.id,
                    unit_id=random.choice([*story.scene.units.values()]),
                    asked_by=person,
                    asked_at=at,
                    due_before=at,
                    due_at=at,
                    **words,
                )  # fmt: skip
            )
        for row in session.scalars(select(FollowUp).limit(40)).all():
            at, unit = NOW - timedelta(hours=random.randrange(3_000)), random.choice([*story.scene.units.values()])
            session.add(FollowUpEvent(follow_up_id=row.id, act="ask_due", at=at, unit_id=unit, text="等批复"))


def _some(random: Random) -> timedelta:
    """Before the due time, at it to the microsecond, or after it."""
    return random.choice([timedelta(), timedelta(microseconds=1), timedelta(hours=random.randrange(-300, 300))])
