"""What a consultation decided, from the day its minutes go out: contested, forgotten for a while, climbing, done, closed out.

The office insists; nobody reports, so that it climbs to the next consultation's topics and heads its agenda; then it is done,
confirmed and closed out, and the agenda has it no more. Everything is done by what the pages offer.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.core import db
from hub.meetings.agenda.queries import open_decisions
from hub.meetings.models import Consultation
from tests.channels.conftest import scene
from tests.channels.pages import Hub
from tests.channels.scene import Scene
from tests.issues.story import shanghai
from tests.journeys.test_a_problem_is_settled import press
from tests.supervision.story import NUMBER, Followed

__all__ = ["scene"]
PAGE = f"/follow-ups/{NUMBER}"


@pytest.fixture
def story(scene: Scene) -> Iterator[Followed]:
    with Followed(scene) as told:
        told.gather()
        yield told


@pytest.fixture
def hub(tmp_path: Path, database_url: str, story: Followed) -> Hub:
    return Hub(tmp_path, database_url, story.scene)


def waits(hub: Hub, who: str) -> list[str]:
    """The labels of the follow-ups in 待我处理."""
    rows = re.findall(r'<li class="todo" id="todo-follow-up.*?</li>', hub.browser(who).get("/").text, re.DOTALL)
    return [re.search(r"</svg>([^<]+)</span>", row)[1] for row in rows]  # type: ignore[index]


def agenda(consultation: str) -> list[tuple[str, bool]]:
    with db.reading() as session:
        row = session.query(Consultation).filter_by(public_id=consultation).one()
        return [(one.number, one.is_late) for one in open_decisions(session, row)]


def test_it_is_followed_to_the_end(story: Followed, hub: Hub) -> None:
    story.decide()
    story.publish()
    assert {who: waits(hub, who) for who in ("甲一", "乙一", "东一", "办一")} == {
        "甲一": ["待承办"], "乙一": ["待承办"], "东一": [], "办一": []
    }  # fmt: skip

    press(hub.browser("乙一"), hub.browser("乙一").get(PAGE).text, "contest", reason="不归我局")
    assert (waits(hub, "乙一"), waits(hub, "办一")) == ([], ["有异议"])
    press(hub.browser("办一"), hub.browser("办一").get(PAGE).text, "insistence", reason="会上已议定")
    for who in ("甲一", "乙一"):
        press(hub.browser(who), hub.browser(who).get("/").text, "acceptance")
        assert waits(hub, who) == []

    after = story.announced(starts_at=shanghai(12, 15, 14))
    story.sweep_until(shanghai(12, 10))  # nobody does anything
    assert [tier for which, tier, _who, _at in story.fired() if which == "due"] == [1, 2, 3, 4]
    assert agenda(after) == [(NUMBER, True)]
    assert f"督办事项{NUMBER}" in hub.browser("办一").get(f"/consultations/{after}").text
    assert "逾期" in waits(hub, "甲一")[0]
    topics = hub.browser("办一").get("/topics").text
    assert f"{NUMBER} 统一校内初筛表" in topics

    page = hub.browser("甲一").get(PAGE).text
    press(hub.browser("甲一"), page, "completion", text="各校已经换好。")
    assert (waits(hub, "甲一"), waits(hub, "乙一"), waits(hub, "办一")) == ([], ["待确认办结"], [])
    press(hub.browser("乙一"), hub.browser("乙一").get(PAGE).text, "confirmation")
    assert waits(hub, "办一") == ["待销号"]
    done = press(hub.browser("办一"), hub.browser("办一").get(PAGE).text, "close-out")
    assert "已销号" in done
    assert "没有在走的时钟，不会再自动告知。" in done
    assert agenda(after) == []
    assert f"{NUMBER} 统一校内初筛表" not in hub.browser("办一").get("/topics").text
    story.sweep_until(shanghai(12, 31))
    assert {who: waits(hub, who) for who in ("甲一", "乙一", "办一")} == {"甲一": [], "乙一": [], "办一": []}
