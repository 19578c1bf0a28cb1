"""Reminders: only the missing, with a reason, half an hour apart, three times."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.channels.acknowledgements.events import AcknowledgementsReminded
from hub.channels.acknowledgements.models import AcknowledgementReminder
from hub.channels.events import MessageChanged
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, Invalid, NotFound, RateLimited, TooLarge
from tests.channels.scene import Scene

from .asking import NOON, ask, card, give, owed, remind


def test_only_the_missing_are_reminded_with_the_reason(scene: Scene, heard: list[object]) -> None:
    message = ask(scene, "办一")
    give(scene, "甲一", message)
    heard.clear()
    remind(scene, "办一", message, "  明天上午\n开会要用 ")
    told = next(event for event in heard if isinstance(event, AcknowledgementsReminded))
    assert told.unit_ids == (scene.units["区乙局"],)
    assert told.person_ids == (scene["乙一"].person_id,)
    assert told.reason == "明天上午 开会要用"
    assert next(event for event in heard if isinstance(event, MessageChanged)).reached == told.person_ids
    assert [one.reason for one in card(scene, message).reminders] == ["明天上午 开会要用"]
    with db.reading() as session:
        assert session.scalars(select(AcknowledgementReminder.unit_ids)).one() == [scene.units["区乙局"]]


def test_a_reminder_lifts_the_entry_and_shows_its_reason(scene: Scene) -> None:
    with clock.held_at(NOON):
        message = ask(scene, hours=40)
        before = owed(scene, "乙一")[0]
        remind(scene, "甲一", message)
        after = owed(scene, "乙一")[0]
    assert (before.label, int(before.urgency)) == ("待回执", 3)
    assert (after.label, int(after.urgency)) == ("催回执", 1)
    assert after.source == "第1次催办：下班前要报区里"


def test_half_an_hour_apart_and_three_times(scene: Scene) -> None:
    with clock.held_at(NOON):
        message = ask(scene)
        remind(scene, "甲一", message)
    with clock.held_at(NOON + timedelta(minutes=29, seconds=59)), pytest.raises(RateLimited) as refused:
        remind(scene, "办一", message)
    assert refused.value.retry_in_seconds <= 2
    for number in (1, 2):
        with clock.held_at(NOON + timedelta(minutes=30 * number)):
            remind(scene, "办一", message)
    with clock.held_at(NOON + timedelta(days=9)), pytest.raises(Conflict, match="3次"):
        remind(scene, "甲一", message)
    assert len(card(scene, message).reminders) == 3


def test_nobody_missing_nobody_reminded(scene: Scene) -> None:
    message = ask(scene)
    give(scene, "乙一", message)
    with pytest.raises(Conflict):
        remind(scene, "甲一", message)


def test_only_the_sender_and_the_office_remind(scene: Scene) -> None:
    message = ask(scene)
    for who in ("甲长", "乙一", "主任"):
        with pytest.raises(Denied):
            remind(scene, who, message)
    for reason in ("急", ""):
        with pytest.raises(NotFound):
            remind(scene, "丙一", message, reason)


def test_a_reminder_needs_a_reason_that_can_be_read(scene: Scene) -> None:
    message = ask(scene)
    for reason in ("", " \n ", "\x00\u202e"):
        with pytest.raises(Invalid):
            remind(scene, "甲一", message, reason)
    with pytest.raises(TooLarge):
        remind(scene, "甲一", message, "急" * 201)
    remind(scene, "甲一", message, "急" * 200)
