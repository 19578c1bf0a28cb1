"""运行状况 while it is open: it follows by itself, leaves the focus alone, asks before the office's word, says when it is stale."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import delete

from hub.core import clock, db
from hub.escalation.models import ClockAlarm, SchedulerBeat
from tests.services.browsers import PHONE

from .conftest import DOWN, Place

LOOK = "document.dispatchEvent(new Event('visibilitychange'))"
"""As when one comes back to the page: it asks at once, not after its 15 s."""


def plant(*rows: object) -> None:
    with db.transaction() as session:
        session.add_all(rows)


def worker(name: str, trouble: str = "") -> SchedulerBeat:
    later = clock.now() + timedelta(minutes=1)
    return SchedulerBeat(worker=name, started_at=later, beat_at=later, swept_at=later, trouble=trouble)


def alarm() -> ClockAlarm:
    return ClockAlarm(reason="flood", count=412, raised_at=clock.now())


def focused(page: Page) -> str:
    found: str = page.evaluate("() => document.activeElement.id")
    return found


def open_health(place: Place, page: Page) -> None:
    """Until the page follows by itself."""
    page.goto(f"{place.server.url}/health")
    page.evaluate("async () => { await customElements.whenDefined('live-part'); }")


def test_it_follows_and_leaves_the_focus_alone(place: Place) -> None:
    plant(alarm())
    page = place.sit_down("办一")
    open_health(place, page)
    expect(page.locator("#clock-alarm")).to_contain_text("一次有412个步骤到期")
    page.locator("#confirm-clock").focus()
    plant(worker("srv9:1", "failed tidy KeyError"))
    page.evaluate(LOOK)
    expect(page.locator("#workers")).to_contain_text("“每日清理”最近一次出错：KeyError")
    assert focused(page) == "confirm-clock"
    with db.transaction() as session:
        session.execute(delete(SchedulerBeat).where(SchedulerBeat.worker == "srv9:1"))
    page.evaluate(LOOK)
    expect(page.locator("#workers")).not_to_contain_text("srv9:1")


def test_it_asks_by_itself_every_fifteen_seconds(place: Place) -> None:
    page = place.sit_down("办一")
    page.clock.install()
    open_health(place, page)
    plant(worker("srv9:2"))
    page.clock.run_for(14_000)
    expect(page.locator("#workers")).not_to_contain_text("srv9:2")
    page.clock.run_for(2_000)
    expect(page.locator("#workers")).to_contain_text("srv9:2")


def test_the_office_is_asked_before_its_word_goes_out(place: Place) -> None:
    plant(alarm())
    page = place.sit_down("办一", viewport=PHONE)
    page.goto(place.server.url)
    page.locator(".alarm").get_by_role("link", name="去确认").click()
    page.get_by_role("button", name="时钟无误，继续").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("请先与手机或手表核对")
    asked.get_by_role("button", name="取消").click()
    expect(page.locator("#clock-alarm")).to_be_visible()
    page.get_by_role("button", name="时钟无误，继续").click()
    page.get_by_role("dialog").get_by_role("button", name="时钟无误，继续").click()
    expect(page.get_by_text("已确认时钟无误。")).to_be_visible()
    expect(page.locator("#clock-alarm")).to_have_count(0)


def test_it_says_when_what_it_shows_is_old(place: Place) -> None:
    page = place.sit_down("办一", tolerate=DOWN)
    open_health(place, page)
    stale = page.get_by_text("服务器没有回应，下面是最后一次看到的情况。")
    expect(stale).to_be_hidden()
    place.server.kill()
    page.evaluate(LOOK)
    expect(stale).to_be_visible()
    expect(page.locator("#health-sweep")).to_be_visible()
    place.server.restart()
    page.wait_for_timeout(1_100)  # the page's times are whole seconds
    page.evaluate(LOOK)
    expect(stale).to_be_hidden()
