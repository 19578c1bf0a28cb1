"""The nightly jobs: tidying forgets what is old, keeps the rest, units that ended lose their channels, and a failure is contained."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hub.accounts.lists import PeopleDraft
from hub.accounts.models import Person, SignedInSession, Unit
from hub.channels.models import Channel, Membership
from hub.core import clock, db
from hub.jobs import ticks
from hub.journal import chain
from hub.journal.rules import Note
from hub.notify.models import OutboxRow
from hub.plan.models import PlanDraft
from tests.factories import make_person, make_unit


@pytest.fixture
def person_id(database_url: str):
    db.open_database(database_url)
    with db.transaction() as session:
        unit = Unit(name="甲局", short_name="甲局", tile="甲局", kind="member")
        session.add(unit)
        session.flush()
        person = Person(login="jia", name="甲", unit_id=unit.id)
        session.add(person)
        session.flush()
        found = person.id
    yield found
    db.close_database()


def count(model: type) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_old_sessions_and_drafts_go_and_young_ones_stay(person_id: int) -> None:
    now = clock.now()
    with db.transaction() as session:
        for number, age in enumerate((timedelta(days=200), timedelta(days=100))):
            session.add(
                SignedInSession(secret_hash=str(number), person_id=person_id, idle_seconds=1800, expires_at=now - age)
            )
            session.add(PlanDraft(person_id=person_id, reading="{}", created_at=now - age / 4))
            session.add(PeopleDraft(person_id=person_id, rows="[]", created_at=now - age / 4))
    ticks.tidy()
    assert (count(SignedInSession), count(PlanDraft), count(PeopleDraft)) == (1, 1, 1)


def test_notices_go_once_they_were_said_and_stay_while_the_office_should_see_them(person_id: int) -> None:
    ages = {"sent": 100, "suppressed": 100, "discarded": 100, "dead": 100, "young": 80}
    with db.transaction() as session:
        for name, days in ages.items():
            session.add(
                OutboxRow(
                    dedup_key=name,
                    kind="mention",
                    way="mail",
                    person_id=person_id,
                    state="sent" if name == "young" else name,
                    settled_at=clock.now() - timedelta(days=days),
                )
            )
    ticks.tidy()
    with db.reading() as session:
        assert set(session.scalars(select(OutboxRow.dedup_key))) == {"dead", "young"}


def test_a_tick_with_nothing_to_tell_says_nothing(caplog: pytest.LogCaptureFixture, person_id: int) -> None:
    caplog.set_level("INFO")
    ticks.deliver()
    ticks.write_digests()
    assert caplog.text == ""


def test_a_failing_tick_is_logged_and_contained(caplog: pytest.LogCaptureFixture) -> None:
    @ticks.guarded
    def broken() -> str:
        raise RuntimeError("disk")

    broken()
    assert "broken failed" in caplog.text


def test_a_unit_that_has_ended_is_out_the_next_day(database_url: str) -> None:
    def members() -> int:
        with db.reading() as session:
            return session.scalar(select(func.count()).where(Membership.ended_at.is_(None))) or 0

    db.open_database(database_url)
    with clock.held_at(datetime(2026, 12, 31, 20, 0, tzinfo=clock.SHANGHAI)):
        with db.transaction() as session:
            make_person(session, make_unit(session, "甲局", active_to=date(2026, 12, 31)))
            session.add(Channel(kind="everyone", title="全体"))
        ticks.follow_dates()
        assert members() == 1
    with clock.held_at(datetime(2027, 1, 1, 0, 0, 5, tzinfo=clock.SHANGHAI)):
        ticks.follow_dates()
        assert members() == 0
    db.close_database()


def test_the_head_of_the_audit_trail_is_printed(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    db.open_database(database_url)
    with db.transaction() as session:
        chain.append(session, [Note("one"), Note("two")])
    ticks.tell_audit_head()
    with db.reading() as session:
        assert caplog.messages == [f"audit head {chain.head(session)}"]
    assert caplog.messages[0].startswith("audit head 2:")
    db.close_database()


def test_a_database_out_of_reach_is_one_line_and_no_traceback(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    db.open_database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    ticks.make_exports()
    assert [record.exc_info for record in caplog.records] == [None]
    assert "make_exports: the database did not answer" in caplog.text
    db.close_database()


def test_what_is_done_once_a_day_is_done_once_and_caught_up(
    person_id: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heads() -> int:
        return sum(message.startswith("audit head") for message in caplog.messages)

    with clock.held_at(datetime(2026, 11, 20, 0, 5, tzinfo=clock.SHANGHAI)):
        ticks.daily()
        assert heads() == 0, "its time has not come"
    with clock.held_at(datetime(2026, 11, 20, 9, 0, tzinfo=clock.SHANGHAI)):
        for _process in range(3):
            ticks.daily()
        assert heads() == 1, "a hub that was down at 00:10 does it when it is back, and others do not do it again"
    monkeypatch.setattr(ticks.periods, "is_done", lambda *_job: False)  # two that look at the same instant
    with clock.held_at(datetime(2026, 11, 20, 9, 5, tzinfo=clock.SHANGHAI)):
        ticks.daily()
        assert heads() == 1
    with clock.held_at(datetime(2026, 11, 21, 0, 10, tzinfo=clock.SHANGHAI)):
        ticks.daily()
        assert heads() == 2


def test_what_fails_is_not_done_and_is_tried_again(
    person_id: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = ticks._tidy
    monkeypatch.setattr(ticks, "_tidy", lambda _session: 1 / 0)
    ticks.tidy()
    assert "tidy failed" in caplog.text
    monkeypatch.setattr(ticks, "_tidy", work)
    caplog.set_level("INFO")
    ticks.tidy()
    assert "tidy: 0 sessions" in caplog.text
