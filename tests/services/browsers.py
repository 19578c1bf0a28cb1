"""Chromium: one for the run, a separate person's profile for each page, and no trouble on any of them."""

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from hub.bootstrap.places import NODE_MODULES
from tests.services.processes import missing

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Browsers that have everything, notices on the screen too."""
NAMES = ("chromium-headless-shell", *WHOLE)
"""The first that is there. The shell draws the same pages for two thirds of the work: 162 seconds of CPU instead of 234 for 32 tests
(Chromium 156), since it has no windows, extensions and GPU process to keep."""
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
DESKTOP = (1366, 768)
PHONE = (390, 844)
# Chromium prints most violations to the console by itself, but not those of every directive.
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`)
})
"""

NewPage = Callable[..., Page]
CLOSING_SECONDS = 45.0


class Chromium:
    """One Chromium for the run, and another where that one has ended."""

    def __init__(self, playwright: Playwright, names: Sequence[str] = NAMES) -> None:
        self._playwright, self._path = playwright, _executable(playwright, names)
        self._running: Browser | None = None

    def new_context(self, **options: Any) -> BrowserContext:
        """A profile of its own."""
        if self._running is None or not self._running.is_connected():
            self._running = self._playwright.chromium.launch(executable_path=self._path, args=[*FLAGS])
        return self._running.new_context(**options)

    def close(self) -> None:
        """End it."""
        if self._running is not None:
            with bounded():
                self._running.close()


@contextmanager
def bounded() -> Iterator[None]:
    """Within, Playwright waits for the browser to close something; on a busy machine it sometimes never does (Chromium 156):
    then the browser is killed, and whoever needs one next gets another. Nothing is tested by then."""
    timer = threading.Timer(CLOSING_SECONDS, _kill_browsers)
    timer.start()
    try:
        yield
    except PlaywrightError:
        if timer.is_alive():
            raise
    finally:
        timer.cancel()


def _kill_browsers() -> None:
    """Those that this process started, by way of Playwright's driver."""
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "chrom" in child.name():
                child.kill()


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright, by which browsers are driven."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Chromium]:
    """The running Chromium."""
    started = Chromium(driver)
    yield started
    started.close()


def come_true(page: Page, promise: str, seconds: float = 15.0) -> None:
    """Wait until an async function of the page's gives true: `wait_for_function` takes its promise for the answer."""
    end = time.monotonic() + seconds
    while not page.evaluate(promise):
        assert time.monotonic() < end, f"it never came true: {promise}"
        page.wait_for_timeout(50)


def _executable(playwright: Playwright, names: Sequence[str]) -> str:
    found = [shutil.which(name) for name in names] + [playwright.chromium.executable_path]
    usable = [path for path in found if path and Path(path).exists()]
    return usable[0] if usable else missing("browser", "no Chromium")


@pytest.fixture
def new_page(browser: Chromium, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewPage]:
    """Opens pages, each of another person: `new_page(locale="en", viewport=PHONE, color_scheme="dark", tolerate=["409"])`.

    Without service worker, past which tests could not hold requests up; `service_workers="allow"` lets it in.
    What a page's console calls an error, an exception nobody caught and a violation of the CSP fail the test at its end,
    unless a regular expression of `tolerate` is found in it. After a failure there is a picture of each page.
    """
    slowness = os.environ.get("HUB_TEST_SLOW_PAGES")  # how many times slower: impatient tests show themselves
    pages: list[Page] = []
    troubles: list[str] = []

    def open_page(
        locale: str = "zh-CN",
        viewport: tuple[int, int] = DESKTOP,
        color_scheme: Literal["light", "dark"] = "light",
        tolerate: Sequence[str] = (),
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            timezone_id="Asia/Shanghai",
            viewport={"width": viewport[0], "height": viewport[1]},
            color_scheme=color_scheme,
            **{"service_workers": "block", **options},
        )
        page = context.new_page()
        if slowness:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": float(slowness)})
        watch(page, lambda trouble: troubles.extend(untolerated(trouble, tolerate)))
        pages.append(page)
        return page

    yield open_page
    failed = getattr(request.node, "failed", False) or bool(troubles)
    for number, page in enumerate(pages, start=1):
        if failed:
            _picture(page, tmp_path / f"page-{number}.png")
        with bounded():
            page.context.close()
    if troubles:
        pytest.fail("trouble on the page:\n" + "\n".join(troubles), pytrace=False)


def untolerated(trouble: str, tolerate: Sequence[str]) -> list[str]:
    return [] if any(re.search(known, trouble) for known in tolerate) else [trouble]


def watch(page: Page, note: Callable[[str], None]) -> None:
    """Call `note` with each trouble of the page, from now on."""

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            note(f"{page.url}: {message.text}")

    page.add_init_script(REPORT_VIOLATIONS)
    page.on("console", heard)
    page.on("pageerror", lambda error: note(f"{page.url}: {error}"))
    page.on("crash", lambda page: note(f"{page.url}: the page crashed"))


def _picture(page: Page, path: Path) -> None:
    if not page.is_closed():
        page.screenshot(path=path)
        print(f"--- {page.url}: {path}")  # noqa: T201 (pytest shows it with a failure)


@pytest.fixture(scope="session")
def axe_source() -> str:
    """axe-core's script, to be given to `page.evaluate`."""
    path = NODE_MODULES / "axe-core" / "axe.min.js"
    if not path.exists():
        pytest.skip("no axe-core: python3 -m hub test brings it")
    return path.read_text()
