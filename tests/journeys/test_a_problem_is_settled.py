"""A problem between two units that goes quietly: raised from a message, taken up, reported, settled, closed; nobody is pursued.

And one that needs more time: asked for, refused by the unit's own leader, and finished in time all the same. Everything is
done by what the pages offer, as people do it; everybody signs in anew each time, for days lie between.
"""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from hub.core import clock, db
from hub.issues.models import Issue
from tests.channels.pages import ORIGIN, Browser, Hub, say
from tests.channels.scene import Scene, build
from tests.issues.story import Story, shanghai

BEGINS = datetime(2026, 11, 16, 9, 30, tzinfo=clock.SHANGHAI)


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    with clock.held_at(BEGINS):
        db.open_database(database_url)
        with db.transaction() as session:
            scene: Scene = build(session)
    with Story(scene, BEGINS) as told:
        yield told
    db.close_database()


@pytest.fixture
def hub(tmp_path: Path, database_url: str, story: Story) -> Hub:
    return Hub(tmp_path, database_url, story.scene)


def press(browser: Browser, page: str, address: str, **fields: str) -> str:
    """Send the form of the page that leads to `address` (its end), with what stands in it and `fields`; the next page."""
    forms = [
        form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if re.search(rf'action="[^"]*{address}"', form)
    ]
    assert forms, f"the page offers no form to {address}"
    given = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', forms[0]))
    action = html.unescape(re.search(r'action="([^"]+)"', forms[0])[1])  # type: ignore[index]
    answer = browser.client.post(
        action, data=given | fields, headers={"Origin": ORIGIN}, base_url=ORIGIN, follow_redirects=True
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def first_page(browser: Browser) -> list[str]:
    """The labels of 待我处理."""
    rows = re.findall(r'<li class="todo" id="todo-issue.*?</li>', browser.get("/").text, re.DOTALL)
    return [re.search(r"</svg>([^<]+)</span>", row)[1] for row in rows]  # type: ignore[index]


def raise_from(hub: Hub, browser: Browser, message: str, lead: str) -> str:
    page = browser.get(f"/channels/{hub.scene.channels['家庭']}/issues/new?from={message}").text
    return press(browser, page, "/issues/new", title="转介等候过长", kind="hard", severity="normal", lead=lead)


def number_of(page: str) -> str:
    return re.search(r"/issues/(\w+)/parts", page)[1]  # type: ignore[index]


def test_quietly(story: Story, hub: Hub) -> None:
    message = say(hub, "甲一", "转介到门诊的学生要等两周，请协调。", at=BEGINS).id
    issue = number_of(raise_from(hub, hub.browser("甲一"), message, story.unit("区乙局")))
    assert first_page(hub.browser("乙一")) == ["待受理"]
    story.sweep_until(shanghai(11, 17, 9))
    press(hub.browser("乙一"), hub.browser("乙一").get("/").text, f"{issue}/acknowledgement")
    assert first_page(hub.browser("乙一")) == []
    story.sweep_until(shanghai(11, 20, 10))
    page = hub.browser("乙一").get(f"/issues/{issue}").text
    press(hub.browser("乙一"), page, f"{issue}/reports", text="与门诊约定了绿色通道。")
    story.sweep_until(shanghai(11, 25, 10))
    press(
        hub.browser("乙一"),
        hub.browser("乙一").get(f"/issues/{issue}").text,
        f"{issue}/resolution",
        text="等候缩短到五天。",
    )
    assert (first_page(hub.browser("乙一")), first_page(hub.browser("甲一"))) == ([], ["待销号"])
    story.sweep_until(shanghai(11, 26, 10))
    page = press(
        hub.browser("甲一"), hub.browser("甲一").get(f"/issues/{issue}").text, f"{issue}/closure", reason="属实"
    )
    assert "没有在走的时钟" in page
    story.sweep_until(shanghai(12, 31))
    assert story.told(issue) == [], "nobody was reminded of anything"
    said = [re.sub(r"<[^>]+>|\s", "", line) for line in re.findall(r'timeline__event">.*?</li>', page, re.DOTALL)]
    assert [
        any(word in line for line in said) for word in ("提出问题", "受理", "绿色通道", "五天", "同意销号属实")
    ] == [True] * 5
    assert story.issue(issue).state == "closed"


def test_more_time_is_refused(story: Story, hub: Hub) -> None:
    message = say(hub, "乙一", "名单口径不一，请牵头单位明确。", at=BEGINS).id
    issue = number_of(raise_from(hub, hub.browser("乙一"), message, story.unit("区甲局")))
    due = story.issue(issue).due_at
    press(hub.browser("甲一"), hub.browser("甲一").get("/").text, f"{issue}/acknowledgement")
    story.sweep_until(shanghai(11, 18, 10))
    press(
        hub.browser("甲一"),
        hub.browser("甲一").get(f"/issues/{issue}").text,
        f"{issue}/extensions",
        due_on="2026-12-15",
        reason="等上级口径",
    )
    assert first_page(hub.browser("甲长")) == ["待审批延期"]
    page = hub.browser("甲长").get(f"/issues/{issue}").text
    press(hub.browser("甲长"), page, "/refusal", reason="先按现有口径答复")
    assert first_page(hub.browser("甲长")) == []
    assert "先按现有口径答复" in hub.browser("甲一").get(f"/issues/{issue}").text
    assert story.issue(issue).due_at == due, "the due time ran on and stays"
    press(
        hub.browser("甲一"),
        hub.browser("甲一").get(f"/issues/{issue}").text,
        f"{issue}/resolution",
        text="已按现有口径答复。",
    )
    press(hub.browser("乙一"), hub.browser("乙一").get(f"/issues/{issue}").text, f"{issue}/closure")
    story.sweep_until(shanghai(12, 31))
    assert story.told(issue) == []
    with db.reading() as session:
        assert session.query(Issue).count() == 1
