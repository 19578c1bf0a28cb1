"""Follow-ups as programs have them: the register, one with its timeline and clocks, and the whole life by its acts."""

from typing import Any

import pytest

from tests.channels.pages import Hub

from .story import NUMBER, Followed

HERE = f"/api/v1/follow-ups/{NUMBER}"


def ask(hub: Hub, who: str, method: str, path: str, **body: Any) -> tuple[int, Any]:
    answer = hub.browser(who).script(method, path, body if method != "GET" else None)
    return answer.status_code, answer.json


def test_what_programs_read(hub: Hub, story: Followed) -> None:
    status, page = ask(hub, "甲一", "GET", "/api/v1/follow-ups?group=all&is_mine=true")
    assert (status, page["next"], page["is_cut"]) == (200, None, False)
    (line,) = page["follow_ups"]
    assert (line["number"], line["light"], line["lead_name"], line["supporting"]) == (
        NUMBER,
        "calm",
        "区甲局",
        ["区乙局"],
    )
    assert line["minutes"] == story.minutes.public_id
    _status, one = ask(hub, "甲一", "GET", HERE)
    assert one["allowed"] == ["accept", "contest", "report", "complete"]
    assert [unit["is_lead"] for unit in one["units"]] == [True, False]
    _status, happened = ask(hub, "甲一", "GET", f"{HERE}/events")
    assert [event["act"] for event in happened["events"]] == ["open"]
    _status, clocks = ask(hub, "甲一", "GET", f"{HERE}/clocks")
    assert [clock["clock"] for clock in clocks["clocks"]] == ["answer", "due"]


@pytest.mark.parametrize("who", ["丙一", "东一", "专家"])
def test_strangers_find_nothing(hub: Hub, story: Followed, who: str) -> None:
    assert ask(hub, who, "GET", "/api/v1/follow-ups?group=all")[1]["follow_ups"] == []
    for path in ("", "/events", "/clocks"):
        assert ask(hub, who, "GET", HERE + path)[0] == 404
    assert ask(hub, who, "POST", f"{HERE}/reports")[0] == 404  # before a word of it is read


@pytest.mark.parametrize(
    "query",
    [
        "group=none",
        "light=blue",
        "sort=title",
        "after=x",
        "limit=0",
        "year=1",
        "first_on=0001-01-01",
        "last_on=9999-12-31",
    ],
)
def test_what_cannot_be_asked(hub: Hub, story: Followed, query: str) -> None:
    assert ask(hub, "办一", "GET", f"/api/v1/follow-ups?{query}")[0] == 422


def test_the_whole_life(hub: Hub, story: Followed) -> None:
    steps: list[tuple[str, str, str, dict[str, Any], str]] = [
        ("乙一", "POST", "contest", {"reason": "不归我局"}, "contested"),
        ("办一", "POST", "insistence", {"reason": "会上议定"}, "assigned"),
        ("乙一", "PUT", "acceptance", {}, "assigned"),
        ("甲一", "PUT", "acceptance", {}, "accepted"),
        ("甲一", "POST", "reports", {"client_id": "r", "text": "在办。"}, "in_progress"),
        ("甲一", "POST", "due-requests", {"due_on": "2026-12-18", "reason": "等文件"}, "in_progress"),
        ("办一", "POST", "due-requests/refusal", {"reason": "抓紧"}, "in_progress"),
        ("办一", "PUT", "due", {"due_on": "2026-12-11", "reason": "再给一周"}, "in_progress"),
        ("办一", "POST", "escalations", {"reason": "市里要看"}, "in_progress"),
        ("甲一", "POST", "completion", {"client_id": "c", "text": "好了。"}, "completed"),
        ("甲一", "POST", "completion/recall", {"reason": "漏了"}, "in_progress"),
        ("甲一", "POST", "completion", {"client_id": "c2", "text": "好了。"}, "completed"),
        ("乙一", "POST", "objection", {"reason": "差一校"}, "completed"),
        ("办一", "POST", "return", {"reason": "补"}, "in_progress"),
        ("甲一", "POST", "completion", {"client_id": "c3", "text": "补好了。"}, "completed"),
        ("乙一", "POST", "confirmation", {}, "completed"),
        ("办一", "POST", "close-out", {}, "closed"),
        ("办一", "POST", "reopening", {"reason": "反复"}, "in_progress"),
        ("办一", "PUT", "units", {"units": [story.unit("区丙局")], "reason": "调整"}, "assigned"),
        ("办一", "POST", "continuation", {"reason": "仍有必要"}, "assigned"),
        ("办一", "POST", "withdrawal", {"reason": "并入"}, "withdrawn"),
    ]
    for who, method, path, body, state in steps:
        if path == "continuation":
            assert ask(hub, who, method, f"{HERE}/{path}", **body)[0] == 409  # its minutes say it
            story.correct_without()
            assert ask(hub, who, "GET", HERE)[1]["is_unfounded"] is True
        status, answer = ask(hub, who, method, f"{HERE}/{path}", **body)
        assert (status, answer.get("state")) == (201 if method == "POST" else 200, state), (path, answer)


def test_the_same_key_twice_is_a_conflict_for_one_person_alone(hub: Hub, story: Followed) -> None:
    assert ask(hub, "甲一", "POST", f"{HERE}/reports", client_id="1", text="在办。")[0] == 201
    assert ask(hub, "甲一", "POST", f"{HERE}/reports", client_id="1", text="在办。")[0] == 409
    assert ask(hub, "乙一", "POST", f"{HERE}/reports", client_id="1", text="在办。")[0] == 201
    assert ask(hub, "乙一", "POST", f"{HERE}/reports", client_id="x" * 65, text="在办。")[0] == 422
