"""A consultation from its opening to its record: three items, two units, one issue that it settles, and what is left over."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select, update

from hub.core import db
from hub.issues import actions as issues
from hub.issues.models import Issue
from hub.meetings.live import actions
from hub.meetings.live.shapes import IssueChoice
from hub.meetings.topics.models import Topic
from tests.channels.conftest import scene
from tests.channels.scene import Scene
from tests.meetings.live.held import Held

__all__ = ["scene"]


@pytest.fixture
def held(scene: Scene) -> Iterator[Held]:
    with Held(scene) as made:
        made.gather(is_open=False)
        yield made


def test_from_the_door_to_the_record(held: Held) -> None:
    issue = held.raised()
    held.do(issues.acknowledge, "乙一", issue)
    with db.transaction() as session:
        key = session.scalars(select(Issue.id).where(Issue.public_id == issue)).one()
        session.execute(update(Topic).where(Topic.title == "转介机制").values(issue_id=key))

    held.wait(minutes=-10)  # people come before it begins
    held.act(actions.sign_in, who="甲一")
    held.wait(minutes=10)
    held.act(actions.open_consultation)
    held.next()
    held.wait(minutes=1)
    held.act(actions.sign_in, who="乙一")  # late

    said = held.say("平均等候十六天，建议一律附初筛表。", who="乙一")
    speaker = held.act(actions.ask_floor, who="甲一").public_id
    held.act(actions.give_floor, speaker)
    held.wait(minutes=3)
    held.act(actions.end_floor, speaker)
    held.act(actions.state_position, held.now(), "agree", who="甲一")
    held.act(actions.call_positions, held.now())
    held.act(actions.state_position, held.now(), "reserve", "试行到年底再定", who="乙一")
    held.fixed("转介机制", "一律附初筛表。", sources=(said,), supporting=(held.unit("区乙局"),))

    held.next()
    held.wait(minutes=12)  # two over its box
    dropped = held.write("号源", "每周六个号源。")
    held.act(actions.drop, dropped)
    held.act(actions.defer, held.items["走访"], held.now())
    held.close(
        carried=(held.items["号源"], held.items["走访"]),
        issues=(IssueChoice(issue, "resolve", "一律附初筛表。"),),
    )

    record = held.record()
    first, second, third = record.items
    assert [(one.name, one.is_late) for unit in record.roster.units for one in unit.people] == [
        ("甲一", False),
        ("乙一", True),
    ]
    assert (first.seconds, second.seconds, third.seconds) == (240, 720, 0)
    assert first.tally == {"agree": 1, "reserve": 1, "against": 0, "": 0}
    assert [one.text for one in first.statements] == ["平均等候十六天，建议一律附初筛表。"]
    decision = first.standing_decisions[0]
    assert (decision.lead_name, decision.due_on, decision.sources) == ("区甲局", date(2026, 12, 14), (said,))
    assert second.standing_decisions == ()
    assert [one.is_carried for one in record.items] == [False, True, True]
    assert held.issue(issue).state == "resolved"
    with db.reading() as session:
        states = dict(session.execute(select(Topic.title, Topic.state).where(Topic.basis == "carried")).all())
    assert states == {"号源": "accepted", "走访": "accepted"}
