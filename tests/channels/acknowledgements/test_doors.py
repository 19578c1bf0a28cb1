"""The forms without script, and the API."""

import re

import pytest

from hub.channels.rules import BODY_LIMIT
from tests.channels.pages import Hub, desk
from tests.channels.scene import Scene

from .asking import ask, card, give, missing, public_id, received


def form(hub: Hub, who: str = "甲一", channel: str = "家庭", **fields: object) -> object:
    data = {"client_id": "form", "body": "请确认", **fields}
    return hub.browser(who).post(f"{desk(hub, channel)}/messages", data)  # type: ignore[arg-type]


def posted(answer: object) -> str:
    found = re.search(r"#m-(\w+)", answer.headers["Location"])  # type: ignore[attr-defined]
    assert found
    return found[1]


def test_a_form_asks(hub: Hub, scene: Scene) -> None:
    page = hub.browser("甲一").get(desk(hub)).text
    assert 'name="ack_unit" value="responsible" checked' in page
    office = public_id(scene, "区未保办")
    message = posted(form(hub, ack="1", ack_unit=["responsible", office], ack_hours="16"))
    assert missing(scene, message) == ["区乙局", "区未保办"]
    assert card(scene, message).due_at is not None


def test_a_form_asks_nobody_unless_its_box_is_ticked(hub: Hub) -> None:
    message = posted(form(hub, ack_unit=["responsible"], ack_hours="16"))
    assert "<ack-card" not in hub.browser("甲一").get(f"{desk(hub)}?message={message}").text


def test_a_refused_form_keeps_what_was_asked(hub: Hub, scene: Scene) -> None:
    other = public_id(scene, "区乙局")
    answer = form(hub, body="字" * (BODY_LIMIT + 1), ack="1", ack_unit=[other], ack_hours="8")
    text = answer.text  # type: ignore[attr-defined]
    assert 'name="ack" value="1" checked' in text
    assert re.search(rf'value="{other}"[^>]* checked', text)
    assert '<option value="8" selected>' in text
    assert 'value="responsible" checked' not in text


def test_answering_and_reminding_by_forms(hub: Hub, scene: Scene) -> None:
    message = ask(scene, "办一")
    page = hub.browser("甲一").get(f"{desk(hub)}?message={message}").text
    assert f"/messages/{message}/acknowledgement" in page
    assert f"/messages/{message}/reminders" not in page
    done = hub.browser("甲一").post(f"/messages/{message}/acknowledgement")
    assert done.status_code == 303
    assert received(scene, message) == ["区甲局"]
    again = hub.browser("甲长")
    assert again.post(f"/messages/{message}/acknowledgement").status_code == 303
    assert "甲一已于" in again.get(desk(hub)).text
    office = hub.browser("办一")
    assert office.post(f"/messages/{message}/reminders", {"reason": "要开会"}).status_code == 303
    assert "要开会" in office.get(f"{desk(hub)}?message={message}").text
    assert hub.browser("甲一").post(f"/messages/{message}/acknowledgement/undo").status_code == 303
    assert missing(scene, message) == ["区甲局", "区乙局"]


def test_what_waits_is_answered_by_its_form_and_stays_there(hub: Hub, scene: Scene) -> None:
    message = ask(scene, "办一")
    browser = hub.browser("乙一")
    assert (
        f'action="/messages/{message}/acknowledgement"><input type="hidden" name="back" value="home">'
        in browser.get("/").text
    )
    done = browser.post(f"/messages/{message}/acknowledgement", {"back": "home"})
    assert (done.status_code, done.headers["Location"]) == (303, "/")
    assert "待回执" not in browser.get("/").text
    assert received(scene, message) == ["区乙局"]


def test_the_api_asks_answers_undoes_and_reminds(hub: Hub, scene: Scene) -> None:
    writer, answerer = hub.browser("甲一"), hub.browser("乙一")
    new = {"client_id": "api", "body": "请确认", "wants_ack": {"units": ["responsible"], "within_hours": 4}}
    channel = scene.channels["家庭"]
    made = writer.script("POST", f"/api/v1/channels/{channel}/messages", new)
    assert made.status_code == 201
    address = f"/api/v1/messages/{made.json['id']}"
    asked = answerer.script("GET", address).json["acknowledgement"]
    assert [(unit["name"], unit["owes"]) for unit in asked["units"]] == [("区乙局", True)]
    answered = answerer.script("PUT", f"{address}/acknowledgement").json["acknowledgement"]
    assert [(unit["acknowledged_by"], unit["owes"]) for unit in answered["units"]] == [("乙一", False)]
    assert answerer.script("DELETE", f"{address}/acknowledgement").status_code == 200
    assert writer.script("POST", f"{address}/reminders", {"reason": "急"}).status_code == 201
    soon = writer.script("POST", f"{address}/reminders", {"reason": "急"})
    assert soon.status_code == 429
    assert int(soon.headers["Retry-After"]) <= 1801
    assert answerer.script("POST", f"{address}/reminders", {"reason": "急"}).status_code == 403
    assert hub.browser("丙一").script("PUT", f"{address}/acknowledgement").status_code == 404


@pytest.mark.parametrize("wish", [True, "responsible", {"units": []}, {"within_hours": 0}, {"units": [1]}, {"more": 1}])
def test_the_api_is_strict(hub: Hub, scene: Scene, wish: object) -> None:
    new = {"client_id": "api", "body": "请确认", "wants_ack": wish}
    made = hub.browser("甲一").script("POST", f"/api/v1/channels/{scene.channels['家庭']}/messages", new)
    assert made.status_code == 422


def test_the_card_holds_nothing_of_who_looks(hub: Hub, scene: Scene) -> None:
    message = ask(scene, "办一")
    give(scene, "甲一", message)
    cards = [
        re.search(r"<ack-card.*?</ack-card>", hub.browser(who).get(desk(hub)).text, re.DOTALL)[0]  # type: ignore[index]
        for who in ("办一", "甲一", "乙一")
    ]
    assert cards[0] == cards[1] == cards[2]
    assert "已收到 1" in cards[0]
    assert "未收到 1" in cards[0]


def test_readers_by_unit_and_no_names(hub: Hub, scene: Scene) -> None:
    message = ask(scene, "甲一")
    reader = hub.browser("乙一")
    address = f"/api/v1/messages/{message}/readers"
    before = reader.script("GET", address).json
    assert [unit["name"] for unit in before["unread"]] == ["区乙局", "区未保办"]
    reader.script("PUT", f"/api/v1/channels/{scene.channels['家庭']}/read", {"seq": 1})
    after = hub.browser("甲长").script("GET", address)
    assert [unit["name"] for unit in after.json["read"]] == ["区乙局"]
    page = hub.browser("甲长").get(f"/messages/{message}/readers")
    assert "区乙局" in page.text
    assert "乙一" not in page.text + after.text
    hub.browser("主任").script("PUT", f"/api/v1/channels/{scene.channels['家庭']}/read", {"seq": 1})
    assert [unit["name"] for unit in reader.script("GET", address).json["read"]] == ["区乙局"]
    assert hub.browser("丙一").script("GET", address).status_code == 404


def test_announcements_are_the_offices_and_in_the_channel_of_all(hub: Hub, scene: Scene) -> None:
    common, item = scene.channels["全体"], scene.channels["家庭"]
    new = {"client_id": "a", "body": "关于报送数据的通知", "wants_ack": {"units": ["responsible"]}}
    office, liaison = hub.browser("办一"), hub.browser("甲一")
    assert "还没有公告" in liaison.get(f"/channels/{common}/announcements").text
    assert liaison.script("POST", f"/api/v1/channels/{common}/announcements", new).status_code == 403
    flagged = new | {"announcement": True}
    assert liaison.script("POST", f"/api/v1/channels/{common}/messages", flagged).status_code == 403
    assert form(hub, "甲一", "全体", announcement="1").status_code == 403  # type: ignore[attr-defined]
    assert office.script("POST", f"/api/v1/channels/{item}/announcements", new).status_code == 422
    made = office.script("POST", f"/api/v1/channels/{common}/announcements", new)
    assert made.status_code == 201
    found = liaison.script("GET", f"/api/v1/channels/{common}/announcements").json["messages"]
    assert [(one["id"], one["is_announcement"]) for one in found] == [(made.json["id"], True)]
    assert len(found[0]["acknowledgement"]["units"]) == 5
    page = liaison.get(f"/channels/{common}/announcements").text
    assert "message--announcement" in page
    office.script("DELETE", f"/api/v1/messages/{made.json['id']}")
    assert "还没有公告" in liaison.get(f"/channels/{common}/announcements").text
