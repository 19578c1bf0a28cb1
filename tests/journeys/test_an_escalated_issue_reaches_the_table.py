"""An issue that nobody takes up climbs until the office has it among the topics, and from there it comes onto an agenda.

The ladder puts it up; the office finds it in 待我处理, accepts it, arranges it first, and sends the papers along. Whoever is
invited goes from the issue to the consultation and back. Everything is done by what the pages offer, as people do it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from hub.core import clock, db
from hub.meetings import actions as consultations
from tests.channels.pages import FORM, ORIGIN, Hub
from tests.channels.scene import Scene, build
from tests.issues.story import shanghai
from tests.issues.test_page import plain
from tests.journeys.test_a_problem_is_settled import press
from tests.meetings.story import Meetings

BEGINS = datetime(2026, 11, 16, 9, 30, tzinfo=clock.SHANGHAI)


@pytest.fixture
def story(database_url: str) -> Iterator[Meetings]:
    with clock.held_at(BEGINS):
        db.open_database(database_url)
        with db.transaction() as session:
            scene: Scene = build(session)
    with Meetings(scene, BEGINS) as told:
        yield told
    db.close_database()


@pytest.fixture
def hub(tmp_path: Path, database_url: str, story: Meetings) -> Hub:
    return Hub(tmp_path, database_url, story.scene)


def waiting(hub: Hub, who: str) -> list[str]:
    """The addresses of the topics in 待我处理."""
    return re.findall(r'href="(/topics/\w+)"', hub.browser(who).get("/").text)


def test_from_the_ladder_to_the_agenda(story: Meetings, hub: Hub) -> None:
    issue = story.raised(title="转介等候过长", body="平均等候十六天。")
    assert waiting(hub, "办一") == []
    story.sweep_until(shanghai(12, 1, 10))
    assert [tier for tier, _clock, _people in story.told(issue)] == [1, 2, 3, 4]
    found = waiting(hub, "办一")
    assert len(set(found)) == 1
    topic = found[0]
    page = hub.browser("办一").get(topic).text
    assert "升级提请" in page
    accepted = press(hub.browser("办一"), page, f"{topic}/acceptance", reason="列入下次专项会商")
    assert "已采纳" in accepted
    assert waiting(hub, "办一") == []
    assert "意见：列入下次专项会商" in hub.browser("甲一").get(topic).text, "who raised it reads what became of it"

    consultation = story.prepared(starts_at=shanghai(12, 9, 14), minutes=60)
    story.do(consultations.announce, "办一", consultation)
    editor = f"/consultations/{consultation}/agenda"
    page = hub.browser("办一").get(editor).text
    assert f'name="topic" value="{topic.rpartition("/")[2]}"' in page, "the pool offers it"
    sent = hub.browser("办一").post(f"{editor}/items", {"topic": topic.rpartition("/")[2]})
    assert sent.status_code == 303
    page = hub.browser("办一").get(editor).text
    item = re.findall(r'data-item="(\w+)"', page)[1]
    hub.browser("办一").client.post(
        f"/consultations/{consultation}/papers",
        data={"files": (BytesIO("本学期转介情况。".encode()), "转介统计.txt"), "item": item},
        headers=FORM,
        base_url=ORIGIN,
    )

    said = plain(hub.browser("乙一").get(f"/consultations/{consultation}"))
    assert "2转介等候过长14:10–14:2515分钟区乙局（汇报）、区甲局问题2026-0001升级提请转介统计.txt" in said
    of_issue = hub.browser("乙一").get(f"/issues/{issue}").text
    assert f'href="{topic}"' in of_issue
    assert f'href="/consultations/{consultation}"' in of_issue
    of_topic = hub.browser("乙一").get(topic).text
    assert f'href="/issues/{issue}"' in of_topic
    assert f'href="/consultations/{consultation}"' in of_topic
    assert "已列入议程" in of_topic


def test_settled_before_it_comes_to_the_table_it_leaves_the_list(story: Meetings, hub: Hub) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(12, 1, 10))
    topic = waiting(hub, "办一")[0]
    press(hub.browser("乙一"), hub.browser("乙一").get(f"/issues/{issue}").text, f"{issue}/acknowledgement")
    page = hub.browser("乙一").get(f"/issues/{issue}").text
    press(hub.browser("乙一"), page, f"{issue}/resolution", text="等候缩短到五天。")
    press(hub.browser("甲一"), hub.browser("甲一").get(f"/issues/{issue}").text, f"{issue}/closure")
    assert waiting(hub, "办一") == []
    assert "已撤回" in hub.browser("办一").get(topic).text
