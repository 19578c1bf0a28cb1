"""Consultations over the API: those of some days, and one; a case shows itself to nobody else."""

from typing import Any

from tests.channels.pages import Hub

from .story import Meetings, at

CONSULTATIONS = "/api/v1/consultations"


def ask(hub: Hub, who: str, path: str = "", status: int = 200) -> Any:
    answer = hub.browser(who).script("GET", f"{CONSULTATIONS}{path}")
    assert answer.status_code == status, answer.text
    return answer.json


def titles(hub: Hub, who: str, path: str = "") -> list[str]:
    return [one["title"] for one in ask(hub, who, path)["consultations"]]


def test_days_bring_their_consultations_in_order(meetings: Meetings, hub: Hub) -> None:
    for title, begins in (("后", at(11, 30)), ("先", at(11, 20)), ("远", at(12, 20))):
        meetings.announced(title=title, starts_at=begins)
    assert titles(hub, "甲一") == ["先", "后", "远"]
    assert titles(hub, "甲一", "?first_on=2026-11-21&days=10") == ["后"]
    assert titles(hub, "甲一", "?limit=1") == ["先"]
    assert titles(hub, "丙一") == []


def test_one_with_who_is_invited(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced(chair=meetings.person("主任"), place="三楼")
    found = ask(hub, "甲一", f"/{made}")
    assert [(unit["name"], unit["answer"]) for unit in found["units"]] == [("区甲局", "waiting"), ("区乙局", "waiting")]
    assert (found["where"], found["chair"], found["may_answer"], found["may_arrange"]) == ("三楼", "主任", True, False)
    ask(hub, "丙一", f"/{made}", 404)


def test_a_case_is_in_nobodys_list(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced(kind="case", people=(meetings.named("甲一"),))
    assert titles(hub, "甲一") == ["转介衔接专项会商"]
    assert titles(hub, "甲长") == titles(hub, "主任") == []
    ask(hub, "主任", f"/{made}", 404)


def test_the_card_comes_with_its_message(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    channel = ask(hub, "甲一", f"/{made}")["channel"]
    (message,) = hub.browser("甲一").script("GET", f"/api/v1/channels/{channel}/messages").json["messages"]
    assert message["consultation"]["id"] == made
    assert message["consultation"]["state"] == "announced"
