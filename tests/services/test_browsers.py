"""A browser that does not close is ended, and another takes its place: no test waits for it without end."""

import os
import signal

import psutil
import pytest

from tests.services import browsers
from tests.services.browsers import Chromium, bounded


@pytest.mark.slow
def test_a_browser_that_never_closes_is_ended_and_replaced(browser: Chromium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "CLOSING_SECONDS", 2.0)
    context = browser.new_context()
    context.new_page()
    for child in psutil.Process().children(recursive=True):
        if "chrom" in child.name():
            os.kill(child.pid, signal.SIGSTOP)
    with bounded():
        context.close()
    again = browser.new_context()
    assert again.new_page().evaluate("1 + 1") == 2
    again.close()
