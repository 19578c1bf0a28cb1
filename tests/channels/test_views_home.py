"""待我处理: what waits, by how soon, and what one tap does."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete

from hub.channels.models import Channel, Membership
from hub.core import clock, db
from hub.plan.models import ItemParty, WorkItem, WorkPlan

from .pages import NOON, Hub, desk, say

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_what_names_me_or_my_unit_waits_with_what_is_unread(hub: Hub) -> None:
    now = clock.now()
    say(hub, "甲一", "请@乙一 看", now)
    say(hub, "甲一", "请@区乙局 办", now - timedelta(days=40), channel="全区")
    page = hub.browser("乙一").get("/").text
    assert page.index("今天") < page.index("请@乙一 看") < page.index("其他时间") < page.index("请@区乙局 办")
    assert "点名我单位" in page
    assert "点名2件，未读频道2个" in page
    assert "区甲局 甲一，事项 1　家庭" in page
    assert "请@乙一 看" not in hub.browser("丙一").get("/").text


def test_only_me_leaves_my_unit_out(hub: Hub) -> None:
    say(hub, "甲一", "请@乙一 看", clock.now())
    say(hub, "甲一", "请@区乙局 办", clock.now())
    page = hub.browser("乙一").get("/?only=me").text
    assert "请@乙一 看" in page
    assert "请@区乙局 办" not in page


def test_done_takes_a_mention_off_and_undo_puts_it_back(hub: Hub) -> None:
    posted = say(hub, "甲一", "请@乙一 看", clock.now())
    browser = hub.browser("乙一")
    assert "data-waiting-count>1<" in browser.get("/").text
    assert browser.post(f"/mentions/{posted.id}/done").status_code == 303
    assert "请@乙一 看" not in browser.get("/waiting").text
    assert "data-waiting-count hidden>0<" in browser.get("/").text
    assert browser.script("POST", f"/mentions/{posted.id}/undo").status_code == 204
    assert "请@乙一 看" in browser.get("/waiting").text


def test_nobody_settles_for_others(hub: Hub) -> None:
    posted = say(hub, "甲一", "请@乙一 看", clock.now())
    hub.browser("主任").post(f"/mentions/{posted.id}/done")
    assert hub.browser("丙一").post(f"/mentions/{posted.id}/done").status_code == 404
    assert "请@乙一 看" in hub.browser("乙一").get("/").text


def test_reading_a_channel_takes_it_off(hub: Hub) -> None:
    say(hub, "甲一", "话", clock.now())
    browser = hub.browser("乙一")
    assert "未读频道1个" in browser.get("/").text
    assert browser.post(desk(hub) + "/read", {"seq": "1"}).headers["Location"] == "/"
    assert "未读频道" not in browser.get("/").text


def test_an_empty_list_says_what_comes_next(hub: Hub) -> None:
    page = hub.browser("乙一").get("/").text
    assert "都办完了" in page
    assert "todo-group" not in page


def test_the_office_of_a_hub_without_a_plan_is_asked_for_one(hub: Hub) -> None:
    with clock.held_at(NOON - timedelta(days=30)):  # in October no schedule is asked for
        assert "都办完了" in hub.browser("办一").get("/").text
    with db.transaction() as session:
        for table in (Membership, Channel, ItemParty, WorkItem, WorkPlan):
            session.execute(delete(table))
    page = hub.browser("办一").get("/").text
    assert "还没有工作要点" in page
    assert 'href="/plans/import"' in page
    assert "都办完了" not in page
    assert "都办完了" in hub.browser("乙一").get("/").text


def test_whoever_sees_no_content_goes_where_their_work_is(hub: Hub) -> None:
    answer = hub.browser("管理").get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people")
    assert hub.browser("管理").get("/waiting").status_code == 404
    strip = hub.browser("管理").get("/people").text
    assert 'href="/channels"' not in strip
    assert 'href="/plan"' not in strip


def test_every_link_of_the_strip_leads_somewhere(hub: Hub) -> None:
    for who in ("乙一", "办一", "主任", "专家"):
        browser = hub.browser(who)
        strip = re.search(r'<nav class="strip.*?</nav>', browser.get("/").text, re.DOTALL)[0]
        for address in set(re.findall(r'href="(/[^"]*)"', strip)):
            if not address.startswith("/static/"):
                assert browser.client.get(address, follow_redirects=True).status_code == 200, (who, address)


def test_who_reads_no_plans_is_not_led_to_them(hub: Hub) -> None:
    for address in ("/", "/channels"):
        assert 'href="/plan' not in hub.browser("专家").get(address).text
    page = hub.browser("乙一").get("/").text
    assert 'href="/plan"' in page
    assert 'href="/plans"' in page


def test_pages_without_a_body_of_their_own_say_what_was_done(hub: Hub) -> None:
    browser, done = hub.browser("乙一"), "已退出其他设备上的登录。"
    for address in ("/", desk(hub)):
        browser.post("/account/sessions/end")
        assert browser.get(address).text.count(done) == 1
        assert done not in browser.get(address).text
