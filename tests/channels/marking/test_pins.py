"""Pins belong to the channel: anybody who may speak sets and takes them, twenty at most, and every screen follows."""

import threading

import pytest
from sqlalchemy import func, select, update

from hub.channels import actions as channel_actions
from hub.channels.marking import actions, queries
from hub.channels.marking.models import Pin
from hub.channels.marking.rules import MOST_PINS
from hub.channels.models import Channel, Membership
from hub.core import db
from hub.core.errors import Conflict, Denied, HubError, NotFound

from .conftest import Talk


def pinned(talk: Talk, who: str = "办一") -> list[str]:
    return [entry.message for entry in talk.ask(queries.pins, who, talk.scene.channels["家庭"])]


def test_a_pin_says_who_and_when_and_the_newest_comes_first(talk: Talk) -> None:
    first, second = talk.say("甲一", "第一件"), talk.say("甲一", "第二件")
    view = talk.do(actions.pin_message, "乙一", first)
    assert (view.facets.pin.by_name, view.facets.pin.unit_name) == ("乙一", "区乙局")
    talk.do(actions.pin_message, "甲一", second)
    assert pinned(talk) == [second, first]
    (_newest, entry) = talk.ask(queries.pins, "主任", talk.scene.channels["家庭"])
    assert (entry.seq, entry.excerpt, entry.unit_name, entry.author_name) == (1, "第一件", "区甲局", "甲一")
    assert entry.pin == talk.read(first).facets.pin


def test_every_pin_and_unpin_is_a_change_and_a_second_one_is_none(talk: Talk) -> None:
    message = talk.say("甲一", "话")
    for act, changes in ((actions.pin_message, 2), (actions.pin_message, 2), (actions.unpin_message, 3)):
        view = talk.do(act, "乙一", message)
        assert view.change == changes
    assert talk.do(actions.unpin_message, "甲一", message).change == 3
    assert talk.changes(after=1) == [("pin", message)]
    assert talk.read(message).facets.pin is None
    assert pinned(talk) == []


def test_whoever_pinned_first_stays(talk: Talk) -> None:
    message = talk.say("甲一", "话")
    talk.do(actions.pin_message, "乙一", message)
    assert talk.do(actions.pin_message, "甲一", message).facets.pin.by_name == "乙一"


def test_the_twenty_first_is_told_why_not(talk: Talk) -> None:
    messages = [talk.say("甲一", f"第{number}条") for number in range(MOST_PINS + 1)]
    for message in messages[:-1]:
        talk.do(actions.pin_message, "甲一", message)
    with pytest.raises(Conflict, match="已置顶20条"):
        talk.do(actions.pin_message, "甲一", messages[-1])
    talk.do(actions.pin_message, "甲一", messages[0])  # it is there already
    talk.do(actions.unpin_message, "乙一", messages[0])
    talk.do(actions.pin_message, "甲一", messages[-1])
    assert len(pinned(talk)) == MOST_PINS


def test_many_who_pin_at_once_find_no_more_room_than_there_is(talk: Talk) -> None:
    messages = [talk.say("甲一", f"第{number}条") for number in range(MOST_PINS + 4)]
    for message in messages[: MOST_PINS - 2]:
        talk.do(actions.pin_message, "甲一", message)
    refused: list[HubError] = []

    def pin(message: str) -> None:
        try:
            talk.do(actions.pin_message, "乙一", message)
        except HubError as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=pin, args=(message,)) for message in messages[MOST_PINS - 2 :]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Pin)) == MOST_PINS
    assert [type(refusal) for refusal in refused] == [Conflict] * 4


def test_a_retraction_unpins_and_an_edit_does_not(talk: Talk) -> None:
    kept, gone = talk.say("甲一", "留下"), talk.say("甲一", "收回")
    for message in (kept, gone):
        talk.do(actions.pin_message, "乙一", message)
    talk.do(channel_actions.edit_message, "甲一", kept, "改过")
    talk.retract("甲一", gone)
    (entry,) = talk.ask(queries.pins, "乙一", talk.scene.channels["家庭"])
    assert (entry.message, entry.excerpt) == (kept, "改过")
    with pytest.raises(Conflict):
        talk.do(actions.pin_message, "乙一", gone)


def test_outsiders_learn_nothing(talk: Talk) -> None:
    message = talk.say("甲一", "话")
    for who in ("丙一", "专家", "管理"):
        for act in (actions.pin_message, actions.unpin_message):
            with pytest.raises(NotFound):
                talk.do(act, who, message)
        with pytest.raises(NotFound):
            pinned(talk, who)


@pytest.mark.parametrize(("closed", "refusal"), [("archived", Denied), ("left", NotFound)])
def test_nothing_is_pinned_where_nothing_can_be_said(talk: Talk, closed: str, refusal: type[HubError]) -> None:
    message = talk.say("甲一", "话")
    talk.do(actions.pin_message, "甲一", message)
    with db.transaction() as session:
        if closed == "archived":
            session.execute(update(Channel).values(archived_at=Channel.created_at))
        else:
            session.execute(update(Membership).values(ended_at=Membership.joined_at))
    for act in (actions.pin_message, actions.unpin_message):
        with pytest.raises(refusal):
            talk.do(act, "办一", message)
    if closed == "archived":
        assert pinned(talk) == [message]
