"""The tables' working time: what migrations put there, seen at once after a change, and never another database's."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from hub.calendar import OFFICE_HOURS, office_time
from hub.calendar.models import CalendarDay, CalendarRevision
from hub.calendar.rules import published_days
from hub.core import db, schema
from hub.core.ids import new_public_id
from tests.channels.scene import statements

from .given import at, told


def test_a_new_database_has_what_is_published(opened: str) -> None:
    with db.reading() as session:
        found = office_time(session)
    assert found.days == published_days()
    assert found.timetable.on(date(2026, 11, 25)) == OFFICE_HOURS
    assert told(found.add_hours(at("2026-09-30 16:30"), timedelta(hours=4))) == "2026-10-08 14:30"


def test_it_costs_one_statement_once_it_is_known(opened: str) -> None:
    with db.reading() as session:
        first = office_time(session)
    with statements() as sent, db.reading() as session:
        assert office_time(session) is first
    assert len(sent) == 1


def test_a_change_is_seen_inside_its_transaction_and_not_after_it_was_rolled_back(opened: str) -> None:
    def change(session: Session) -> None:
        session.execute(delete(CalendarDay).where(CalendarDay.on == date(2026, 10, 1)))
        session.execute(update(CalendarRevision).values(number=CalendarRevision.number + 1, stamp=new_public_id()))
        assert office_time(session).days.is_working(date(2026, 10, 1))

    def change_and_fail() -> None:
        with db.transaction() as session:
            change(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    with db.reading() as session:
        assert not office_time(session).days.is_working(date(2026, 10, 1))
    with db.transaction() as session:
        change(session)
    with db.reading() as session:
        assert office_time(session).days.is_working(date(2026, 10, 1))


def test_every_database_has_a_stamp_of_its_own(tmp_path: Path) -> None:
    stamps = set()
    for name in ("one", "other"):
        url = f"sqlite:///{tmp_path / name}.db"
        schema.upgrade(url)
        db.open_database(url)
        with db.reading() as session:
            stamps.add(session.query(CalendarRevision).one().stamp)
    db.close_database()
    assert len(stamps) == 2
