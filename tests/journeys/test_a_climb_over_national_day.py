"""Raised on the last afternoon before National Day 2026, and nobody acts: the office sees to the minute who will be told.

10-01 to 10-07 are off, Saturday 10-10 makes up for one of them. Then the same with the machine switched off over the holiday
and a week more: everything that should have happened happens, once, one step at a time.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import func, select

from hub.core import clock, db
from hub.escalation import guard
from hub.escalation.models import EscalationEvent, InboxItem
from hub.escalation.queries import runs_of
from hub.escalation.sweep import sweep
from hub.issues.models import Issue
from tests.channels.conftest import scene
from tests.channels.scene import Scene
from tests.issues.story import Story, shanghai

__all__ = ["scene"]
LAST_AFTERNOON = shanghai(9, 30, 16, 30)
TOLD = [
    (shanghai(10, 9), "乙一"),  # the second working day after it: 10-08 is the first
    (shanghai(10, 12), ""),  # 10-10 is a Saturday, and worked; the unit has no leader: an empty rung
    (shanghai(10, 14), "办一"),
    (shanghai(10, 16), "办一"),
    (shanghai(10, 22), "主任"),
]


@pytest.fixture
def story(scene: Scene) -> Iterator[Story]:
    with Story(scene, LAST_AFTERNOON) as made:
        yield made


def foretold(issue: str) -> list[datetime]:
    with db.reading() as session:
        issue_id = session.scalars(select(Issue.id).where(Issue.public_id == issue)).one()
        (run,) = runs_of(session, "issue", [issue_id])[issue_id]
        return [one.at for one in run.coming]


def fired() -> list[datetime]:
    with db.reading() as session:
        return list(session.scalars(select(EscalationEvent.fired_at).order_by(EscalationEvent.id)))


def test_a_climb_over_national_day(story: Story) -> None:
    issue = story.raised()
    assert foretold(issue) == [at for at, _who in TOLD]
    story.sweep_until(shanghai(11, 30))
    assert fired() == [at for at, _who in TOLD]
    assert story.told(issue) == [(tier, "answer", who) for tier, (_at, who) in enumerate(TOLD, start=1)]


def test_switched_off_and_started_a_week_later(story: Story) -> None:
    issue = story.raised()
    story.at(shanghai(10, 19, 9))  # the office is back a week after the holiday; four steps were due
    guard.forget()
    assert sweep() == {"fired": 1}
    expected = [clock.now(), *foretold(issue)]
    story.sweep_until(shanghai(11, 30))
    assert fired() == expected
    late = [shanghai(10, 19, 9), shanghai(10, 19, 11)]  # two working hours apart; from there on as the ladder counts
    assert expected == [*late, shanghai(10, 21), shanghai(10, 23), shanghai(10, 29)]
    assert [tier for tier, _clock, _who in story.told(issue)] == [1, 2, 3, 4, 5]
    with db.reading() as session:
        people = select(func.count()).select_from(InboxItem)
        assert session.scalar(people) == sum(bool(who) for _at, who in TOLD)
