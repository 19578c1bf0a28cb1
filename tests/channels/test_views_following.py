"""What the browser fetches to stay equal to the database."""

import re

import pytest

from hub.accounts.models import Person
from hub.channels import actions
from hub.channels.views import following
from hub.core import db

from .pages import Hub, desk, say, seqs

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_history_comes_in_pages_both_ways(hub: Hub) -> None:
    for number in range(120):
        say(hub, "甲一", f"第{number + 1}条")
    browser = hub.browser("乙一")
    for query, expected in (
        ("", range(71, 121)),
        ("?before=71", range(21, 71)),
        ("?before=21", range(1, 21)),
        ("?before=1", range(0)),
        ("?after=100", range(101, 121)),
        ("?after=120", range(0)),
        ("?around=1", range(1, 51)),
    ):
        page = browser.get(f"{desk(hub)}/messages{query}")
        assert seqs(page) == list(expected), query
        assert page.text.startswith('<div data-head="120" data-change="120">')
    assert browser.get(f"{desk(hub)}/messages?before=5&after=1").status_code == 422
    assert hub.browser("丙一").get(f"{desk(hub)}/messages").status_code == 404


def test_changes_come_as_streams_bring_them(hub: Hub) -> None:
    first, second = say(hub, "甲一", "一"), say(hub, "乙一", "二")
    with db.transaction() as session:
        actions.edit_message(session, hub.scene["甲一"], first.id, "一，改过")
    browser = hub.browser("乙一")
    answer = browser.script("GET", desk(hub) + "/changes?after=0").json
    assert (answer["change"], answer["more"]) == (3, False)
    assert [(one["change"], one["action"], one["id"], one["seq"]) for one in answer["changes"]] == [
        (2, "append", second.id, 2),
        (3, "append", first.id, 1),
    ]
    assert "一，改过" in answer["changes"][1]["html"]
    assert browser.script("GET", desk(hub) + "/changes?after=2").json["changes"][0]["action"] == "replace"
    assert browser.script("GET", desk(hub) + "/changes?after=3").json["changes"] == []
    assert hub.browser("丙一").script("GET", desk(hub) + "/changes").status_code == 404


def test_a_client_id_is_told_to_its_author_alone(hub: Hub) -> None:
    say(hub, "甲一", "一")
    own = hub.browser("甲一").script("GET", desk(hub) + "/changes").json["changes"][0]
    others = hub.browser("乙一").script("GET", desk(hub) + "/changes").json["changes"][0]
    assert "client_id" in own
    assert "client_id" not in others
    assert own["html"] == others["html"]


def test_the_page_and_the_changes_meet_without_a_gap(hub: Hub) -> None:
    say(hub, "甲一", "一")
    browser = hub.browser("乙一")
    page = browser.get(desk(hub)).text
    stands = int(re.search(r'data-change="(\d+)" data-head', page)[1])
    say(hub, "甲一", "二")
    changes = browser.script("GET", f"{desk(hub)}/changes?after={stands}").json["changes"]
    assert [one["seq"] for one in changes] == [2]


def test_each_reader_gets_their_own_language(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    say(hub, "甲一", "一")
    monkeypatch.setattr(following, "render_fragment", lambda _name, locale, **_values: locale)
    for locale in ("zh", "en"):
        with db.transaction() as session:
            session.get_one(Person, hub.scene["乙一"].person_id).locale = locale
        changes = hub.browser("乙一").script("GET", desk(hub) + "/changes").json["changes"]
        assert [one["html"] for one in changes] == [locale]
