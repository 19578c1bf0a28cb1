"""提出问题 from the register: the channel is chosen in the form, and nothing that was written is lost on the way."""

import re
from html import unescape
from io import BytesIO

from sqlalchemy import select, update

from hub.channels.models import Channel
from hub.core import clock, db
from hub.issues.models import Issue
from tests.channels.pages import Hub
from tests.channels.scene import Scene

from .story import Story
from .test_raising_form import fields

NEW = "/issues/new"
TITLES_OF_A = ["全体", "家庭", "全区"]
"""Where 区甲局 is."""


def offered(page: str) -> list[str]:
    """The channels that the form offers, by title."""
    options = page[page.index('id="channel"') : page.index("</select>", page.index('id="channel"'))]
    return [unescape(title).split()[-1] for title in re.findall(r"<option value=\"\w+\"[^>]*>([^<]*)<", options)]


def chosen(page: str, name: str) -> list[str]:
    """The values that are chosen in a select."""
    options = page[page.index(f'name="{name}"') :]
    return re.findall(r'<option value="(\w+)"[^>]* selected', options[: options.index("</select>")])


def archive(scene: Scene, *names: str) -> None:
    with db.transaction() as session:
        keys = [scene.channels[name] for name in names]
        session.execute(update(Channel).where(Channel.public_id.in_(keys)).values(archived_at=clock.now()))


def test_the_register_leads_whoever_raises_to_the_form(story: Story, hub: Hub, scene: Scene) -> None:
    assert 'href="/issues/new"' in hub.browser("甲一").get("/issues").text
    assert 'href="/issues/new"' not in hub.browser("主任").get("/issues").text
    narrowed = hub.browser("甲一").get(f"/issues?channel={scene.channels['家庭']}").text
    assert f'href="/issues/new?channel={scene.channels["家庭"]}"' in narrowed


def test_it_offers_the_channels_where_one_may_raise(story: Story, hub: Hub, scene: Scene) -> None:
    mine = offered(hub.browser("甲一").get(NEW).text)
    assert mine == TITLES_OF_A
    archive(scene, "家庭")
    assert offered(hub.browser("甲一").get(NEW).text) == [title for title in mine if "家庭" not in title]


def test_a_channel_that_is_named_is_chosen_and_another_is_as_if_none_were(story: Story, hub: Hub, scene: Scene) -> None:
    page = hub.browser("甲一").get(f"{NEW}?channel={scene.channels['家庭']}").text
    assert chosen(page, "channel") == [scene.channels["家庭"]]
    assert chosen(page, "lead") == [story.unit("区甲局")], "who leads there comes first"
    other = hub.browser("甲一").get(f"{NEW}?channel={scene.channels['司法']}")
    assert other.status_code == 200
    assert chosen(other.text, "channel") == []


def test_the_only_channel_is_chosen(story: Story, hub: Hub, scene: Scene) -> None:
    archive(scene, "全体", "全区")
    assert chosen(hub.browser("甲一").get(NEW).text, "channel") == [scene.channels["家庭"]]


def test_nobody_without_a_channel_gets_a_form(story: Story, hub: Hub, scene: Scene) -> None:
    for who in ("主任", "专家"):
        page = hub.browser(who).get(NEW).text
        assert "没有可以提出问题的频道" in page
        assert 'name="title"' not in page
    archive(scene, *scene.channels)
    assert "没有可以提出问题的频道" in hub.browser("甲一").get(NEW).text


def test_raised_where_it_was_chosen(story: Story, hub: Hub, scene: Scene) -> None:
    sent = hub.browser("甲一").post(NEW, fields(story, channel=scene.channels["家庭"]))  # type: ignore[arg-type]
    assert sent.status_code == 303, sent.text
    with db.reading() as session:
        issue = session.scalars(select(Issue)).one()
        assert session.get_one(Channel, issue.channel_id).public_id == scene.channels["家庭"]


def test_without_a_channel_everything_stays(story: Story, hub: Hub, scene: Scene) -> None:
    form = fields(story, channel="", due_on="2026-12-01") | {"files": (BytesIO(b"a note"), "说明.txt")}
    answer = hub.browser("甲一").post(NEW, form)  # type: ignore[arg-type]
    assert answer.status_code == 422
    for kept in (
        "请选择在哪个频道提出。",
        'value="转介等候过长"',
        "平均等候十六天。",
        'value="2026-12-01"',
        "说明.txt",
    ):
        assert kept in answer.text, kept
    assert re.search(r'value="urgent"[^>]* checked', answer.text)


def test_another_channel_has_other_units_and_the_words_stay(story: Story, hub: Hub, scene: Scene) -> None:
    form = fields(story, channel=scene.channels["司法"], lead=story.unit("区甲局"), act="channel")
    page = hub.browser("办一").post(NEW, form)  # type: ignore[arg-type]
    assert page.status_code == 200
    assert chosen(page.text, "channel") == [scene.channels["司法"]]
    assert "平均等候十六天。" in page.text
    assert story.unit("区甲局") not in page.text, "it does not answer for anything here"
    assert story.unit("东街道") in page.text
    refused = hub.browser("办一").post(NEW, form | {"act": ""})  # type: ignore[arg-type]
    assert refused.status_code == 422
    assert chosen(refused.text, "channel") == [scene.channels["司法"]], "the chosen one is kept"
    assert "有的责任单位不在这个频道里" in refused.text


def test_nobody_raises_in_a_channel_that_is_not_theirs(story: Story, hub: Hub, scene: Scene) -> None:
    assert hub.browser("甲一").post(NEW, fields(story, channel=scene.channels["司法"])).status_code == 404  # type: ignore[arg-type]
    assert hub.browser("主任").post(NEW, fields(story, channel=scene.channels["家庭"])).status_code == 403  # type: ignore[arg-type]


def test_the_units_of_a_channel_for_the_script(story: Story, hub: Hub, scene: Scene) -> None:
    address = f"/channels/{scene.channels['司法']}/issues/units?lead={story.unit('东街道')}"
    part = hub.browser("办一").get(address).text
    assert chosen(part, "lead") == [story.unit("东街道")], "what was chosen stays"
    assert hub.browser("甲一").get(address).status_code == 404
