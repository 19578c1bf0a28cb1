"""Who answers me is found in 待我处理: once, live, settled in one tap; never by myself, nor where I no longer am."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import select

from hub.accounts.events import PersonDeactivated, PersonMoved
from hub.accounts.models import Person
from hub.channels import actions, intake, queries
from hub.channels.events import MessagePosted
from hub.channels.models import Mention, Message
from hub.channels.posting import post_all
from hub.channels.shapes import MessageDraft
from hub.core import clock, db
from hub.core.events import record
from hub.realtime import changes
from tests.channels.scene import statements

from .conftest import Talk


def told() -> list[tuple[str, str]]:
    with db.reading() as session:
        rows = select(Person.name, Mention.basis).join(Mention, Mention.person_id == Person.id).order_by(Mention.id)
        return [(name, basis) for name, basis in session.execute(rows)]


def test_an_answer_waits_for_whom_it_answers(talk: Talk, heard: list[object]) -> None:
    asked = talk.say("甲一", "请报名单")
    heard.clear()
    answer = talk.say("乙一", "周五前报", reply_to=asked)
    (entry,) = talk.waiting("甲一", "reply")
    assert (entry.id, entry.label, entry.title, entry.is_mine) == (answer, "回复我", "周五前报", True)
    assert talk.waiting("甲一", "mention") == []
    assert talk.waiting("乙一", "reply") == []
    assert talk.ask(queries.waiting_count, "甲一") == 1
    (event,) = heard
    assert isinstance(event, MessagePosted)
    assert event.reached == (talk.scene["甲一"].person_id,)
    assert event.mentioned == ()


def test_it_is_settled_and_taken_back_like_a_mention(talk: Talk) -> None:
    answer = talk.say("乙一", "好", reply_to=talk.say("甲一", "请报名单"))
    talk.do(actions.settle_mention, "甲一", answer)
    assert talk.waiting("甲一", "reply") == []
    talk.do(actions.reopen_mention, "甲一", answer)
    assert len(talk.waiting("甲一", "reply")) == 1


@pytest.mark.parametrize(
    ("body", "basis"), [("请@甲一 看", "person"), ("请@区甲局 看", "unit"), ("请@各责任单位 看", "group")]
)
def test_whoever_is_named_anyway_is_told_once(talk: Talk, body: str, basis: str) -> None:
    talk.say("乙一", body, reply_to=talk.say("甲一", "话"))
    assert [why for name, why in told() if name == "甲一"] == [basis]
    assert talk.waiting("甲一", "reply") == []


def test_nobody_is_told_of_their_own_answer(talk: Talk) -> None:
    talk.say("甲一", "再补充一句", reply_to=talk.say("甲一", "话"))
    assert told() == []


@pytest.mark.parametrize("why", ["moved", "deactivated"])
def test_whoever_is_no_longer_there_is_not_told(talk: Talk, heard: list[object], why: str) -> None:
    asked = talk.say("甲一", "话")
    with db.transaction() as session:
        person = session.get_one(Person, talk.scene["甲一"].person_id)
        if why == "moved":
            person.unit_id = talk.scene.units["区丙局"]
            record(session, PersonMoved(person.id, talk.scene.units["区甲局"], person.unit_id))
        else:
            person.deactivated_at = clock.now()
            record(session, PersonDeactivated(person.id))
    heard.clear()
    talk.say("乙一", "好", reply_to=asked)
    assert told() == []
    assert [event.reached for event in heard if isinstance(event, MessagePosted)] == [()]


def test_whoever_wrote_for_another_unit_then_is_told_while_still_in(talk: Talk) -> None:
    """The office stays in every channel, whatever its people's unit was called when they wrote."""
    asked = talk.say("办一", "请报")
    with db.transaction() as session:
        person = session.get_one(Person, talk.scene["办一"].person_id)
        person.unit_id = talk.scene.units["区丙局"]
        record(session, PersonMoved(person.id, talk.scene.units["区未保办"], person.unit_id))
    talk.say("乙一", "好", reply_to=asked)
    assert told() == [("办一", "reply")]


def test_an_edit_names_without_telling_again(talk: Talk, heard: list[object]) -> None:
    answer = talk.say("乙一", "好", reply_to=talk.say("甲一", "话"))
    talk.do(actions.settle_mention, "甲一", answer)
    heard.clear()
    talk.do(actions.edit_message, "乙一", answer, "好，@甲一 请看")
    assert told() == [("甲一", "reply")]
    assert [event.mentioned for event in heard] == [()]
    assert talk.waiting("甲一", "reply") == []


def test_a_retracted_answer_waits_for_nobody(talk: Talk) -> None:
    answer = talk.say("乙一", "好", reply_to=talk.say("甲一", "话"))
    talk.retract("乙一", answer)
    assert talk.waiting("甲一", "reply") == []
    assert talk.ask(queries.waiting_count, "甲一") == 0


def test_screens_that_read_the_log_know_whom_it_reached(talk: Talk) -> None:
    talk.say("乙一", "好", reply_to=talk.say("甲一", "话"))
    with db.reading() as session:
        first, second = changes.after(session, session.scalars(select(Message.channel_id)).first() or 0, 0, 10)
    assert (first.reached, second.reached) == ((), (talk.scene["甲一"].person_id,))


def test_answers_at_once_reach_everybody_they_answer(talk: Talk) -> None:
    asked = {who: talk.say(who, f"{who}的话") for who in ("甲一", "乙一")}
    channel = talk.scene.channels["家庭"]

    def answer(who: str, to: str) -> None:
        intake.post(talk.scene[who], MessageDraft(channel, str(uuid4()), "好", asked[to]))

    threads = [
        threading.Thread(target=answer, args=(who, to))
        for _ in range(8)
        for who, to in (("乙一", "甲一"), ("甲一", "乙一"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(talk.waiting("甲一", "reply")) == len(talk.waiting("乙一", "reply")) == 8


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_batch_of_answers_costs_no_more_statements_than_one(talk: Talk) -> None:
    asked = [talk.say(who, "话") for who in ("甲一", "甲长")]
    costs = []
    for count in (1, 20):
        drafts = [MessageDraft(talk.scene.channels["家庭"], str(uuid4()), "好", asked[n % 2]) for n in range(count)]
        with db.transaction() as session, statements() as sent:
            post_all(session, [(talk.scene["乙一"], draft) for draft in drafts])
        costs.append(len(sent))
    assert costs[0] == costs[1]
