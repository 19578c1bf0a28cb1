"""The pages of a consultation that is held, without script: what each sees, what its forms do, and signing in by the code."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from hub.core import clock
from hub.meetings.live import actions, codes
from hub.meetings.live.rules import TICKET
from tests.channels.pages import ORIGIN, SCRIPT, Browser, Hub
from tests.meetings.live.held import Held


@pytest.fixture
def address(held: Held) -> str:
    """The consultation's address."""
    return f"/consultations/{held.consultation}"


def form_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that leads there."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form is not None, action
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def test_the_live_page_holds_the_item_its_clock_and_the_conversation(held: Held, hub: Hub, address: str) -> None:
    held.next()
    held.say("平均等候十六天。")
    held.wait(minutes=12)
    page = hub.browser("乙一").get(f"{address}/live").text
    assert "转介机制" in page
    assert '<span class="clock__now" data-took>12:00</span>' in page
    assert "超时 2:00" in page
    assert "平均等候十六天。" in page
    assert "<message-composer" in page
    assert "下一议题" not in page
    assert "下一议题" in hub.browser("办一").get(f"{address}/live").text
    parts = hub.browser("乙一").get(f"{address}/live/parts").text
    assert "转介机制" in parts
    assert "<message-composer" not in parts
    assert 'id="talk"' in parts


def test_who_conducts_turns_the_item_by_the_form_of_what_they_saw(held: Held, hub: Hub, address: str) -> None:
    chair, notes = hub.browser("办一"), hub.browser("甲长")
    seen_by_both = form_of(chair.get(f"{address}/live").text, f"{address}/live/next")
    assert chair.post(f"{address}/live/next", seen_by_both).status_code == 303
    late = notes.post(f"{address}/live/next", seen_by_both)
    assert late.status_code == 303
    assert "刚才已有人切换" in notes.get(late.headers["Location"]).text
    assert held.states() == ["current", "waiting", "waiting"]
    told = notes.client.post(f"{address}/live/next", data=seen_by_both, headers=SCRIPT, base_url=ORIGIN)
    assert (told.status_code, told.json["error"]["code"]) == (409, "conflict")
    fresh = form_of(notes.get(f"{address}/live").text, f"{address}/live/next")
    assert notes.client.post(f"{address}/live/next", data=fresh, headers=SCRIPT, base_url=ORIGIN).status_code == 204
    assert held.states() == ["done", "current", "waiting"]


def test_observers_and_units_read_and_outsiders_find_nothing(held: Held, hub: Hub, address: str) -> None:
    held.next()
    for who in ("专家", "主任", "甲一"):
        reader = hub.browser(who)
        for page in ("live", "live/parts", "record"):
            assert reader.get(f"{address}/{page}").status_code == 200
        for page in ("screen", "screen/parts", "screen/code", "closing"):
            assert reader.get(f"{address}/{page}").status_code == 403, page
    for who in ("丙一", "管理"):
        for page in ("live", "live/parts", "record", "screen", "closing", "sign-in"):
            assert hub.browser(who).get(f"{address}/{page}").status_code == 404, page


def test_a_form_that_is_refused_keeps_what_was_typed(held: Held, hub: Hub, address: str) -> None:
    held.next()
    typed = {"text": "每周报送。", "due_on": "2026-11-01", "lead": held.unit("区乙局"), "client_id": "typed"}
    page = hub.browser("办一").post(f"{address}/items/{held.now()}/decisions", typed)
    assert page.status_code == 422
    assert "办理时限不能早于今天" in page.text
    assert "每周报送。</textarea>" in page.text
    assert f'<option value="{held.unit("区乙局")}" selected>' in page.text


def test_the_default_due_date_is_twenty_days_on_and_says_which_day_that_is(held: Held, hub: Hub, address: str) -> None:
    held.next()
    page = hub.browser("办一").get(f"{address}/live").text
    assert 'name="due_on" aria-label="办理时限" min="2026-11-24" value="2026-12-14"' in page
    assert "12月14日 星期一" in page


def scan(held: Held, later: timedelta = timedelta()) -> str:
    """The path that a phone opens that scanned the projector's code now, and opens it so much later."""
    code = codes.code_at(secret(), held.consultation, clock.now())
    held.at(clock.now() + later)
    return f"/consultations/{held.consultation}/arrival?code={code}"


_secret: list[str] = []


def secret() -> str:
    """The key of the application under test."""
    return _secret[0]


@pytest.fixture
def phone(hub: Hub) -> Browser:
    """甲一's phone, where they are signed in to the hub."""
    _secret[:] = [str(hub.app.secret_key)]
    return hub.browser("甲一")


def test_a_phone_signs_in_by_the_codes_address(held: Held, phone: Browser, address: str) -> None:
    there = phone.get(scan(held))
    assert urlsplit(there.headers["Location"]).path == f"{address}/sign-in"
    assert "确认签到" in phone.get(f"{address}/sign-in").text
    done = phone.post(f"{address}/sign-in")
    assert urlsplit(done.headers["Location"]).path == f"{address}/live"
    assert "您已签到" in phone.get(f"{address}/sign-in").text
    came = next(one for one in held.record().roster.units if one.name == "区甲局").people
    assert [(one.name, one.way) for one in came] == [("甲一", "code")]


def test_an_old_code_is_refused_and_says_what_to_do(held: Held, phone: Browser, address: str) -> None:
    old = phone.get(scan(held, timedelta(seconds=61)))
    assert old.status_code == 422
    assert "请再扫一次" in old.text
    assert phone.post(f"{address}/sign-in").status_code == 422
    assert "请再扫一次" in phone.get(f"{address}/sign-in").text
    assert phone.get(f"{address}/arrival?code=1.x").status_code == 422
    assert held.record().roster.present == 0


def test_the_ticket_is_for_this_browser_and_for_ten_minutes(held: Held, phone: Browser, hub: Hub, address: str) -> None:
    phone.get(scan(held))
    assert hub.browser("乙一").post(f"{address}/sign-in").status_code == 422
    held.wait(seconds=TICKET.total_seconds() + 2)
    assert phone.post(f"{address}/sign-in").status_code == 422


def test_who_is_not_signed_in_to_the_hub_comes_back_with_the_ticket(
    held: Held, hub: Hub, phone: Browser, address: str
) -> None:
    stranger = hub.app.test_client()
    there = stranger.get(scan(held), base_url=ORIGIN)
    assert urlsplit(there.headers["Location"]).path == f"{address}/sign-in"
    asked = stranger.get(f"{address}/sign-in", base_url=ORIGIN)
    assert urlsplit(asked.headers["Location"]).path == "/sign-in"
    assert f"next={address}/sign-in" in asked.headers["Location"].replace("%2F", "/")
    ticket = stranger.get_cookie("hub_arrival", domain="127.0.0.1", path=address)
    assert ticket is not None
    phone.client.set_cookie("hub_arrival", ticket.value, domain="127.0.0.1", path=address)  # as after signing in
    held.wait(minutes=3)
    assert phone.post(f"{address}/sign-in").status_code == 303


def test_an_outsider_with_a_good_code_is_not_let_in(held: Held, phone: Browser, hub: Hub, address: str) -> None:
    outsider, committee = hub.browser("丙一"), hub.browser("主任")
    for who in (outsider, committee):
        who.get(scan(held))
    assert outsider.post(f"{address}/sign-in").status_code == 404
    refused = committee.post(f"{address}/sign-in")
    assert refused.status_code == 409
    assert "不在这次会商的邀请范围" in refused.text


def test_the_projector_shows_code_and_decisions(held: Held, hub: Hub, address: str) -> None:
    held.next()
    held.fixed("转介机制", "一律附初筛表。")
    made = held.write("转介机制", "每周开号源。")
    held.act(actions.read_back, made)
    page = hub.browser("办一").get(f"{address}/screen").text
    assert "<svg viewBox" in page or 'class="qr"' in page
    assert page.index("每周开号源。") < page.index("一律附初筛表。")
    assert "decision--read" in page


def test_closing_goes_over_a_page_with_everything_open(held: Held, hub: Hub, address: str) -> None:
    chair = hub.browser("办一")
    held.next()
    made = held.write("转介机制", "还没议定的话")
    page = chair.get(f"{address}/closing").text
    assert "还没议定的话" in page
    assert page.count('name="carry"') == 3
    assert page.count("checked") == 2
    refused = chair.post(f"{address}/closing", {"carry": held.items["走访"]})
    assert refused.status_code == 409
    assert "还有1项议定事项没有议定" in refused.text
    assert refused.text.count("checked") == 1
    held.act(actions.drop, made)
    done = chair.post(f"{address}/closing", {"carry": held.items["走访"]})
    assert done.status_code == 303
    record = chair.get(f"{address}/record").text
    assert "会商已结束。" in record
    assert "恢复会商" in record
    assert urlsplit(chair.get(f"{address}/live").headers["Location"]).path == f"{address}/record"
    assert "恢复会商" not in hub.browser("甲一").get(f"{address}/record").text
    assert chair.post(f"{address}/reopening").status_code == 303
    assert held.states() == ["done", "waiting", "waiting"]


def test_the_record_and_the_page_of_a_closed_consultation(held: Held, hub: Hub, address: str) -> None:
    held.act(actions.sign_in, who="甲一")
    held.next()
    held.fixed("转介机制", "一律附初筛表。")
    held.close(carried=(held.items["走访"],))
    reader = hub.browser("专家")
    record = reader.get(f"{address}/record").text
    assert all(words in record for words in ("出席", "区甲局", "缺席", "区乙局", "一律附初筛表。", "办理中", "转下次"))
    page = reader.get(address).text
    assert "看会议记录" in page
    assert "一律附初筛表。" in page
