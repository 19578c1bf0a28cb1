"""An invitation answered in one tap on a phone, and by forms; a poll answered by the keyboard alone."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

from hub.accounts.models import Unit
from hub.core import clock, db
from hub.meetings import actions
from hub.meetings.polls import actions as polls
from hub.meetings.shapes import ConsultationDraft
from tests.services.browsers import PHONE

from .conftest import Place

TITLE = "未成年人心理健康专项会商"


def prepared(place: Place, announce: bool = True) -> str:
    """A consultation of 区甲局 and 区乙局 in eight days; its public id."""
    begins = (clock.local(clock.now()) + timedelta(days=8)).replace(hour=14, minute=0, second=0, microsecond=0)
    office = place.scene["办一"]
    with db.transaction() as session:
        units = session.scalars(select(Unit.public_id).where(Unit.name.in_(["区甲局", "区乙局"])).order_by(Unit.id))
        made = actions.prepare(
            session, office, ConsultationDraft("special", TITLE, begins, 120, units=tuple(units))
        ).public_id
        if announce:
            actions.announce(session, office, made)
    return made


def phone(place: Place, who: str, address: str) -> Page:
    options: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    page = place.sit_down(who, **options)
    page.goto(place.server.url + address)
    return page


def test_one_tap_on_a_phone_and_back(place: Place) -> None:
    made = prepared(place)
    page = phone(place, "甲一", "/")
    page.locator(
        "todo-list:defined"
    ).wait_for()  # without its script the page goes there, and comes back without the row
    entry = page.locator(".todo", has_text="待答复会商邀请")
    expect(entry).to_contain_text(TITLE)
    entry.get_by_role("button", name="参加", exact=True).tap()
    expect(entry).to_contain_text("已答复参加")
    office = place.sit_down("办一")
    office.goto(f"{place.server.url}/consultations/{made}")
    expect(office.locator("section", has=office.locator("#attendance"))).to_contain_text("参加1")
    entry.get_by_role("button", name="撤销").tap()
    expect(entry.get_by_role("button", name="参加", exact=True)).to_be_visible()
    office.reload()
    expect(office.locator("section", has=office.locator("#attendance"))).to_contain_text("参加0")


def test_a_delegate_is_named_on_a_phone_and_the_office_sees_it_at_once(place: Place) -> None:
    made = prepared(place)
    office = place.sit_down("办一")
    office.goto(f"{place.server.url}/consultations/{made}")
    page = phone(place, "乙一", f"/consultations/{made}#answer")
    page.locator("summary", has_text="委派代表").tap()
    page.get_by_label("代表姓名").fill("李明")
    page.get_by_label("代表职务").fill("科长")
    page.get_by_role("button", name="委派这位代表").tap()
    expect(page.locator("#answer")).to_contain_text("科长 李明")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    expect(office.locator("aside")).to_contain_text("科长 李明")


def test_a_poll_is_answered_by_the_keyboard_alone(place: Place) -> None:
    made = prepared(place, announce=False)
    begins = (clock.local(clock.now()) + timedelta(days=8)).replace(hour=9, minute=0, second=0, microsecond=0)
    with db.transaction() as session:
        slots, closes = [begins + timedelta(days=day) for day in range(3)], clock.now() + timedelta(days=3)
        poll = polls.ask(session, place.scene["办一"], made, slots, closes).public_id
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/polls/{poll}")
    page.locator(".poll__mine input").first.focus()
    for arrows in (0, 1, 2):
        page.keyboard.press("Space")
        for _arrow in range(arrows):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="提交答复")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".poll__own td")).to_have_text(["可以", "勉强可以", "不行"])
