"""A program follows a channel over HTTP with a token, and a stranger's learns nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from hub.accounts.models import Person
from hub.channels.models import Channel
from hub.core import clock, db
from hub.web.openapi import describe
from tests.factories import make_token

from .pages import Hub

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def program(hub: Hub) -> Callable[[str], Ask]:
    """`program("甲一")` is a program that acts as this person: `ask(method, path, json) -> (status, answer)`."""

    def made(name: str) -> Ask:
        with db.transaction() as session:
            token = make_token(session, session.get_one(Person, hub.scene[name].person_id))
        client: FlaskClient = hub.app.test_client()

        def ask(method: str, path: str, json: object = None) -> tuple[int, Any]:
            headers = {"Authorization": f"Bearer {token}"}
            response = client.open(f"/api/v1{path}", method=method, json=json, headers=headers)
            return response.status_code, response.get_json() if response.data else None

        return ask

    return made


@pytest.mark.parametrize("place", [0, 1, 2**31 - 1, 2**31, 2**63, 10**30])
def test_no_number_is_too_large_to_ask_for(hub: Hub, program: Callable[[str], Ask], place: int) -> None:
    ask, channel = program("甲一"), f"/channels/{hub.scene.channels['家庭']}"
    for query in (f"messages?after={place}", f"messages?before={place}", f"messages?around={place}"):
        status, page = ask("GET", f"{channel}/{query}")
        assert (status, page) == (200, {"messages": [], "has_before": False, "has_after": False})
    assert ask("GET", f"{channel}/changes?after={place}") == (200, {"changes": [], "change": 0, "more": False})
    assert ask("PUT", f"{channel}/read", {"seq": place}) == (200, {"last_read": 0})


def test_an_archived_channel_says_so_and_still_answers_a_retry(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, channel = program("甲一"), hub.scene.channels["家庭"]
    _status, posted = ask("POST", f"/channels/{channel}/messages", {"client_id": "k1", "body": "归档之前"})
    with db.transaction() as session:
        session.execute(update(Channel).where(Channel.public_id == channel).values(archived_at=clock.now()))
    again = ask("POST", f"/channels/{channel}/messages", {"client_id": "k1", "body": "归档之前"})
    assert again == (200, {**posted, "duplicate": True})
    status, refused = ask("POST", f"/channels/{channel}/messages", {"client_id": "k2", "body": "归档之后"})
    assert (status, refused["error"]["code"]) == (403, "denied")
    assert "已归档" in refused["error"]["message"]


def test_a_program_posts_retries_and_reads(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, channel = program("甲一"), f"/channels/{hub.scene.channels['家庭']}"
    sent = {"client_id": "k1", "body": "请@区乙局 **核实**"}
    status, posted = ask("POST", f"{channel}/messages", sent)
    assert (status, posted["seq"], posted["change"], posted["duplicate"]) == (201, 1, 1, False)
    status, again = ask("POST", f"{channel}/messages", sent)
    assert (status, again) == (200, {**posted, "duplicate": True})
    assert ask("POST", f"{channel}/messages", {**sent, "body": "别的"})[0] == 409
    status, page = ask("GET", f"{channel}/messages?around=1&limit=10")
    (message,) = page["messages"]
    assert (status, page["has_before"], page["has_after"]) == (200, False, False)
    assert message.pop("html").startswith('<p>请<span class="mention" data-mention="unit:')
    unit = message["mentioned"][0]
    assert (unit["name"], unit["kind"]) == ("区乙局", "unit")
    assert message == {
        "id": posted["id"],
        "channel": hub.scene.channels["家庭"],
        "seq": 1,
        "change": 1,
        "author": {"id": hub.scene["甲一"].public_id, "name": "甲一", "post": "联络员"},
        "unit": {"id": hub.scene["甲一"].unit_public_id, "name": "区甲局"},
        "text": "请@区乙局 **核实**",
        "posted_at": posted["posted_at"],
        "edited_at": None,
        "retracted_at": None,
        "reply_to": None,
        "client_id": "k1",
        "mentioned": [unit],
        "pin": None,
        "marks": [],
        "origin": None,
        "files": [],
        "acknowledgement": None,
        "is_announcement": False,
        "issue": None,
        "consultation": None,
    }
    assert program("乙一")("GET", f"/messages/{posted['id']}")[1]["client_id"] is None


def test_a_program_follows_edits_and_retractions(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, channel = program("甲一"), f"/channels/{hub.scene.channels['家庭']}"
    first = ask("POST", f"{channel}/messages", {"client_id": "1", "body": "一"})[1]["id"]
    second = ask("POST", f"{channel}/messages", {"client_id": "2", "body": "二", "reply_to": first})[1]["id"]
    assert ask("PATCH", f"/messages/{first}", {"body": "改"})[1]["text"] == "改"
    assert [row["text"] for row in ask("GET", f"/messages/{first}/revisions")[1]["revisions"]] == ["一"]
    assert ask("DELETE", f"/messages/{first}")[1]["text"] == ""
    assert ask("GET", f"/messages/{first}/revisions")[1] == {"revisions": []}
    status, told = ask("GET", f"{channel}/changes?after=2")
    assert (status, told["change"], told["more"]) == (200, 4, False)
    assert [(change["change"], change["action"], change["message"]["text"]) for change in told["changes"]] == [
        (4, "retract", "")
    ]
    status, told = ask("GET", f"{channel}/changes?limit=1")
    assert (told["more"], told["changes"][0]["action"]) == (True, "create")
    assert ask("GET", f"/messages/{second}")[1]["reply_to"] == first


def test_heads_read_marks_and_mentions(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, other, channel = program("甲一"), program("乙一"), f"/channels/{hub.scene.channels['家庭']}"
    message = ask("POST", f"{channel}/messages", {"client_id": "1", "body": "@乙一 请看"})[1]["id"]
    assert ask("GET", f"{channel}/reach?body=@各责任单位")[1] == {"people": 2}

    def head() -> tuple[int, int, int]:
        heads = {row["channel"]: row for row in other("GET", "/heads")[1]["heads"]}
        mine = heads[hub.scene.channels["家庭"]]
        return mine["head"], mine["last_read"], mine["mentions"]

    assert head() == (1, 0, 1)
    assert other("PUT", f"{channel}/read", {"seq": 1}) == (200, {"last_read": 1})
    assert [row["id"] for row in other("GET", "/mentions")[1]["mentions"]] == [message]
    assert other("POST", f"/mentions/{message}/done") == (204, None)
    assert head() == (1, 1, 0)
    assert other("DELETE", f"/mentions/{message}/done") == (204, None)
    assert head() == (1, 1, 1)


def test_channels_and_members(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask = program("甲一")
    listed = {row["title"]: row for row in ask("GET", "/channels")[1]["channels"]}
    assert list(listed) == ["全体", "家庭", "全区"]
    details = ask("GET", f"/channels/{listed['家庭']['id']}")[1]
    assert {name: details[name] for name in listed["家庭"]} == listed["家庭"]
    assert [(unit["name"], unit["is_lead"]) for unit in details["units"]] == [("区甲局", True), ("区乙局", False)]
    people = ask("GET", f"/channels/{listed['家庭']['id']}/members")[1]["members"]
    assert [person["name"] for person in people] == ["甲一", "甲长", "乙一", "主任", "办一"]


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("GET", "", None),
        ("GET", "/members", None),
        ("GET", "/messages", None),
        ("GET", "/messages?limit=x", None),
        ("GET", "/changes", None),
        ("GET", "/reach", None),
        ("POST", "/messages", {"client_id": "1", "body": "一"}),
        ("POST", "/messages", {}),
        ("PUT", "/read", {"seq": 1}),
        ("PUT", "/read", None),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_stranger_learns_nothing(
    hub: Hub, program: Callable[[str], Ask], method: str, path: str, sent: object
) -> None:
    refused = program("丙一")(method, f"/channels/{hub.scene.channels['家庭']}{path}", sent)
    unknown = program("丙一")(method, f"/channels/{'0' * 14}{path}", sent)
    assert refused == unknown
    assert refused[0] == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_is_refused_with_its_code(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, channel = program("甲一"), f"/channels/{hub.scene.channels['家庭']}"
    cases: list[tuple[str, str, object, int, str]] = [
        ("POST", "/messages", {"client_id": "1", "body": ""}, 422, "invalid"),
        ("POST", "/messages", {"client_id": "1", "body": "字" * 4001}, 413, "too_large"),
        ("POST", "/messages", {"client_id": "1", "body": 7}, 422, "invalid"),
        ("POST", "/messages", {"client_id": 1, "body": "一"}, 422, "invalid"),
        ("POST", "/messages", {"client_id": "1", "body": "一", "seq": 5}, 422, "invalid"),
        ("POST", "/messages", {"client_id": "1", "body": "a\x00b"}, 422, "invalid"),
        ("POST", "/messages", {"client_id": "1", "body": "一", "reply_to": "x"}, 404, "not_found"),
        ("POST", "/messages", [], 422, "invalid"),
        ("PUT", "/read", {"seq": "1"}, 422, "invalid"),
        ("PUT", "/read", {"seq": True}, 422, "invalid"),
        ("GET", "/messages?before=1&after=2", None, 422, "invalid"),
        ("GET", "/messages?limit=101", None, 422, "invalid"),
        ("GET", "/changes?after=-1", None, 422, "invalid"),
    ]
    for method, path, sent, status, code in cases:
        answer = ask(method, channel + path, sent)
        assert (answer[0], answer[1]["error"]["code"]) == (status, code), (path, sent)
    assert ask("GET", f"{channel}/messages")[1]["messages"] == []


def test_the_document_knows_every_operation(hub: Hub) -> None:
    paths = describe()["paths"]
    found = {f"{method} {path}" for path, operations in paths.items() for method in operations}
    assert found >= {
        "get /api/v1/channels",
        "get /api/v1/channels/{channel}",
        "get /api/v1/channels/{channel}/members",
        "get /api/v1/channels/{channel}/messages",
        "post /api/v1/channels/{channel}/messages",
        "get /api/v1/channels/{channel}/changes",
        "put /api/v1/channels/{channel}/read",
        "get /api/v1/channels/{channel}/reach",
        "get /api/v1/heads",
        "get /api/v1/messages/{message}",
        "patch /api/v1/messages/{message}",
        "delete /api/v1/messages/{message}",
        "get /api/v1/messages/{message}/revisions",
        "get /api/v1/mentions",
        "post /api/v1/mentions/{message}/done",
        "delete /api/v1/mentions/{message}/done",
    }
