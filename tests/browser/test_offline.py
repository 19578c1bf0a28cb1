"""The installed hub: what is shown without a network, what browsers keep of a reader, pushes, and signing out."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.services.browsers import WHOLE, Chromium, come_true

from .conftest import Place, say, wait_for_message

GONE = ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "WebSocket connection"]
READY = "async () => { await navigator.serviceWorker.ready; }"
CONTROLLED = "() => Boolean(navigator.serviceWorker.controller)"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found.push([new URL(request.url).pathname, await (await caches.match(request)).clone().text()]);
  return found;
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag, data }) =>
  ({ title, body, tag, url: data.url }))"""


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Chromium]:
    """One that shows notices; the shell keeps none."""
    started = Chromium(driver, WHOLE)
    yield started
    started.close()


def open_installed(place: Place, name: str, **options: object) -> Page:
    """Somebody's browser at a channel, with the worker in charge."""
    page = place.open_desk(name, service_workers="allow", tolerate=GONE, **options)
    page.wait_for_function(CONTROLLED)
    return page


def test_without_a_network_there_is_a_page_that_says_so(place: Place) -> None:
    page = open_installed(place, "甲一")
    page.context.set_offline(True)
    page.goto(f"{place.server.url}/plan")
    expect(page.get_by_role("heading", name="暂时连不上系统")).to_be_visible()
    expect(page.get_by_text("仍保存在本机")).to_be_visible()
    expect(page.locator("section:visible")).to_have_count(1)
    expect(page.get_by_role("link", name="重试")).to_have_css("border-radius", "6px")  # its style is there
    page.get_by_role("link", name="重试").click()
    expect(page.get_by_role("heading", name="暂时连不上系统")).to_be_visible()
    page.context.set_offline(False)
    page.locator(".strip__user").wait_for(timeout=20_000)  # by itself
    assert page.url == f"{place.server.url}/plan"


def test_what_browsers_keep_is_nothing_of_the_reader(place: Place) -> None:
    page = open_installed(place, "甲一")
    say(page, "只给频道看的话")
    wait_for_message(page, "只给频道看的话")
    page.reload()
    page.goto(f"{place.server.url}/account")
    kept = page.evaluate(KEPT)
    addresses = {address for address, _text in kept}
    assert "/offline" in addresses
    assert all(address == "/offline" or address.startswith("/static/") for address in addresses)
    assert not [address for address, text in kept if "甲一" in text or "只给频道" in text or "家庭" in text]


def push(page: Page, server: str, data: str) -> None:
    """What a push service would deliver."""
    session = page.context.new_cdp_session(page)
    registered: list[dict[str, str]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    page.wait_for_function(CONTROLLED)
    (registration,) = [one for one in registered if one["scopeURL"].startswith(server)]
    told = {"origin": server, "registrationId": registration["registrationId"], "data": data}
    session.send("ServiceWorker.deliverPushMessage", told)


def test_a_push_is_shown_and_leads_nowhere_else(place: Place) -> None:
    page = open_installed(place, "甲一", permissions=["notifications"])
    pushed = {"title": "点名您单位", "body": "请看", "url": "https://elsewhere.example/x", "tag": "m-1"}
    push(page, place.server.url, json.dumps(pushed))
    come_true(page, f"async () => (await ({SHOWN})()).length === 1")
    assert page.evaluate(SHOWN) == [
        {"title": "点名您单位", "body": "请看", "tag": "m-1", "url": f"{place.server.url}/"}
    ]


def test_signing_out_takes_everything_off_the_screen(place: Place) -> None:
    page = open_installed(place, "甲一", permissions=["notifications"])
    push(page, place.server.url, json.dumps({"title": "点名", "url": "/", "tag": "1"}))
    come_true(page, f"async () => (await ({SHOWN})()).length === 1")
    page.evaluate("async () => { await (await caches.open('of-somebody')).put('/x', new Response('甲一')); }")
    page.locator(".strip__user").click()
    page.get_by_role("button", name="退出").click()
    page.get_by_role("heading", name="登录").wait_for()
    come_true(page, f"async () => (await ({SHOWN})()).length === 0")
    come_true(page, "async () => !(await caches.keys()).includes('of-somebody')")
    assert page.evaluate(SHOWN) == []
