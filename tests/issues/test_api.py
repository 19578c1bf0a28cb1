"""Issues over the API: raised once, read, answered, settled, supervised; strangers learn nothing."""

from typing import Any

import pytest

from tests.channels.pages import Browser, Hub
from tests.channels.scene import Scene

from .story import Story

ISSUES = "/api/v1/issues"


def new(story: Story, **given: Any) -> dict[str, Any]:
    return {
        "client_id": "api-1",
        "kind": "hot",
        "severity": "urgent",
        "title": "校车占道",
        "body": "东门拥堵",
        "units": [story.unit("区乙局"), story.unit("区未保办")],
    } | given


def ask(browser: Browser, method: str, path: str, data: Any = None, status: int = 201) -> Any:
    answer = browser.script(method, path, data)
    assert answer.status_code == status, answer.text
    return answer.json


@pytest.fixture
def raised(story: Story, hub: Hub, scene: Scene) -> str:
    address = f"/api/v1/channels/{scene.channels['家庭']}/issues"
    return str(ask(hub.browser("甲一"), "POST", address, new(story))["id"])


def test_raising_is_idempotent(story: Story, hub: Hub, scene: Scene) -> None:
    browser, address = hub.browser("甲一"), f"/api/v1/channels/{scene.channels['家庭']}/issues"
    first, again = (ask(browser, "POST", address, new(story)) for _ in range(2))
    assert first["id"] == again["id"]
    assert (first["number"], first["state"], first["light"]) == ("2026-0001", "open", "calm")
    assert [(unit["name"], unit["is_lead"]) for unit in first["units"]] == [("区乙局", True), ("区未保办", False)]
    ask(browser, "POST", address, new(story, title="另一个"), 409)
    ask(hub.browser("主任"), "POST", address, new(story), 403)
    ask(hub.browser("丙一"), "POST", address, new(story), 404)


def test_it_hangs_on_its_message(hub: Hub, scene: Scene, raised: str) -> None:
    found = ask(hub.browser("乙一"), "GET", f"/api/v1/channels/{scene.channels['家庭']}/messages", status=200)
    assert found["messages"][-1]["issue"]["id"] == raised


def test_reading(hub: Hub, raised: str) -> None:
    found = ask(hub.browser("乙一"), "GET", f"{ISSUES}/{raised}", status=200)
    assert (found["body"], found["raised_by"]) == ("东门拥堵", "甲一")
    assert found["allowed"] == ["acknowledge", "resolve", "hand_over"]
    events = ask(hub.browser("主任"), "GET", f"{ISSUES}/{raised}/events", status=200)["events"]
    assert [(event["act"], event["unit_name"]) for event in events] == [("raise", "区甲局")]
    clocks = ask(hub.browser("主任"), "GET", f"{ISSUES}/{raised}/clocks", status=200)["clocks"]
    assert [(clock["clock"], clock["state"]) for clock in clocks] == [("answer", "running")]
    steps = [(step["tier"], step["state"], [who["name"] for who in step["people"]]) for step in clocks[0]["steps"]]
    assert steps[:2] == [(1, "next", ["乙一", "办一"]), (2, "coming", [])]


def test_the_whole_way(story: Story, hub: Hub, raised: str) -> None:
    doer, office, raiser = hub.browser("乙一"), hub.browser("办一"), hub.browser("甲一")
    at = f"{ISSUES}/{raised}"
    assert ask(doer, "PUT", f"{at}/acknowledgement", status=200)["state"] == "open"
    assert ask(office, "PUT", f"{at}/acknowledgement", status=200)["state"] == "acknowledged"
    ask(doer, "POST", f"{at}/reports", {"client_id": "s1", "text": "已协调"})
    asked = ask(doer, "POST", f"{at}/extensions", {"due_on": "2026-12-01", "reason": "等批复"})
    assert (asked["state"], asked["approver"]) == ("pending", "office")
    ask(doer, "POST", f"/api/v1/extensions/{asked['id']}/approval", {}, 403)
    decided = ask(office, "POST", f"/api/v1/extensions/{asked['id']}/approval", {"reason": "同意"})
    assert (decided["state"], decided["decided_by"]) == ("approved", "办一")
    ask(office, "POST", f"/api/v1/extensions/{asked['id']}/refusal", {"reason": "晚了"}, 409)
    assert ask(office, "PUT", f"{at}/hold", {"reason": "等", "review_on": "2026-12-01"}, 200)["light"] == "idle"
    ask(office, "POST", f"{at}/resumption", {})
    ask(office, "PUT", f"{at}/due", {"reason": "提前", "due_on": "2026-11-20"}, 200)
    ask(office, "POST", f"{at}/escalations", {"reason": "催一下"})
    ask(office, "POST", f"{at}/de-escalations", {"reason": "不急"}, 409)
    ask(raiser, "PATCH", at, {"title": "校车占道（东门）", "body": "", "kind": "key"}, 200)
    ask(doer, "POST", f"{at}/resolution", {"client_id": "s2", "text": "已改点"})
    ask(raiser, "POST", f"{at}/reopening", {"reason": "仍占道"})
    ask(doer, "POST", f"{at}/hand-over", {"unit": story.unit("区甲局"), "reason": "职责"})
    ask(office, "PUT", f"{at}/units", {"units": [story.unit("区乙局")], "reason": "还是乙局"}, 200)
    ask(doer, "POST", f"{at}/resolution", {"client_id": "s3", "text": "已移走"})
    assert ask(raiser, "POST", f"{at}/closure", {})["state"] == "closed"
    ask(raiser, "POST", f"{at}/withdrawal", {"reason": "重复"}, 409)


ACTS = [
    *(("POST", path) for path in ("reports", "resolution", "closure", "reopening", "withdrawal", "resumption")),
    *(("POST", path) for path in ("hand-over", "escalations", "de-escalations", "extensions")),
    *(("PUT", path) for path in ("hold", "units", "due")),
]


@pytest.mark.parametrize("who", ["丙一", "东一"])
def test_strangers_learn_nothing(hub: Hub, raised: str, who: str) -> None:
    stranger = hub.browser(who)
    for method, path in [*ACTS, ("PUT", "acknowledgement"), ("GET", "events"), ("GET", "clocks")]:
        assert stranger.script(method, f"{ISSUES}/{raised}/{path}", {"x": 1}).status_code == 404, path
    assert stranger.script("GET", f"{ISSUES}/{raised}").status_code == 404


@pytest.mark.parametrize(
    "body", [None, 1, True, "x", [], {}, {"reason": 1}, {"units": "x"}, {"due_on": 5}, {"more": {}}]
)
def test_any_json_is_answered(hub: Hub, raised: str, body: Any) -> None:
    browser = hub.browser("办一")
    for method, path in ACTS:
        answer = browser.script(method, f"{ISSUES}/{raised}/{path}", body)
        assert answer.status_code < 500, (path, answer.text)
        assert answer.status_code >= 400 or body == {}, path


@pytest.mark.parametrize(
    "wrong",
    [
        *({"units": []}, {"units": ["x"]}, {"units": ["0" * 14]}, {"kind": "x"}, {"severity": "x"}, {"title": ""}),
        *(
            {"title": "长" * 61},
            {"due_on": "0001-01-01"},
            {"due_on": "9999-12-31"},
            {"origin": "0" * 14},
            {"files": ["x"]},
        ),
        *({"client_id": ""}, {"units": [1]}, {"title": None}, {"more": 1}),
    ],
)
def test_raising_is_strict(story: Story, hub: Hub, scene: Scene, wrong: dict[str, Any]) -> None:
    address = f"/api/v1/channels/{scene.channels['家庭']}/issues"
    answer = hub.browser("甲一").script("POST", address, new(story, **wrong))
    assert answer.status_code in {404, 409, 413, 422}, answer.text
