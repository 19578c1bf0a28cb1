"""What the office does with the calendar: seen at once, told in the same transaction, put down, and taken back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from hub.calendar import CalendarChanged, office_time
from hub.calendar import actions as act
from hub.calendar.models import CalendarChange, CalendarDay, CalendarYear
from hub.calendar.queries import changes, day_view, hours, preview, revision, year_view
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.journal.models import AuditEntry
from tests.channels.scene import Scene

from .given import at, told
from .schedules import PAPER, notice_2027

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=clock.SHANGHAI)
OFFICE = "办一"


def do(scene: Scene, what: object, *arguments: object, who: str = OFFICE) -> act.Changed:
    with clock.held_at(NOON), db.transaction() as session:
        return what(session, scene[who], *arguments)  # type: ignore[operator,no-any-return]


def due(begin: str, work: timedelta) -> str:
    with db.reading() as session:
        return told(office_time(session).add_hours(at(begin), work))


def put_down() -> list[tuple[str, str, str]]:
    with db.reading() as session:
        found = select(AuditEntry).where(AuditEntry.kind == "calendar").order_by(AuditEntry.seq)
        return [(row.action, row.thing, row.detail) for row in session.scalars(found)]


def test_a_year_is_entered_and_is_provisional_no_more(scene: Scene, heard: list[object]) -> None:
    with db.reading() as session:
        before = revision(session)
        assert year_view(session, 2027).is_provisional
    do(scene, act.enter_year, notice_2027())
    with db.reading() as session:
        shown, time = year_view(session, 2027), office_time(session)
        assert revision(session) == before + 1
        assert not time.is_provisional(at("2026-12-31 10:00"), at("2027-12-31 10:00"))
        assert [one.name for one in shown.festivals] == [
            "元旦",
            "春节",
            "清明节",
            "劳动节",
            "端午节",
            "中秋节",
            "国庆节",
        ]
        assert (shown.is_provisional, shown.papers, shown.source) == (False, (PAPER,), "import")
        assert session.scalars(select(CalendarDay.source).where(CalendarDay.year == 2026).distinct()).all() == [
            "chinesecalendar"
        ]
    assert due("2027-02-04 16:00", timedelta(hours=2)) == "2027-02-15 10:00"
    assert [event for event in heard if isinstance(event, CalendarChanged)] == [
        CalendarChanged(before + 1, "year", "2027", days=32)
    ]
    assert put_down() == [("calendar.year", "2027", '{"days":32}')]


def test_entering_a_year_again_replaces_it(scene: Scene) -> None:
    do(scene, act.enter_year, notice_2027())
    do(scene, act.set_day, date(2027, 3, 1), "holiday", "错")
    less = notice_2027()
    less = replace(less, days=tuple(day for day in less.days if day.on != date(2027, 5, 8)), papers=())
    do(scene, act.enter_year, less)
    with db.reading() as session:
        held = session.scalars(select(CalendarDay).where(CalendarDay.year == 2027)).all()
        assert {row.on for row in held} == {day.on for day in less.days}
        assert session.get_one(CalendarYear, 2027).papers == []
        last = changes(session)[0]
    assert (last.detail["added"], last.detail["removed"], last.by) == (0, 2, "区未保办 办一")


def test_a_preview_changes_nothing_and_counts(scene: Scene) -> None:
    with db.reading() as session:
        seen = preview(session, notice_2027())
        assert (len(seen.difference.added), seen.is_new_year, seen.moved) == (32, True, 0)
        assert year_view(session, 2027).is_provisional
    do(scene, act.set_day, date(2026, 12, 8), "holiday", "")
    with pytest.raises(Conflict, match="预览"):
        do(scene, act.enter_year, notice_2027(), seen.revision)
    do(scene, act.enter_year, notice_2027(), seen.revision + 1)


def test_a_day_is_changed_and_taken_back(scene: Scene, heard: list[object]) -> None:
    one = do(scene, act.set_day, date(2026, 12, 8), "holiday", " 防汛  停工 ")
    assert due("2026-12-07 16:30", timedelta(hours=1)) == "2026-12-09 09:30"
    with db.reading() as session:
        shown = day_view(session, date(2026, 12, 8))
        assert (shown.cell.kind, shown.cell.name, shown.cell.is_set) == ("holiday", "防汛 停工", True)
        assert [(change.public_id, change.can_be_undone) for change in shown.changes] == [(one.public_id, True)]
    do(scene, act.undo_change, one.public_id)
    assert due("2026-12-07 16:30", timedelta(hours=1)) == "2026-12-08 09:30"
    with pytest.raises(Conflict, match="又改过"):
        do(scene, act.undo_change, one.public_id)
    assert [(event.before, event.after) for event in heard if isinstance(event, CalendarChanged)] == [
        ("", "holiday"),
        ("holiday", ""),
    ]
    assert put_down() == [
        ("calendar.day", "2026-12-08", '{"from":"usual","to":"holiday"}'),
        ("calendar.day", "2026-12-08", '{"from":"holiday","to":"usual"}'),
    ]


def test_what_the_notice_said_comes_back_as_it_was(scene: Scene) -> None:
    with db.reading() as session:
        before = session.get_one(CalendarDay, date(2026, 10, 10))
    done = do(scene, act.set_day, date(2026, 10, 10), "", "")
    assert due("2026-10-09 16:30", timedelta(hours=1)) == "2026-10-12 09:30"
    do(scene, act.undo_change, done.public_id)
    with db.reading() as session:
        after = session.get_one(CalendarDay, date(2026, 10, 10))
    assert [getattr(after, name) for name in ("kind", "name", "year", "source")] == [
        getattr(before, name) for name in ("kind", "name", "year", "source")
    ]


def test_an_undone_change_that_a_year_has_overtaken(scene: Scene) -> None:
    done = do(scene, act.set_day, date(2027, 2, 5), "holiday", "先填")
    do(scene, act.enter_year, notice_2027())
    with pytest.raises(Conflict, match="又改过"):
        do(scene, act.undo_change, done.public_id)


@pytest.mark.parametrize(
    ("on", "kind", "name", "error"),
    [
        (date(2026, 12, 8), "", "", Conflict),
        (date(2026, 10, 1), "holiday", "国庆节", Conflict),
        (date(2026, 12, 8), "makeup", "", Invalid),
        (date(2026, 12, 8), "feast", "", Invalid),
        (date(2026, 12, 8), "holiday", "长" * 41, Invalid),
        (date(1999, 12, 31), "holiday", "", NotFound),
        (date(2101, 1, 1), "holiday", "", NotFound),
    ],
)
def test_days_that_cannot_be(scene: Scene, on: date, kind: str, name: str, error: type[Exception]) -> None:
    with db.reading() as session:
        before = revision(session)
    with pytest.raises(error):
        do(scene, act.set_day, on, kind, name)
    with db.reading() as session:
        assert revision(session) == before
        assert session.scalars(select(CalendarChange)).all() == []


def test_hours_from_a_date_on(scene: Scene, heard: list[object]) -> None:
    do(scene, act.set_hours, date(2026, 12, 1), "9:00–12:00，13:00–17:00")
    assert due("2026-11-30 16:00", timedelta(hours=2)) == "2026-12-01 10:00"
    assert due("2026-12-01 11:00", timedelta(hours=2)) == "2026-12-01 14:00"
    with clock.held_at(NOON), db.reading() as session:
        assert [(one.effective_from.isoformat(), one.is_current, one.is_to_come) for one in hours(session)] == [
            ("2026-12-01", False, True),
            ("2000-01-01", True, False),
        ]
    do(scene, act.set_hours, date(2026, 12, 1), "9:00–12:00")
    assert due("2026-12-01 11:00", timedelta(hours=2)) == "2026-12-02 10:00"
    do(scene, act.drop_hours, date(2026, 12, 1))
    assert due("2026-12-01 11:00", timedelta(hours=2)) == "2026-12-01 15:00"
    assert [event.about for event in heard if isinstance(event, CalendarChanged)] == ["2026-12-01"] * 3
    assert [action for action, _thing, _detail in put_down()] == ["calendar.hours"] * 3


def test_hours_that_cannot_be(scene: Scene) -> None:
    for on, spans in (
        (date(2026, 11, 19), "9:00–12:00"),
        (None, "9:00–12:00"),
        (date(2026, 12, 1), "9:00–11:30，13:30–17:00"),
        (date(2026, 12, 1), "9-5"),
    ):
        with pytest.raises(Invalid):
            do(scene, act.set_hours, on, spans)
    with pytest.raises(Conflict):
        do(scene, act.drop_hours, date(2000, 1, 1))
    with pytest.raises(NotFound):
        do(scene, act.drop_hours, date(2026, 12, 1))


@pytest.mark.parametrize("who", ["甲一", "甲长", "主任", "专家", "管理"])
def test_only_the_office_changes_the_calendar(scene: Scene, who: str) -> None:
    change = do(scene, act.set_day, date(2026, 12, 8), "holiday", "").public_id
    for what, *arguments in (
        (act.enter_year, notice_2027()),
        (act.set_day, date(2026, 12, 9), "holiday", ""),
        (act.undo_change, change),
        (act.set_hours, date(2026, 12, 1), "9:00–12:00"),
        (act.drop_hours, date(2026, 12, 1)),
    ):
        with pytest.raises(Denied):
            do(scene, what, *arguments, who=who)
