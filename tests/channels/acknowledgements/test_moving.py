"""Deadlines follow the working calendar while they run: later for a day off, earlier for a make-up workday, and back again."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from hub.calendar import actions as calendar
from hub.calendar.queries import preview
from hub.calendar.rules import WorkingTime, around_the_clock, published_days
from hub.channels.acknowledgements.events import DeadlineMoved
from hub.channels.acknowledgements.moving import move_deadlines
from hub.channels.acknowledgements.rules import due_again
from hub.channels.actions import retract_message
from hub.channels.events import MessageChanged
from hub.channels.models import Channel
from hub.core import clock, db
from hub.jobs import ticks
from hub.journal.models import AuditEntry
from tests.calendar.given import EXAMPLES, at, instants, told
from tests.calendar.schedules import notice_2027
from tests.channels.scene import Scene

from .asking import ask, card, give, owed

NEW_YEARS_EVE = datetime(2026, 12, 31, 15, 0, tzinfo=clock.SHANGHAI)
FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=clock.SHANGHAI)


def asked(scene: Scene, at_: datetime, hours: int) -> str:
    with clock.held_at(at_):
        return ask(scene, hours=hours)


def change(scene: Scene, on: date, kind: str, now: datetime = FRIDAY) -> calendar.Changed:
    with clock.held_at(now), db.transaction() as session:
        return calendar.set_day(session, scene["办一"], on, kind, "")


def enter(scene: Scene, now: datetime) -> calendar.Changed:
    with clock.held_at(now), db.transaction() as session:
        return calendar.enter_year(session, scene["办一"], notice_2027())


def due(scene: Scene, message: str) -> str:
    found = card(scene, message).due_at
    assert found is not None
    return told(found)


def test_a_day_off_moves_it_later_and_taking_that_back_moves_it_back(scene: Scene, heard: list[object]) -> None:
    message = asked(scene, FRIDAY, 4)
    assert due(scene, message) == "2026-11-23 14:00"
    heard.clear()
    done = change(scene, date(2026, 11, 23), "holiday")
    assert done.moved == 1
    assert due(scene, message) == "2026-11-24 14:00"
    assert told(card(scene, message).moved_from_at or FRIDAY) == "2026-11-23 14:00"
    (moved,) = [event for event in heard if isinstance(event, DeadlineMoved)]
    assert (moved.message_public_id, told(moved.from_at), told(moved.to_at)) == (
        message,
        "2026-11-23 14:00",
        "2026-11-24 14:00",
    )
    (seen,) = [event for event in heard if isinstance(event, MessageChanged)]
    assert set(seen.reached) == {scene["乙一"].person_id}
    with clock.held_at(FRIDAY), db.transaction() as session:
        assert calendar.undo_change(session, scene["办一"], done.public_id).moved == 1
    assert due(scene, message) == "2026-11-23 14:00"
    assert card(scene, message).moved_from_at is None
    with db.reading() as session:
        found = select(AuditEntry.detail).where(AuditEntry.action == "acknowledgement.move").order_by(AuditEntry.seq)
        assert ['"from":"2026-11-23 14:00","to":"2026-11-24 14:00"' in one for one in session.scalars(found)] == [
            True,
            False,
        ]


def test_a_makeup_workday_moves_it_earlier_but_into_the_future_alone(scene: Scene) -> None:
    message = asked(scene, FRIDAY, 4)
    change(scene, date(2026, 11, 21), "makeup")
    assert due(scene, message) == "2026-11-21 14:00"
    change(scene, date(2026, 11, 21), "")
    assert due(scene, message) == "2026-11-23 14:00"
    saturday_evening = datetime(2026, 11, 21, 20, 0, tzinfo=clock.SHANGHAI)
    assert change(scene, date(2026, 11, 21), "makeup", saturday_evening).moved == 0
    assert due(scene, message) == "2026-11-23 14:00", "nobody is made late by news"


def test_a_provisional_deadline_settles_when_its_year_arrives(scene: Scene) -> None:
    message = asked(scene, NEW_YEARS_EVE, 8)
    assert (due(scene, message), card(scene, message).is_provisional) == ("2027-01-04 17:00", True)
    stays = enter(scene, NEW_YEARS_EVE)
    assert stays.moved == 0
    assert not card(scene, message).is_provisional
    with clock.held_at(NEW_YEARS_EVE):
        assert owed(scene, "乙一")[0].note == "截止"


def test_the_preview_says_how_many_move_and_they_do(scene: Scene) -> None:
    begin = datetime(2027, 2, 1, 9, 0, tzinfo=clock.SHANGHAI)
    moving = [asked(scene, begin, hours) for hours in (25, 30)]
    staying = asked(scene, begin, 4)
    with clock.held_at(begin), db.reading() as session:
        assert preview(session, notice_2027()).moved == 2
    assert enter(scene, begin).moved == 2
    assert [due(scene, message) for message in (*moving, staying)] == [
        "2027-02-15 10:00",
        "2027-02-15 17:00",
        "2027-02-01 15:00",
    ]
    assert not any(card(scene, message).is_provisional for message in (*moving, staying))


def test_what_is_overdue_need_not_have_been_done_on_a_day_off(scene: Scene) -> None:
    asked(scene, FRIDAY, 4)
    monday_evening = datetime(2026, 11, 23, 20, 0, tzinfo=clock.SHANGHAI)
    with clock.held_at(monday_evening):
        assert owed(scene, "乙一")[0].note == "已逾期"
    assert change(scene, date(2026, 11, 23), "holiday", monday_evening).moved == 1
    with clock.held_at(monday_evening):
        assert owed(scene, "乙一")[0].note == "截止"
    next_week = datetime(2026, 12, 1, 20, 0, tzinfo=clock.SHANGHAI)
    assert change(scene, date(2026, 11, 23), "", next_week).moved == 0


def test_what_runs_no_more_stays(scene: Scene) -> None:
    answered, retracted, without = asked(scene, FRIDAY, 4), asked(scene, FRIDAY, 4), ask(scene)
    give(scene, "乙一", answered)
    with db.transaction() as session:
        retract_message(session, scene["甲一"], retracted)
    assert change(scene, date(2026, 11, 23), "holiday").moved == 0
    change(scene, date(2026, 11, 23), "")
    archived = asked(scene, FRIDAY, 4)
    with db.transaction() as session:
        session.scalars(select(Channel).where(Channel.item_id == scene.items["家庭"])).one().archived_at = clock.now()
    assert change(scene, date(2026, 11, 23), "holiday").moved == 0
    assert {due(scene, message) for message in (answered, archived)} == {"2026-11-23 14:00"}
    assert card(scene, without).due_at is None


def test_what_was_set_while_the_calendar_changed_is_found_at_night(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(
            "hub.channels.acknowledgements.asking.office_time", lambda _session: WorkingTime(published_days())
        )
        change(scene, date(2026, 11, 23), "holiday")
        message = asked(scene, FRIDAY, 4)
    assert due(scene, message) == "2026-11-23 14:00"
    with clock.held_at(FRIDAY):
        ticks.move_deadlines()
    assert due(scene, message) == "2026-11-24 14:00"
    with clock.held_at(FRIDAY), db.transaction() as session:
        assert move_deadlines(session) == 0


@EXAMPLES
@given(
    instants,
    st.integers(1, 400),
    st.timedeltas(timedelta(-30), timedelta(30)),
    st.timedeltas(timedelta(), timedelta(60)),
)
def test_law_a_deadline_moves_only_to_what_is_still_to_come(
    asked_at: datetime, hours: int, off: timedelta, passed: timedelta
) -> None:
    time, now = WorkingTime(published_days()), asked_at + passed
    right = time.add_hours(asked_at, timedelta(hours=hours))
    stands_at = right + off
    found, _provisional = due_again(time, asked_at, hours, stands_at, now)
    assert found in {right, stands_at}
    assert found == stands_at or found > now
    assert found == right or right <= now or abs(off) < timedelta(seconds=1)
    assert due_again(time, asked_at, hours, found, now)[0] == found


def test_24_hours_a_day_know_no_news() -> None:
    begin = at("2026-11-20 16:00")
    assert due_again(around_the_clock(), begin, 4, begin + timedelta(hours=4), begin) == (
        begin + timedelta(hours=4),
        False,
    )
