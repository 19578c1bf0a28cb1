"""Programs and pages at the doors of this room: strict, typed, and telling outsiders nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hub.accounts.models import Person
from hub.channels.marking import actions
from hub.core import clock, db
from tests.channels.pages import Hub, desk, say
from tests.factories import make_token

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def program(hub: Hub) -> Callable[[str], Ask]:
    """A program that acts as the person called so."""

    def start(name: str) -> Ask:
        with db.transaction() as session:
            token = make_token(session, session.get_one(Person, hub.scene[name].person_id))

        def ask(method: str, path: str, data: object = None) -> tuple[int, Any]:
            headers = {"Authorization": f"Bearer {token}"}
            answer = hub.app.test_client().open(f"/api/v1{path}", method=method, json=data, headers=headers)
            return answer.status_code, answer.json if answer.data else None

        return ask

    return start


def test_a_program_pins_marks_and_reads_both(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, channel = program("乙一"), f"/channels/{hub.scene.channels['家庭']}"
    message = say(hub, "甲一", "下月起实行").id
    status, pinned = ask("PUT", f"/messages/{message}/pin")
    assert status == 200
    assert (pinned["pin"]["by_name"], pinned["pin"]["unit_name"]) == ("乙一", "区乙局")
    assert ask("PUT", f"/messages/{message}/marks/decision")[1]["marks"][0]["kind"] == "decision"
    assert [one["text"] for one in ask("GET", f"{channel}/pins")[1]["pins"]] == ["下月起实行"]
    (marked,) = ask("GET", f"{channel}/marks")[1]["marked"]
    assert (marked["id"], marked["text"], marked["mark"]["by_name"]) == (message, "下月起实行", "乙一")
    assert ask("GET", f"{channel}/marks?kind=task")[1] == {"marked": []}
    actions_seen = [change["action"] for change in ask("GET", f"{channel}/changes?after=1")[1]["changes"]]
    assert actions_seen == ["mark"], "once, with the last of its changes"
    assert ask("DELETE", f"/messages/{message}/pin")[1]["pin"] is None
    assert ask("DELETE", f"/messages/{message}/marks/decision")[1]["marks"] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_instants_need_a_zone_and_kinds_are_three(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, channel = program("乙一"), f"/channels/{hub.scene.channels['家庭']}"
    message = say(hub, "甲一", "话").id
    assert ask("GET", f"{channel}/marks?from_at=2026-11-20T09:00:00")[0] == 422
    assert ask("GET", f"{channel}/marks?from_at=2026-11-20T09:00:00%2B08:00&to_at=2026-11-21T00:00:00Z")[0] == 200
    assert ask("GET", f"{channel}/marks?kind=gossip")[0] == 422
    for method in ("PUT", "DELETE"):
        assert ask(method, f"/messages/{message}/marks/gossip")[0] == 422
        assert program("丙一")(method, f"/messages/{message}/marks/gossip")[0] == 404


def test_what_a_program_saves_is_its_persons(hub: Hub, program: Callable[[str], Ask]) -> None:
    mine, other = program("乙一"), program("甲一")
    message, saved = say(hub, "甲一", "话").id, f"/channels/{hub.scene.channels['家庭']}/saved"
    assert mine("PUT", f"/messages/{message}/saved") == (204, None)
    assert mine("GET", saved) == (200, {"saved": [message]})
    assert other("GET", saved) == (200, {"saved": []})
    assert mine("POST", f"/messages/{message}/saved/done") == (204, None)
    assert mine("GET", saved) == (200, {"saved": []})
    assert mine("DELETE", f"/messages/{message}/saved/done") == (204, None)
    assert mine("GET", saved) == (200, {"saved": [message]})
    assert mine("DELETE", f"/messages/{message}/saved") == (204, None)
    assert mine("GET", "/heads")[1]["waiting"] == 0


def test_a_program_forwards_and_retries(hub: Hub, program: Callable[[str], Ask]) -> None:
    ask, message = program("乙一"), say(hub, "甲一", "原话").id
    sent = {"channel": hub.scene.channels["全体"], "client_id": str(uuid4()), "note": "请看"}
    status, posted = ask("POST", f"/messages/{message}/forward", sent)
    assert status == 201
    assert ask("POST", f"/messages/{message}/forward", sent) == (200, posted | {"duplicate": True})
    found = program("丙一")("GET", f"/messages/{posted['id']}")[1]
    assert (found["text"], found["origin"]["text"], found["origin"]["message"]) == ("请看", "原话", message)
    assert program("丙一")("GET", f"/messages/{message}")[0] == 404
    assert program("丙一")("POST", f"/messages/{message}/forward", sent)[0] == 404
    assert ask("POST", f"/messages/{message}/forward", sent | {"more": 1})[0] == 422


def test_answers_are_listed_with_mentions(hub: Hub, program: Callable[[str], Ask]) -> None:
    asked = say(hub, "乙一", "已报")
    say(hub, "甲一", "收到", reply_to=asked.id)
    say(hub, "甲一", "请@乙一 再报")
    kinds = [(one["kind"], one["title"]) for one in program("乙一")("GET", "/mentions")[1]["mentions"]]
    assert kinds == [("mention", "请@乙一 再报"), ("reply", "收到")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_of_marks_filters_by_kind_and_date(hub: Hub) -> None:
    now = clock.now()
    old = say(hub, "甲一", "上月的决定", now - timedelta(days=40)).id
    new = say(hub, "甲一", "今天的要点", now).id
    for message, kind in ((old, "decision"), (new, "statement")):
        hub.browser("乙一").post(f"/messages/{message}/marks/{kind}")
    browser = hub.browser("甲一")
    assert browser.get(f"{desk(hub)}/marks").text.count("marks__mark") == 2
    page = browser.get(f"{desk(hub)}/marks?kind=decision").text
    assert "上月的决定" in page
    assert "今天的要点" not in page
    today = clock.today().isoformat()
    page = browser.get(f"{desk(hub)}/marks?from={today}&to={today}").text
    assert "今天的要点" in page
    assert "上月的决定" not in page
    assert "没有符合的标记" in browser.get(f"{desk(hub)}/marks?kind=task&from={today}").text
    for odd in ("from=0001-01-01", "to=9999-12-31", "from=x", "kind=gossip"):
        assert browser.get(f"{desk(hub)}/marks?{odd}").status_code == 200
    assert hub.browser("丙一").get(f"{desk(hub)}/marks").status_code == 404
    assert hub.browser("丙一").get(f"{desk(hub)}/pins").status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_form_that_is_refused_comes_back_with_what_was_typed(hub: Hub) -> None:
    browser, message = hub.browser("甲一"), say(hub, "甲一", "话").id
    page = browser.get(f"/messages/{message}/forward").text
    assert hub.scene.channels["全体"] in page
    for absent in ("家庭", "街镇"):
        assert f'value="{hub.scene.channels[absent]}"' not in page, "where it stands, and where I may not write"
    form = {"channel": hub.scene.channels["全体"], "client_id": "k-1", "note": "附" * 4001}
    refused = browser.post(f"/messages/{message}/forward", form)
    assert refused.status_code == 413
    assert "附" * 4001 in refused.text
    assert f'value="{hub.scene.channels["全体"]}" selected' in refused.text
    sent = browser.post(f"/messages/{message}/forward", form | {"note": ""})
    assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (303, desk(hub, "全体"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_of_the_viewer_is_in_what_everybody_gets(hub: Hub) -> None:
    message = say(hub, "甲一", "话").id
    with db.transaction() as session:
        actions.save_message(session, hub.scene["乙一"], message)
    pages = {who: hub.browser(who).get(f"{desk(hub)}/messages").text for who in ("甲一", "乙一")}
    assert pages["甲一"] == pages["乙一"]
    assert f'data-saved="{message}"' in hub.browser("乙一").get(desk(hub)).text
    assert 'data-saved=""' in hub.browser("甲一").get(desk(hub)).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_foreign_page_can_do_none_of_it(hub: Hub) -> None:
    message = say(hub, "甲一", "话").id
    for address in ("pin", "marks/decision", "save", "forward"):
        answer = hub.browser("甲一").post(f"/messages/{message}/{address}", Origin="https://evil.example")
        assert answer.status_code == 403
