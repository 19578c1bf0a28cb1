"""Marks: one of each kind on a message, by whoever came first; taken away by those it concerns; in order for minutes."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from hub.channels import actions as channel_actions
from hub.channels import queries as channel_queries
from hub.channels.events import MessageChanged
from hub.channels.marking import actions, queries
from hub.channels.marking.events import MessageMarked, MessageUnmarked
from hub.channels.marking.models import MessageMark
from hub.channels.models import Channel, Membership
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound
from tests.channels.scene import statements

from .conftest import Talk

NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def kinds(talk: Talk, message: str) -> list[tuple[str, str]]:
    return [(mark.kind, mark.by_name) for mark in talk.read(message).facets.marks]


def test_a_mark_says_who_for_which_unit(talk: Talk) -> None:
    message = talk.say("甲一", "下月起实行")
    talk.do(actions.mark_message, "乙一", message, "task")
    view = talk.do(actions.mark_message, "甲一", message, "decision")
    assert [(mark.kind, mark.by_name, mark.unit_name) for mark in view.facets.marks] == [
        ("decision", "甲一", "区甲局"),
        ("task", "乙一", "区乙局"),
    ]
    assert talk.changes(after=1) == [("mark", message)]


def test_it_is_news_for_the_floors_above(talk: Talk, heard: list[object]) -> None:
    message = talk.say("甲一", "下月起实行")
    heard.clear()
    talk.do(actions.mark_message, "乙一", message, "decision")
    changed, marked = heard
    assert isinstance(changed, MessageChanged)
    assert isinstance(marked, MessageMarked)
    who = talk.scene["乙一"]
    assert (marked.kind, marked.seq, marked.person_id, marked.unit_id) == ("decision", 1, who.person_id, who.unit_id)
    heard.clear()
    talk.do(actions.mark_message, "甲一", message, "decision")
    talk.do(actions.unmark_message, "甲一", message, "task")
    assert heard == []
    talk.do(actions.unmark_message, "甲一", message, "decision")
    changed, unmarked = heard
    assert isinstance(unmarked, MessageUnmarked)
    assert (unmarked.kind, unmarked.person_id) == ("decision", talk.scene["甲一"].person_id)


def test_two_who_mark_at_once_make_one_row(talk: Talk) -> None:
    message = talk.say("甲一", "下月起实行")
    together = threading.Barrier(4)
    troubles: list[BaseException] = []

    def mark(who: str) -> None:
        together.wait()
        try:
            talk.do(actions.mark_message, who, message, "decision")
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=mark, args=(who,)) for who in ("甲一", "乙一", "办一", "主任")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(MessageMark)) == 1
    assert talk.read(message).change == 2


@pytest.mark.parametrize(
    ("who", "may"), [("乙一", True), ("甲一", True), ("办一", True), ("甲长", False), ("主任", False)]
)
def test_the_marker_the_author_and_the_office_take_it_away(talk: Talk, who: str, may: bool) -> None:
    message = talk.say("甲一", "下月起实行")
    talk.do(actions.mark_message, "乙一", message, "decision")
    (entry,) = talk.ask(queries.marked, who, talk.scene.channels["家庭"])
    assert entry.may_unmark == may
    if may:
        assert talk.do(actions.unmark_message, who, message, "decision").facets.marks == ()
    else:
        with pytest.raises(Denied, match="标记人"):
            talk.do(actions.unmark_message, who, message, "decision")
    assert kinds(talk, message) == ([] if may else [("decision", "乙一")])


def test_what_is_taken_away_can_be_set_again(talk: Talk) -> None:
    message = talk.say("甲一", "话")
    for act in (actions.mark_message, actions.unmark_message, actions.mark_message):
        talk.do(act, "乙一", message, "statement")
    assert kinds(talk, message) == [("statement", "乙一")]


def test_an_edit_keeps_marks_and_a_retraction_takes_them(talk: Talk, heard: list[object]) -> None:
    message = talk.say("甲一", "下月起实行")
    for kind in ("decision", "task"):
        talk.do(actions.mark_message, "乙一", message, kind)
    talk.do(channel_actions.edit_message, "甲一", message, "下周起实行")
    assert [kind for kind, _who in kinds(talk, message)] == ["decision", "task"]
    heard.clear()
    talk.retract("办一", message)
    assert kinds(talk, message) == []
    assert talk.ask(queries.marked, "甲一", talk.scene.channels["家庭"]) == []
    assert {event.kind for event in heard if isinstance(event, MessageUnmarked)} == {"decision", "task"}
    with pytest.raises(Conflict):
        talk.do(actions.mark_message, "乙一", message, "decision")


def test_minutes_get_them_in_the_order_of_the_conversation(talk: Talk) -> None:
    messages = {}
    for hour in range(4):
        with clock.held_at(NINE + timedelta(hours=hour)):
            messages[hour] = talk.say("甲一", f"第{hour}条")
    for hour, kind in ((3, "decision"), (1, "task"), (1, "decision"), (2, "statement"), (0, "decision")):
        talk.do(actions.mark_message, "乙一", messages[hour], kind)
    channel = talk.scene.channels["家庭"]

    def found(*what: object) -> list[tuple[str, str]]:
        return [(entry.body, entry.mark.kind) for entry in talk.ask(queries.marked, "甲一", channel, *what)]

    assert found() == [
        ("第0条", "decision"),
        ("第1条", "decision"),
        ("第1条", "task"),
        ("第2条", "statement"),
        ("第3条", "decision"),
    ]
    assert found(["decision"], NINE + timedelta(hours=1), NINE + timedelta(hours=3)) == [("第1条", "decision")]
    assert found(["task", "statement"], None, NINE) == []
    with pytest.raises(Invalid):
        found(["gossip"])


def test_there_are_three_kinds(talk: Talk) -> None:
    message = talk.say("甲一", "话")
    for act in (actions.mark_message, actions.unmark_message):
        with pytest.raises(Invalid):
            talk.do(act, "甲一", message, "gossip")


def test_outsiders_learn_nothing(talk: Talk) -> None:
    message = talk.say("甲一", "话")
    talk.do(actions.mark_message, "甲一", message, "decision")
    for who in ("丙一", "专家", "管理"):
        for act in (actions.mark_message, actions.unmark_message):
            for kind in ("decision", "gossip"):
                with pytest.raises(NotFound):
                    talk.do(act, who, message, kind)
        with pytest.raises(NotFound):
            talk.ask(queries.marked, who, talk.scene.channels["家庭"])


@pytest.mark.parametrize(("closed", "refusal"), [("archived", Denied), ("left", NotFound)])
def test_nothing_is_marked_where_nothing_can_be_said(talk: Talk, closed: str, refusal: type[HubError]) -> None:
    message = talk.say("甲一", "话")
    talk.do(actions.mark_message, "甲一", message, "decision")
    with db.transaction() as session:
        if closed == "archived":
            session.execute(update(Channel).values(archived_at=Channel.created_at))
        else:
            session.execute(update(Membership).values(ended_at=Membership.joined_at))
    for act, kind in ((actions.mark_message, "task"), (actions.unmark_message, "decision")):
        with pytest.raises(refusal):
            talk.do(act, "办一", message, kind)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_of_marked_messages_costs_one_query_more(talk: Talk) -> None:
    messages = [talk.say("甲一", f"第{number}条") for number in range(6)]
    costs = []
    for message in (None, *messages):
        if message:
            talk.do(actions.mark_message, "乙一", message, "decision")
        with statements() as sent:
            page = talk.ask(channel_queries.messages, "甲一", talk.scene.channels["家庭"])
        assert sum(bool(view.facets.marks) for view in page.messages) == (messages.index(message) + 1 if message else 0)
        costs.append(len(sent))
    assert costs == [costs[0]] + [costs[0] + 1] * 6
