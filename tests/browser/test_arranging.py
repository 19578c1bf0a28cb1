"""The office arranges a consultation by keyboard and sees what it conflicts with; days are walked through by arrows."""

from datetime import date, datetime, time, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from hub.accounts.models import Unit
from hub.calendar import office_time
from hub.core import clock, db
from hub.meetings import actions
from hub.meetings.models import Consultation
from hub.meetings.shapes import ConsultationDraft
from tests.services.browsers import PHONE

from .conftest import Place


def test_a_consultation_is_arranged_by_keyboard(place: Place) -> None:
    on = _arranged(place, "转介衔接专项会商")
    page = place.sit_down("办一")
    page.goto(f"{place.server.url}/consultations/new")
    page.get_by_label("名称").focus()
    page.keyboard.type("校园欺凌专项会商")
    page.get_by_label("日期").fill(on.isoformat())
    page.get_by_label("开始时间").fill("15:00")
    for label in ("区甲局", "区乙局"):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.press("Space")
    shown = page.locator("[data-look]")
    expect(shown).to_contain_text("有2处时间冲突")
    expect(shown).to_contain_text("另有会商“转介衔接专项会商”")
    page.get_by_label("开始时间").fill("17:00")
    expect(shown).to_contain_text("没有冲突")
    page.get_by_role("button", name="保存").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="会商安排")).to_be_visible()
    page.get_by_role("button", name="发出通知").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("区甲局、区乙局")
    dialog.get_by_role("button", name="发出通知").click()
    expect(page.get_by_text("通知已发出。")).to_be_visible()
    with db.reading() as session:
        row = session.scalars(select(Consultation).where(Consultation.title == "校园欺凌专项会商")).one()
        assert (row.state, row.starts_at) == ("announced", _at(on, 17))


def test_groups_tick_their_units_and_a_kind_brings_its_length(place: Place) -> None:
    page = place.sit_down("办一")
    page.goto(f"{place.server.url}/consultations/new")
    page.wait_for_function("() => customElements.get('consultation-form')")
    page.get_by_label("各街镇").check()
    expect(page.get_by_label("东街道", exact=True)).to_be_checked()
    page.get_by_label("东街道", exact=True).uncheck()
    expect(page.get_by_label("各街镇")).not_to_be_checked()
    expect(page.get_by_label("西街道", exact=True)).to_be_checked()
    page.get_by_label("全体会议").check()
    expect(page.get_by_label("时长（分钟）")).to_have_value("150")
    page.get_by_label("个案会商").check()
    expect(page.get_by_role("group", name="邀请单位")).to_be_hidden()
    expect(page.get_by_role("group", name="有账号的人员").first).to_be_visible()


def test_the_month_is_walked_through_by_arrows(place: Place) -> None:
    on = _arranged(place, "转介衔接专项会商")
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/consultations/month?month={on:%Y-%m}")
    expect(page.get_by_role("link", name="转介衔接专项会商")).to_be_visible()
    page.wait_for_function("() => customElements.get('period-days')")
    _focus(page, on)
    page.keyboard.press("ArrowRight")
    _has_focus(page, on + timedelta(days=1))
    page.keyboard.press("ArrowUp")
    _has_focus(page, on - timedelta(days=6))
    page.keyboard.press("PageDown")
    following = (on.replace(day=1) + timedelta(days=32)).replace(day=1)
    page.wait_for_url(f"**month={following:%Y-%m}")
    page.wait_for_function("() => customElements.get('period-days')")
    page.keyboard.press("t")
    _has_focus(page, clock.today())


def test_on_a_phone_the_month_is_a_list_of_days(place: Place) -> None:
    on = _arranged(place, "转介衔接专项会商")
    page = place.sit_down("甲一", viewport=PHONE)
    page.goto(f"{place.server.url}/consultations/month?month={on:%Y-%m}")
    expect(page.locator(f'[data-day="{on}"]')).to_be_visible()
    assert page.locator(".month-grid__day:visible").count() <= 2
    expect(page.get_by_role("link", name="转介衔接专项会商")).to_be_visible()


def test_a_long_title_in_the_last_column_does_not_widen_the_month(place: Place) -> None:
    today = clock.today()
    sunday = today + timedelta(days=13 - today.weekday())
    _arranged(place, "寒假前困境儿童走访安排部署暨文身治理联合检查准备会商", sunday)
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/consultations/month?month={sunday:%Y-%m}")
    expect(page.get_by_role("link", name="寒假前困境儿童")).to_be_visible()
    body = page.locator("#body")
    assert body.evaluate("(element) => element.scrollWidth - element.clientWidth") == 0


def _arranged(place: Place, title: str, on: date | None = None) -> date:
    """A consultation that is announced, 14:00 to 16:00 on a day or a working day of next week; its day."""
    with db.transaction() as session:
        on = on or clock.local(office_time(session).add_days(clock.now(), 6)).date()
        units = session.scalars(select(Unit.public_id).where(Unit.name.in_(["区甲局", "区乙局"]))).all()
        draft = ConsultationDraft("special", title, _at(on, 14), 120, units=tuple(units))
        made = actions.prepare(session, place.scene["办一"], draft)
        actions.announce(session, place.scene["办一"], made.public_id)
    return on


def _at(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), clock.SHANGHAI)


def _focus(page: Page, on: date) -> None:
    page.locator(f'[data-day="{on}"]').focus()


def _has_focus(page: Page, on: date) -> None:
    expect(page.locator(f'[data-day="{on}"]')).to_be_focused()
