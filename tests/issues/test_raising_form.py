"""提出问题 by its form: from a message, with a preview; what is refused stays."""

import re

from sqlalchemy import select

from hub.core import db
from hub.issues.models import Issue, IssueUnit
from tests.channels.pages import Hub, say
from tests.channels.scene import Scene

from .story import Story
from .test_page import plain


def fields(story: Story, **given: object) -> dict[str, object]:
    return {
        "title": "转介等候过长",
        "body": "平均等候十六天。",
        "kind": "hard",
        "severity": "urgent",
        "lead": story.unit("区乙局"),
        "client_id": "form-1",
        **given,
    }


def test_from_a_message(story: Story, hub: Hub, scene: Scene) -> None:
    origin = say(hub, "乙一", "门诊要等两周，<b>请</b>协调").id
    browser, channel = hub.browser("甲一"), scene.channels["家庭"]
    page = browser.get(f"/channels/{channel}/issues/new?from={origin}").text
    assert "门诊要等两周，&lt;b&gt;请&lt;/b&gt;协调</textarea>" in page
    assert f'<option value="{story.unit("区甲局")}" selected>' in page, "the channel's lead comes first"
    sent = browser.post(f"/channels/{channel}/issues/new", fields(story, **{"from": origin}))  # type: ignore[arg-type]
    assert sent.status_code == 303, sent.text
    assert sent.headers["Location"].startswith("/issues/")
    said = plain(browser.get(sent.headers["Location"]))
    assert "来自区乙局乙一" in said
    assert "提出问题" in said


def test_others_and_groups_follow_the_lead(story: Story, hub: Hub, scene: Scene) -> None:
    channel = scene.channels["司法"]
    page = hub.browser("乙一").get(f"/channels/{channel}/issues/new").text
    group = re.search(r'name="group" value="(\w+)"', page)
    assert group
    form = fields(story, lead=story.unit("东街道"), group=group[1])
    assert hub.browser("乙一").post(f"/channels/{channel}/issues/new", form).status_code == 303  # type: ignore[arg-type]
    with db.reading() as session:
        rows = session.execute(select(IssueUnit.unit_id, IssueUnit.is_lead).order_by(IssueUnit.position)).all()
    assert rows == [(scene.units["东街道"], True), (scene.units["区乙局"], False)]


def test_the_same_form_twice_is_one_issue(story: Story, hub: Hub, scene: Scene) -> None:
    browser, address = hub.browser("甲一"), f"/channels/{scene.channels['家庭']}/issues/new"
    first = browser.post(address, fields(story))  # type: ignore[arg-type]
    again = browser.post(address, fields(story))  # type: ignore[arg-type]
    assert first.headers["Location"] == again.headers["Location"]
    other = browser.post(address, fields(story, title="另一个问题"))  # type: ignore[arg-type]
    assert other.status_code == 409
    assert "另一个问题" in other.text
    with db.reading() as session:
        assert len(session.scalars(select(Issue)).all()) == 1


def test_what_is_refused_stays(story: Story, hub: Hub, scene: Scene) -> None:
    browser, address = hub.browser("甲一"), f"/channels/{scene.channels['家庭']}/issues/new"
    for wrong in ({"title": "  "}, {"title": "长" * 61}, {"kind": "x"}, {"severity": ""}, {"lead": ""}, {"lead": "x"}):
        answer = browser.post(address, fields(story, **wrong))  # type: ignore[arg-type]
        assert answer.status_code in {413, 422}, wrong
        assert "平均等候十六天。" in answer.text
    for due_on in ("2026-11-01", "2036-01-01", "not a day"):
        assert browser.post(address, fields(story, due_on=due_on)).status_code == 422  # type: ignore[arg-type]


def test_a_key_of_a_message_is_no_issues(story: Story, hub: Hub, scene: Scene) -> None:
    browser, channel = hub.browser("甲一"), scene.channels["家庭"]
    browser.post(f"/channels/{channel}/messages", {"client_id": "form-1", "body": "转介等候过长\n\n平均等候十六天。"})
    answer = browser.post(f"/channels/{channel}/issues/new", fields(story))  # type: ignore[arg-type]
    assert answer.status_code == 409


def test_the_preview_says_what_the_engine_would_do(story: Story, hub: Hub, scene: Scene) -> None:
    browser, channel = hub.browser("甲一"), scene.channels["家庭"]
    asked = {"severity": "critical", "lead": story.unit("区乙局")}
    page = plain(
        browser.client.get(f"/channels/{channel}/issues/preview", query_string=asked, base_url="http://127.0.0.1:5000")
    )
    assert "办理时限11月17日10:00" in page
    assert "提醒联络员区乙局乙一11:00" in page
    assert "提醒未保委领导区丙局主任22:00" in page
    shown = browser.post(f"/channels/{channel}/issues/new", fields(story, act="preview", severity="urgent"))  # type: ignore[arg-type]
    assert shown.status_code == 200
    assert "提醒联络员区乙局乙一16:00" in plain(shown)


def test_whoever_may_not_raise_reads_why(story: Story, hub: Hub, scene: Scene) -> None:
    channel = scene.channels["家庭"]
    page = hub.browser("主任").get(f"/channels/{channel}/issues/new")
    assert "提出问题由成员单位的联络员、分管领导和区未保办办理。" in page.text
    assert 'name="title"' not in page.text
    assert hub.browser("主任").post(f"/channels/{channel}/issues/new", fields(story)).status_code == 403  # type: ignore[arg-type]
    assert hub.browser("丙一").get(f"/channels/{channel}/issues/new").status_code == 404
