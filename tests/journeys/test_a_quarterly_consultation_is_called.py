"""A quarterly special consultation from poll to announcement and answers: by what the pages offer, over ten days.

The office offers three times; two units say which suit them, the third is reminded and does not. The best time is taken,
the notice goes out, units answer: one comes, one sends somebody, one is silent until the hub reminds it on the working day
before. Who was not asked learns nothing at any step. (From the beginning of the meeting on, `live` tells the story.)
"""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from hub.core import clock, db
from hub.jobs import ticks
from hub.meetings import actions
from hub.meetings.models import Consultation
from tests.channels.pages import ORIGIN, Browser, Hub
from tests.channels.scene import build
from tests.meetings.story import Meetings, at

BEGINS = datetime(2026, 11, 16, 9, 30, tzinfo=clock.SHANGHAI)
TITLE = "第四季度未成年人心理健康专项会商"
UNITS = ("区甲局", "区乙局", "东街道")
TIMES = (at(11, 25, 9), at(11, 26, 14), at(11, 27, 14))


@pytest.fixture
def story(database_url: str) -> Iterator[Meetings]:
    with clock.held_at(BEGINS):
        db.open_database(database_url)
        with db.transaction() as session:
            scene = build(session)
    with Meetings(scene, BEGINS) as told:
        yield told
    db.close_database()


@pytest.fixture
def hub(tmp_path: Path, database_url: str, story: Meetings) -> Hub:
    return Hub(tmp_path, database_url, story.scene)


def press(browser: Browser, page: str, address: str, **fields: str) -> str:
    """Send the form of the page that leads to `address` (its end), with what stands in it and `fields`; the next page."""
    forms = [
        form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if re.search(rf'action="[^"]*{address}"', form)
    ]
    assert forms, f"the page offers no form to {address}"
    wanted = next((form for form in forms if all(f'name="{name}"' in form for name in fields)), forms[0])
    given = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', wanted))
    action = html.unescape(re.search(r'action="([^"]+)"', wanted)[1])  # type: ignore[index]
    answer = browser.client.post(
        action, data=given | fields, headers={"Origin": ORIGIN}, base_url=ORIGIN, follow_redirects=True
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def waits(hub: Hub, who: str) -> list[str]:
    """The labels of polls, invitations and consultations in somebody's 待我处理."""
    rows = re.findall(
        r'<li class="todo" id="todo-(?:poll|invitation|consultation)-.*?</li>',
        hub.browser(who).get("/").text,
        re.DOTALL,
    )
    return [re.search(r"</svg>([^<]+)</span>", row)[1] for row in rows]  # type: ignore[index]


def ask_times(hub: Hub, made: str) -> str:
    """The office offers three times on the page of the consultation; the poll's address."""
    office = hub.browser("办一")
    form = [(f"{clock.local(one):%Y-%m-%d}", f"{clock.local(one):%H:%M}") for one in TIMES]
    fields = {"on": [on for on, _at in form], "at": [time for _on, time in form]}
    closes = {"closes_on": ["2026-11-19"], "closes_at": ["17:00"]}
    answer = office.client.post(
        f"/consultations/{made}/poll/new", data=fields | closes, headers={"Origin": ORIGIN}, base_url=ORIGIN
    )
    assert answer.status_code == 303, answer.text
    return answer.location.removeprefix(ORIGIN)


def say_times(hub: Hub, who: str, poll: str, *words: str) -> None:
    """Somebody answers the poll for their unit, each time in its place."""
    page = hub.browser(who).get(poll).text
    slots = list(dict.fromkeys(re.findall(r'type="radio" name="(slot-[^"]+)"', page)))
    press(hub.browser(who), page, "/answer", **dict(zip(slots, words, strict=True)))


def test_from_the_poll_to_the_answers(story: Meetings, hub: Hub) -> None:
    made = story.prepared(*UNITS, title=TITLE, starts_at=TIMES[0], quorum=2, chair=story.person("主任"))
    poll = ask_times(hub, made)
    assert waits(hub, "甲一") == waits(hub, "东一") == ["待答复时间征询"]
    assert hub.browser("甲一").get(f"/consultations/{made}").status_code == 404
    say_times(hub, "甲一", poll, "no", "yes", "yes")
    say_times(hub, "乙一", poll, "yes", "yes", "maybe")
    story.at(at(11, 18, 10))
    press(hub.browser("办一"), hub.browser("办一").get(poll).text, "/reminders")

    story.at(at(11, 19, 17))
    assert waits(hub, "东一") == []
    assert waits(hub, "办一") == ["待定会商时间"]
    page = hub.browser("办一").get(poll).text
    assert "建议时间" in page
    best = re.search(r'name="slot" value="([^"]+)"><button class="button button--small button--key"', page)
    assert best is not None
    press(hub.browser("办一"), page, "/choice", slot=best[1])
    assert story.row(made).starts_at == TIMES[1]
    story.do(actions.announce, "办一", made)

    for who in ("丙一", "专家"):
        assert (
            hub.browser(who).get(poll).status_code == hub.browser(who).get(f"/consultations/{made}").status_code == 404
        )
        assert waits(hub, who) == []
    assert [waits(hub, who) for who in ("甲一", "乙一", "东一")] == [["待答复会商邀请"]] * 3
    press(hub.browser("甲一"), hub.browser("甲一").get("/").text, "/answer")
    page = hub.browser("乙一").get(f"/consultations/{made}").text
    press(hub.browser("乙一"), page, "/answer", answer="delegated", delegate_name="李明", delegate_post="科长")
    chair = hub.browser("主任").get(f"/consultations/{made}").text
    assert "已达到会单位的最低数2个" in chair
    assert "科长 李明" in chair

    for instant, reminded in ((at(11, 25, 8, 55), 0), (at(11, 25, 9), 1), (at(11, 25, 9, 5), 1)):
        story.at(instant)
        tick()
        assert reminders(story, hub, made) == reminded
    page = hub.browser("东一").get(f"/consultations/{made}").text
    press(hub.browser("东一"), page, "/answer", answer="excused", reason="防汛值守")
    assert [waits(hub, who) for who in ("甲一", "乙一", "东一")] == [[], [], []]
    assert "防汛值守" in hub.browser("主任").get(f"/consultations/{made}").text
    assert "防汛值守" not in hub.browser("甲一").get(f"/consultations/{made}").text
    story.at(at(11, 26, 9))
    assert waits(hub, "主任") == ["今天的会商"]
    with db.reading() as session:
        assert session.get_one(Consultation, story.row(made).id).state == "announced"


def tick() -> None:
    """What the jobs do each few minutes."""
    ticks.remind_units()


def reminders(story: Meetings, hub: Hub, made: str) -> int:
    """How often 东街道 was reminded, as its liaison sees it."""
    found = re.search(r"已催办(\d)次", hub.browser("东一").get("/").text)
    return int(found[1]) if found else 0
