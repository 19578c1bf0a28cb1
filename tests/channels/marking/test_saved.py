"""What I save for later is mine: it waits for me alone, where I may read, until I have done it."""

import threading

import pytest
from sqlalchemy import func, select, update

from hub.accounts.events import PersonMoved
from hub.accounts.models import Person
from hub.channels import queries as channel_queries
from hub.channels.marking import actions, queries
from hub.channels.marking.models import SavedMessage
from hub.channels.models import Channel
from hub.core import db
from hub.core.errors import Conflict, NotFound
from hub.core.events import record

from .conftest import Talk


def saved(talk: Talk, who: str) -> list[str]:
    return [entry.id for entry in talk.waiting(who, "saved")]


def test_it_waits_for_me_alone(talk: Talk, heard: list[object]) -> None:
    message = talk.say("甲一", "请报名单")
    before = talk.changes()
    heard.clear()
    talk.do(actions.save_message, "乙一", message)
    (entry,) = talk.waiting("乙一", "saved")
    assert (entry.id, entry.title, entry.source) == (message, "请报名单", "区甲局 甲一，事项 1　家庭")
    assert talk.ask(channel_queries.waiting_count, "乙一") == 1
    assert talk.ask(queries.saved_in, "乙一", talk.scene.channels["家庭"]) == [message]
    for who in ("甲一", "办一", "主任"):
        assert saved(talk, who) == []
        assert talk.ask(queries.saved_in, who, talk.scene.channels["家庭"]) == []
    assert heard == []
    assert talk.changes() == before


def test_done_and_taken_back_and_forgotten(talk: Talk) -> None:
    message = talk.say("甲一", "请报名单")
    steps = (
        (actions.save_message, [message]),
        (actions.save_message, [message]),
        (actions.finish_saved, []),
        (actions.finish_saved, []),
        (actions.resume_saved, [message]),
        (actions.finish_saved, []),
        (actions.save_message, [message]),
        (actions.unsave_message, []),
        (actions.resume_saved, []),
    )
    for act, left in steps:
        talk.do(act, "乙一", message)
        assert saved(talk, "乙一") == left
        assert talk.ask(queries.saved_in, "乙一", talk.scene.channels["家庭"]) == left


def test_nobody_settles_for_others(talk: Talk) -> None:
    message = talk.say("甲一", "请报名单")
    talk.do(actions.save_message, "乙一", message)
    for act in (actions.finish_saved, actions.unsave_message):
        talk.do(act, "甲一", message)
    assert saved(talk, "乙一") == [message]


def test_two_tabs_at_once_save_once(talk: Talk) -> None:
    message = talk.say("甲一", "请报名单")
    together = threading.Barrier(4)
    troubles: list[BaseException] = []

    def save() -> None:
        together.wait()
        try:
            talk.do(actions.save_message, "乙一", message)
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(SavedMessage)) == 1


def test_where_i_may_no_longer_read_nothing_waits(talk: Talk) -> None:
    message = talk.say("甲一", "请报名单")
    talk.do(actions.save_message, "乙一", message)
    with db.transaction() as session:
        person = session.get_one(Person, talk.scene["乙一"].person_id)
        person.unit_id = talk.scene.units["区丙局"]
        record(session, PersonMoved(person.id, talk.scene.units["区乙局"], person.unit_id))
    assert saved(talk, "乙一") == []
    assert talk.ask(channel_queries.waiting_count, "乙一") == 0
    for act in (actions.save_message, actions.unsave_message, actions.finish_saved, actions.resume_saved):
        with pytest.raises(NotFound):
            talk.do(act, "乙一", message)


def test_what_is_retracted_waits_no_longer(talk: Talk) -> None:
    message = talk.say("甲一", "请报名单")
    talk.do(actions.save_message, "乙一", message)
    talk.retract("甲一", message)
    assert saved(talk, "乙一") == []
    with pytest.raises(Conflict):
        talk.do(actions.save_message, "乙一", message)


def test_an_archived_channel_can_still_be_worked_through(talk: Talk) -> None:
    message = talk.say("甲一", "请报名单")
    with db.transaction() as session:
        session.execute(update(Channel).values(archived_at=Channel.created_at))
    talk.do(actions.save_message, "乙一", message)
    assert saved(talk, "乙一") == [message]


def test_what_was_forwarded_is_saved_with_its_words(talk: Talk) -> None:
    message = talk.forward("甲一", talk.say("甲一", "原来的话"))
    talk.do(actions.save_message, "乙一", message)
    (entry,) = talk.waiting("乙一", "saved")
    assert (entry.title, entry.source) == ("原来的话", "区甲局 甲一，全体")
