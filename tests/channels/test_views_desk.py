"""The desk: whom it opens to, where it opens, and what it shows there."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from hub.channels import actions
from hub.channels.models import Channel, Membership
from hub.core import clock, db

from .pages import NOON, Hub, desk, follows, say, seqs

# What the pages ask is tested on both kinds of database where it is written.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_members_see_the_conversation_and_others_learn_nothing(hub: Hub) -> None:
    say(hub, "甲一", "只给成员看的话")
    assert "只给成员看的话" in hub.browser("乙一").get(desk(hub)).text
    for outsider in ("丙一", "东一", "专家", "管理"):
        page = hub.browser(outsider).get(desk(hub))
        assert page.status_code == 404
        assert "只给成员看的话" not in page.text
        assert "家庭" not in page.text


def test_the_page_shows_person_and_unit_and_runs_under_the_strict_policy(hub: Hub) -> None:
    say(hub, "甲一", "**请**看 <script>alert(1)</script>")
    page = hub.browser("乙一").get(desk(hub))
    assert "区甲局" in page.text
    assert "联络员 甲一" in page.text
    assert "<strong>请</strong>看" in page.text
    assert "<script>alert" not in page.text
    assert re.findall(r"<script(?![^>]*(?: src=| nonce=))", page.text) == []
    assert re.findall(r'<[^>]* (?:style|on\w+)="', page.text) == []


def test_messages_hold_nothing_of_the_viewer(hub: Hub) -> None:
    say(hub, "甲一", "请@区乙局 看")
    drawn = {
        who: re.findall(r"<article.*?</article>", hub.browser(who).get(desk(hub)).text, re.DOTALL)
        for who in ("甲一", "乙一")
    }
    assert len(drawn["甲一"]) == 1 + 2  # the message, and two patterns for unsent ones
    assert drawn["甲一"][0] == drawn["乙一"][0]
    assert "--own" not in drawn["甲一"][0]


def test_it_opens_where_the_reader_stopped(hub: Hub) -> None:
    for number in range(70):
        say(hub, "甲一", f"第{number + 1}条", NOON + timedelta(hours=number))
    browser = hub.browser("乙一")
    assert seqs(browser.get(desk(hub))) == list(range(21, 71))
    with db.transaction() as session:
        actions.mark_read(session, hub.scene["乙一"], hub.scene.channels["家庭"], 10)
    page = browser.get(desk(hub))
    assert seqs(page)[0] < 11 < seqs(page)[-1]
    line, first = page.text.index('class="unread"'), page.text.index('data-seq="11"')
    assert page.text.index('data-seq="10"') < line < first


def test_it_goes_to_a_message_a_number_or_a_date(hub: Hub) -> None:
    posted = [say(hub, "甲一", f"第{number + 1}条", NOON + timedelta(hours=12 * number)) for number in range(120)]
    browser = hub.browser("乙一")
    link = browser.get(f"/messages/{posted[9].id}")
    assert link.headers["Location"].endswith(f"{desk(hub)}?message={posted[9].id}#m-{posted[9].id}")
    for query, sought in (
        (f"?message={posted[9].id}", 10),
        ("?seq=60", 60),
        ("?seq=100000", 120),
        ("?seq=-4", 1),
        ("?on=2026-12-01", 22),
        ("?on=2030-01-01", 120),
        ("?on=1999-01-01", 1),
    ):
        page = browser.get(desk(hub) + query)
        assert f'data-sought="{sought}"' in page.text, query
        assert sought in seqs(page), query


@pytest.mark.parametrize(
    "query", ["?on=yesterday", "?seq=x", "?message=nope", "?reply=../x", "?seq=99999999999999999999"]
)
def test_a_strange_address_opens_the_channel_or_refuses_plainly(hub: Hub, query: str) -> None:
    say(hub, "甲一", "一")
    assert hub.browser("乙一").get(desk(hub) + query).status_code in {200, 404}


def test_a_message_of_another_channel_is_not_shown_here(hub: Hub) -> None:
    foreign = say(hub, "甲一", "另一个频道的话", channel="全区")
    for query in (f"?message={foreign.id}", f"?reply={foreign.id}"):
        page = hub.browser("乙一").get(desk(hub) + query)
        assert page.status_code == 200
        assert "另一个频道的话" not in page.text
    secret = say(hub, "办一", "丙不在的频道", channel="家庭")
    assert hub.browser("丙一").get(desk(hub, "全区") + f"?message={secret.id}").status_code == 404


def test_quick_successions_stand_closer(hub: Hub) -> None:
    for who, minutes in (("甲一", 0), ("甲一", 4), ("乙一", 5), ("乙一", 11), ("乙一", 12)):
        say(hub, who, "话", NOON + timedelta(minutes=minutes))
    late = datetime(2026, 11, 20, 23, 59, tzinfo=clock.SHANGHAI)
    say(hub, "乙一", "今天", late)
    say(hub, "乙一", "明天", late + timedelta(minutes=2))
    page = hub.browser("主任").get(desk(hub))
    assert follows(page) == [2, 5]
    assert page.text.count('class="day"') == 2


def test_a_quote_leads_to_what_it_quotes(hub: Hub) -> None:
    first = say(hub, "甲一", "原来的话")
    say(hub, "乙一", "回答", reply_to=first.id)
    page = hub.browser("乙一").get(desk(hub))
    assert re.search(rf'class="quote" href="/messages/{first.id}" data-seq="1"><b>区甲局 甲一</b>　原来的话', page.text)
    with db.transaction() as session:
        actions.retract_message(session, hub.scene["甲一"], first.id)
    page = hub.browser("乙一").get(desk(hub))
    assert "原来的话" not in page.text
    assert "原消息已撤回" in page.text


def test_an_empty_channel_says_what_to_do(hub: Hub) -> None:
    page = hub.browser("乙一").get(desk(hub))
    assert "这里还没有消息" in page.text
    assert 'name="body"' in page.text


def test_the_item_and_its_units_stand_beside_the_conversation(hub: Hub) -> None:
    page = hub.browser("乙一").get(desk(hub))
    panel = page.text[page.text.index('id="item"') :]
    assert panel.index("区甲局") < panel.index("区乙局")
    assert "牵头" in panel
    assert "我单位" in panel
    assert "联络员 主任" in panel


def test_an_archived_channel_has_no_composer(hub: Hub) -> None:
    say(hub, "甲一", "旧话")
    archive(hub)
    page = hub.browser("甲一").get(desk(hub))
    assert "旧话" in page.text
    assert "已归档" in page.text
    assert 'name="body"' not in page.text


def archive(hub: Hub, title: str = "家庭") -> None:
    with db.transaction() as session:
        session.execute(update(Channel).where(Channel.title == title).values(archived_at=clock.now()))


def test_the_list_shows_mine_alone_with_what_is_unread(hub: Hub) -> None:
    say(hub, "甲一", "一")
    say(hub, "甲一", "二")
    listed = hub.browser("乙一").get("/channels/list").text
    assert hub.scene.channels["街镇"] not in listed
    link = listed[listed.index(hub.scene.channels["家庭"]) :]
    assert 'data-head="2" data-read="0"' in link[: link.index("</a>")]
    assert ">2<" in link[: link.index("</a>")]


def test_channels_lead_to_the_last_one_visited(hub: Hub) -> None:
    browser = hub.browser("乙一")
    assert browser.get("/channels").headers["Location"] == desk(hub, "全体")
    browser.get(desk(hub))
    assert browser.get("/channels").headers["Location"] == desk(hub)
    stranger = hub.browser("丙一")
    stranger.client.set_cookie("hub_channel", hub.scene.channels["家庭"], path="/channels", domain="127.0.0.1")
    assert stranger.get("/channels").headers["Location"] == desk(hub, "全体")


def test_somebody_without_channels_is_told_why(hub: Hub) -> None:
    page = hub.browser("专家").get("/channels").text
    assert "还没有您的频道" in page
    assert "被邀请参加的频道会显示在这里。" in page
    assert "您单位负责" not in page


def test_an_observer_reads_the_channel_but_not_the_plan(hub: Hub) -> None:
    with db.transaction() as session:
        channel_id = session.scalar(select(Channel.id).where(Channel.title == "家庭"))
        session.add(Membership(channel_id=channel_id, person_id=hub.scene["专家"].person_id, basis="invited"))
    page = hub.browser("专家").get(desk(hub))
    assert page.status_code == 200
    assert "看全文" not in page.text
