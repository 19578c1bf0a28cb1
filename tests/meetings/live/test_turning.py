"""The item under discussion: on everybody's card, one at most, its time kept; two chairs at once, and one of them wins."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.channels.models import ChangeLog, Channel, Message
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, HubError, NotFound
from hub.meetings.live import actions
from tests.meetings.live.held import Held
from tests.meetings.story import TUESDAY


def test_the_item_is_on_the_card_with_its_number_and_its_clock(held: Held) -> None:
    assert held.card().current is None
    held.next()
    held.wait(minutes=3)
    now = held.card().current
    assert now is not None
    assert (now.public_id, now.number, now.count, now.title) == (held.items["转介机制"], 1, 3, "转介机制")
    assert (now.ask, now.minutes, now.seconds, now.started_at) == (
        "提请议定",
        10,
        0,
        TUESDAY.astimezone(now.started_at.tzinfo),
    )
    revision = held.card().revision
    held.next()
    assert held.card().revision == revision + 1
    assert held.states() == ["done", "current", "waiting"]
    assert held.item("转介机制").seconds == 180


def test_each_change_of_the_item_is_the_channels_next_and_is_logged(held: Held) -> None:
    """Whoever was away asks for what has changed since, and gets it."""
    for _turn in range(2):
        held.next()
        with db.reading() as session:
            channel = session.get_one(Channel, held.row(held.consultation).channel_id)
            card = session.scalars(
                select(Message).where(Message.channel_id == channel.id).order_by(Message.seq)
            ).first()
            logged = select(ChangeLog).where(ChangeLog.channel_id == channel.id).order_by(ChangeLog.change.desc())
            newest = session.scalars(logged).first()
            assert card is not None
            assert newest is not None
            assert (newest.change, newest.seq, newest.action) == (channel.head_change, card.seq, "consultation")
            assert card.change == channel.head_change


def test_time_is_kept_over_coming_back(held: Held) -> None:
    held.next()
    held.wait(minutes=4)
    held.next()
    held.wait(minutes=1)
    held.act(actions.back, held.now())
    assert held.states() == ["current", "waiting", "waiting"]
    held.wait(minutes=2)
    now = held.card().current
    assert now is not None
    assert now.seconds == 240
    held.act(actions.go_to, held.items["走访"], held.now())
    assert [held.item(title).seconds for title in held.items] == [360, 60, 0]
    assert held.states() == ["done", "waiting", "current"]
    held.next()  # what was left out comes after all
    assert held.now() == held.items["号源"]


def test_after_the_last_item_there_is_none_and_then_no_next(held: Held) -> None:
    for _title in held.items:
        held.next()
    assert held.next() is None
    assert held.now() == ""
    assert held.states() == ["done"] * 3
    with pytest.raises(Conflict):
        held.next()


def test_deferring_leaves_the_item_and_can_be_undone(held: Held) -> None:
    held.next()
    held.wait(minutes=1)
    held.act(actions.defer, held.items["转介机制"], held.now())
    held.act(actions.defer, held.items["走访"], "")
    assert held.states() == ["deferred", "waiting", "deferred"]
    assert held.card().current is None
    with pytest.raises(Conflict):
        held.act(actions.defer, held.items["走访"], "")
    held.act(actions.go_to, held.items["转介机制"], "")
    assert held.states() == ["current", "waiting", "deferred"]
    assert held.item("转介机制").seconds == 60


def test_who_saw_another_item_is_told_and_nothing_is_passed_over(held: Held) -> None:
    held.next(seen="")
    for act in (
        lambda: held.next(seen=""),
        lambda: held.act(actions.back, ""),
        lambda: held.act(actions.go_to, held.items["走访"], ""),
        lambda: held.act(actions.defer, held.items["走访"], ""),
    ):
        with pytest.raises(Conflict) as told:
            act()
        assert "转介机制" in told.value.message
    assert held.states() == ["current", "waiting", "waiting"]


def test_two_conductors_at_once(held: Held) -> None:
    """Both press 下一议题 in the same instant: one item goes on, the other conductor is told."""
    held.next()
    seen, outcomes, ready = held.now(), [], threading.Barrier(2)

    def press(who: str) -> None:
        ready.wait()
        try:
            with db.transaction() as session:
                actions.next_item(session, held.scene[who], held.consultation, seen)
            outcomes.append("went on")
        except HubError as refusal:
            outcomes.append(refusal.code)

    chairs = [threading.Thread(target=press, args=(who,)) for who in ("办一", "甲长")]
    for chair in chairs:
        chair.start()
    for chair in chairs:
        chair.join()
    assert sorted(outcomes) == ["conflict", "went on"]
    assert held.states() == ["done", "current", "waiting"]


def test_only_who_conducts_turns(held: Held) -> None:
    for who in ("甲一", "乙一", "主任", "专家"):
        with pytest.raises(Denied):
            held.next(who=who)
    for who in ("丙一", "东一", "管理"):
        with pytest.raises(NotFound):
            held.next(who=who)
    held.next(who="甲长")
    assert held.states()[0] == "current"


def test_a_consultation_is_opened_on_its_day_once(held: Held) -> None:
    with pytest.raises(Conflict):
        held.act(actions.open_consultation)
    held.at(TUESDAY - timedelta(days=2))
    other = Held(held.scene)
    other.gather(is_open=False)
    other.at(TUESDAY - timedelta(hours=13))
    with pytest.raises(Conflict):
        other.act(actions.open_consultation)
    with pytest.raises(Conflict):
        other.next(seen="")
    other.at(TUESDAY - timedelta(hours=1))
    other.act(actions.open_consultation)
    assert other.row(other.consultation).opened_at == clock.now()
    assert other.card().state == "live"
