"""One person writes only so fast, whichever door they use, and nobody else is held up by it."""

import pytest

from hub.channels import pace
from hub.core import db
from hub.core.errors import RateLimited

from .pages import Browser, Hub, desk, say

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MOST = 6


@pytest.fixture
def slow_hub(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """Counts by the day, so that no test is too slow to do too much."""
    monkeypatch.setattr(pace, "WINDOW_SECONDS", 24 * 60 * 60)
    pace.begin(MOST)
    return hub


def by_form(browser: Browser, hub: Hub, key: str) -> int:
    return browser.post(f"{desk(hub)}/messages", {"body": "有话说", "client_id": key}).status_code


def by_program(browser: Browser, hub: Hub, key: str) -> int:
    path = f"/api/v1/channels/{hub.scene.channels['家庭']}/messages"
    return browser.script("POST", path, {"body": "有话说", "client_id": key}).status_code


def test_forms_and_programs_are_counted_together(slow_hub: Hub) -> None:
    browser = slow_hub.browser("甲一")
    statuses = [(by_form, by_program)[turn % 2](browser, slow_hub, f"k{turn}") for turn in range(2 * MOST)]
    assert statuses == [303, 201] * (MOST // 2) + [429, 429] * (MOST // 2)
    assert by_program(slow_hub.browser("乙一"), slow_hub, "k") == 201


def test_a_refusal_says_when_to_try_again_and_loses_no_words(slow_hub: Hub) -> None:
    browser = slow_hub.browser("甲一")
    for turn in range(MOST):
        by_program(browser, slow_hub, f"k{turn}")
    page = browser.post(f"{desk(slow_hub)}/messages", {"body": "还没说完的话", "client_id": "k"})
    answer = browser.script(
        "POST", f"/api/v1/channels/{slow_hub.scene.channels['家庭']}/messages", {"body": "话", "client_id": "k"}
    )
    assert page.status_code == answer.status_code == 429
    assert "还没说完的话" in page.text
    assert answer.json["error"]["code"] == "rate_limited"
    for refused in (page, answer):
        assert 1 <= int(refused.headers["Retry-After"]) <= 2 * pace.WINDOW_SECONDS


@pytest.mark.parametrize("door", ["program", "form"])
def test_edits_are_counted_too(slow_hub: Hub, door: str) -> None:
    browser, message = slow_hub.browser("甲一"), say(slow_hub, "甲一", "原话").id
    statuses = []
    for turn in range(MOST + 1):
        if door == "program":
            answer = browser.script("PATCH", f"/api/v1/messages/{message}", {"body": f"改{turn}"})
        else:
            answer = browser.post(f"/messages/{message}/edit", {"body": f"改{turn}"})
        statuses.append(answer.status_code)
    assert statuses == [200 if door == "program" else 303] * MOST + [429]


def test_it_is_counted_before_the_transaction(slow_hub: Hub) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        pace.count(1)
    for _ in range(MOST):
        pace.count(1)
    with pytest.raises(RateLimited):
        pace.count(1)
