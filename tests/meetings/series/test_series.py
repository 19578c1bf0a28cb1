"""Series make their consultations ahead, follow the calendar, and are changed for one, for later ones, or ended."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hub.accounts.models import Person
from hub.calendar.actions import set_day
from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.meetings import actions as acts
from hub.meetings.models import Consultation, ConsultationEvent
from hub.meetings.series import actions
from hub.meetings.series.following import AHEAD, bring_forward, locked_series
from hub.meetings.series.models import ConsultationSeries
from hub.meetings.series.planning import plan_ahead
from hub.meetings.series.rules import Pattern
from hub.meetings.shapes import Named
from tests.issues.story import shanghai
from tests.meetings.story import Meetings, at

THURSDAYS = Pattern("monthly", 3, -1)
TODAY = date(2026, 11, 16)
FROM_OUTSIDE = Named(None, "observer", "王老师", "校长", "区实验学校")


def begun(
    meetings: Meetings, pattern: Pattern = THURSDAYS, from_on: date = TODAY, who: str = "办一", **fields: Any
) -> str:
    """A series; its public id."""
    draft = meetings.draft(**{"kind": "regular", "title": "月度会商"} | fields)
    return meetings.do(actions.begin_series, who, actions.SeriesDraft(pattern, from_on, draft)).public_id


def rows(series: str, *states: str) -> list[Consultation]:
    with db.reading() as session:
        own = select(ConsultationSeries.id).where(ConsultationSeries.public_id == series).scalar_subquery()
        found = select(Consultation).where(Consultation.series_id == own).order_by(Consultation.occurs_on)
        return [row for row in session.scalars(found) if row.state in (states or ("draft", "announced"))]


def held(series: str, *states: str) -> list[str]:
    """When its consultations begin, in Shanghai."""
    return [f"{row.starts_at + timedelta(hours=8):%m-%d %H:%M}" for row in rows(series, *states)]


def brought(series: str) -> Any:
    with db.transaction() as session:
        id_ = session.scalars(select(ConsultationSeries.id).where(ConsultationSeries.public_id == series)).one()
        return bring_forward(session, locked_series(session, id_))


def test_its_consultations_are_there_at_once_and_only_the_office_knows(meetings: Meetings) -> None:
    """The last Thursday of December is the 31st: 1 January is off, the day itself is not."""
    series = begun(meetings)
    assert held(series) == ["11-26 14:00", "12-31 14:00", "01-28 14:00", "02-25 14:00"]
    first = rows(series)[0]
    assert meetings.who_sees(first.public_id) == {"办一"}
    assert {unit.name for unit in meetings.sheet("办一", first.public_id).units} == {"区甲局", "区乙局"}
    assert first.series_id is not None
    assert brought(series).made == 0


def test_each_day_goes_on_and_does_nothing_twice(meetings: Meetings) -> None:
    series = begun(meetings)
    assert plan_ahead() == 0
    meetings.at(at(12, 16, 1))
    assert plan_ahead() == 1
    assert plan_ahead() == 0
    assert held(series)[-1] == "03-25 14:00"
    assert len(held(series)) == 5


def test_one_series_that_fails_keeps_no_other_back(meetings: Meetings) -> None:
    broken, whole = begun(meetings), begun(meetings)
    with db.transaction() as session:
        row = session.scalars(select(ConsultationSeries).where(ConsultationSeries.public_id == broken)).one()
        row.rule = "FREQ=HOURLY"
    meetings.at(at(12, 16, 1))
    assert plan_ahead() == 1
    assert len(rows(whole)) == 5


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_at_once_make_none_twice(meetings: Meetings) -> None:
    series = begun(meetings)
    with db.transaction() as session:
        session.execute(ConsultationSeries.__table__.update().values(planned_until=None))
    meetings.at(at(12, 16, 1))
    start, made, faults = threading.Barrier(4), [], []

    def bring() -> None:
        start.wait()
        try:
            made.append(brought(series).made)
        except Exception as fault:  # noqa: BLE001 (told below)
            faults.append(fault)

    several = [threading.Thread(target=bring) for _turn in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert (faults, sum(made), len(rows(series))) == ([], 1, 5)


def test_a_new_holiday_moves_drafts_and_no_notice(meetings: Meetings) -> None:
    series = begun(meetings)
    november, december = rows(series)[:2]
    meetings.do(acts.announce, "办一", november.public_id)
    for on in (date(2026, 11, 26), date(2026, 12, 31)):
        meetings.do(set_day, "办一", on, "holiday", "停工")
    assert held(series)[:2] == ["11-26 14:00", "12-30 14:00"]
    assert meetings.row(december.public_id).occurs_on == date(2026, 12, 31)
    meetings.do(set_day, "办一", date(2026, 12, 31), "", "")
    assert held(series)[:2] == ["11-26 14:00", "12-31 14:00"]
    assert brought(series) == brought(series)


def test_a_draft_that_was_put_elsewhere_by_hand_stays_there(meetings: Meetings) -> None:
    series = begun(meetings)
    december = rows(series)[1].public_id
    draft = meetings.draft(kind="regular", title="改过的", starts_at=at(12, 29, 9), minutes=60)
    meetings.do(acts.change, "办一", december, draft)
    meetings.do(set_day, "办一", date(2026, 12, 31), "holiday", "停工")
    assert held(series)[1] == "12-29 09:00"


def test_another_hour_of_a_draft_stays_when_its_day_moves(meetings: Meetings) -> None:
    series = begun(meetings)
    december = rows(series)[1].public_id
    draft = meetings.draft(kind="regular", title="改过的", starts_at=at(12, 31, 9), minutes=60)
    meetings.do(acts.change, "办一", december, draft)
    meetings.do(set_day, "办一", date(2026, 12, 31), "holiday", "停工")
    assert held(series)[1] == "12-30 09:00"


def test_one_is_skipped_and_taken_back(meetings: Meetings) -> None:
    series = begun(meetings)
    december = rows(series)[1].public_id
    meetings.do(actions.skip, "办一", series, date(2026, 12, 31))
    assert held(series) == ["11-26 14:00", "01-28 14:00", "02-25 14:00"]
    assert meetings.row(december).state == "cancelled"
    with pytest.raises(Conflict):
        meetings.do(actions.skip, "办一", series, date(2026, 12, 31))
    meetings.do(actions.take_back, "办一", series, date(2026, 12, 31))
    assert (meetings.row(december).state, len(held(series))) == ("draft", 4)
    with pytest.raises(Conflict):
        meetings.do(actions.take_back, "办一", series, date(2026, 12, 31))
    with pytest.raises(NotFound):
        meetings.do(actions.skip, "办一", series, date(2026, 12, 30))


def test_what_was_called_off_by_hand_does_not_come_back(meetings: Meetings) -> None:
    series = begun(meetings)
    december = rows(series)[1].public_id
    meetings.do(acts.cancel, "办一", december, "与年会合并")
    assert brought(series).restored == 0
    assert meetings.row(december).state == "cancelled"


def test_an_announced_one_is_not_skipped(meetings: Meetings) -> None:
    series = begun(meetings)
    november = rows(series)[0]
    meetings.do(acts.announce, "办一", november.public_id)
    with pytest.raises(Conflict):
        meetings.do(actions.skip, "办一", series, date(2026, 11, 26))
    meetings.do(actions.end_series, "办一", series, None)
    assert held(series) == ["11-26 14:00"]


def test_later_ones_are_held_otherwise_and_earlier_ones_stay(meetings: Meetings) -> None:
    series = begun(meetings, note="按月")
    guest = meetings.named("专家", "observer")
    january = rows(series)[2].public_id
    kept = meetings.draft(kind="regular", title="月度会商", starts_at=shanghai(1, 28, 14, year=2027), people=(guest,))
    meetings.do(acts.change, "办一", january, kept)
    wanted = actions.SeriesDraft(
        THURSDAYS, date(2027, 1, 1), meetings.draft("区丙局", kind="regular", title="新名称", starts_at=at(11, 24, 9))
    )
    later = meetings.do(actions.change_from, "办一", series, date(2026, 12, 31), wanted).public_id
    assert held(series) == ["11-26 14:00"]
    assert held(later) == ["01-28 09:00", "02-25 09:00"]
    sheet = meetings.sheet("办一", january)
    assert (sheet.title, {unit.name for unit in sheet.units}) == ("新名称", {"区丙局"})
    assert {one.name for one in sheet.people} == {"专家"}
    assert brought(later).made == brought(series).made == 0


def test_another_rule_from_a_date_on(meetings: Meetings) -> None:
    series = begun(meetings)
    january = rows(series)[2].public_id
    meetings.do(acts.announce, "办一", january)
    draft = meetings.draft(kind="regular", title="月度会商")
    wanted = actions.SeriesDraft(Pattern("monthly", 1, 1), date(2026, 12, 31), draft)
    later = meetings.do(actions.change_from, "办一", series, date(2026, 12, 31), wanted).public_id
    assert held(series) == ["11-26 14:00", "01-28 14:00"]
    assert held(later) == ["01-05 14:00", "02-02 14:00", "03-02 14:00"]
    assert rows(series, "cancelled") != []


def test_it_ends(meetings: Meetings) -> None:
    series = begun(meetings)
    meetings.do(actions.end_series, "办一", series, date(2026, 12, 31))
    assert held(series) == ["11-26 14:00", "12-31 14:00"]
    with pytest.raises(Conflict):
        meetings.do(actions.end_series, "办一", series, date(2027, 1, 1))
    with pytest.raises(Invalid):
        meetings.do(actions.end_series, "办一", series, date(2026, 11, 1))
    meetings.at(shanghai(3, 1, 9, year=2027))
    assert plan_ahead() == 0


def test_what_is_there_no_more_is_left_out(meetings: Meetings) -> None:
    series = begun(meetings, quorum=2, chair=meetings.person("甲长"))
    with db.transaction() as session:
        row = session.scalars(select(ConsultationSeries).where(ConsultationSeries.public_id == series)).one()
        row.draft = row.draft | {"units": [*row.draft["units"], "gone"], "chair": "gone", "room": "gone"}
    meetings.at(at(12, 16, 1))
    plan_ahead()
    last = rows(series)[-1]
    sheet = meetings.sheet("办一", last.public_id)
    assert ({unit.name for unit in sheet.units}, sheet.chair, sheet.room) == ({"区甲局", "区乙局"}, "", None)
    with db.reading() as session:
        found = select(ConsultationEvent.detail).where(ConsultationEvent.consultation_id == last.id)
        assert session.scalars(found).one()["left_out"] == ["units", "room", "chair"]


def named_in(meetings: Meetings, consultation: str) -> set[str]:
    return {one.name for one in meetings.sheet("办一", consultation).people}


def test_a_series_names_people_and_guests_for_each(meetings: Meetings) -> None:
    series = begun(meetings, people=(meetings.named("专家", "observer"), FROM_OUTSIDE))
    assert [named_in(meetings, row.public_id) for row in rows(series)] == [{"专家", "王老师"}] * 4
    guests = [one for one in meetings.sheet("办一", rows(series)[3].public_id).people if one.person is None]
    assert [(one.post, one.body, one.role) for one in guests] == [("校长", "区实验学校", "observer")]


def test_whom_a_series_names_is_changed_from_a_date_on_and_what_hands_did_stays(meetings: Meetings) -> None:
    """In January somebody is named besides, and the guest is taken out; from December on the series asks another expert."""
    series = begun(meetings, people=(meetings.named("专家", "observer"), FROM_OUTSIDE))
    december, january = (row.public_id for row in rows(series)[1:3])
    by_hand = meetings.draft(
        kind="regular",
        title="月度会商",
        starts_at=shanghai(1, 28, 14, year=2027),
        people=(meetings.named("专家", "observer"), meetings.named("丙一", "observer")),
    )
    meetings.do(acts.change, "办一", january, by_hand)
    draft = meetings.draft(kind="regular", title="月度会商", people=(meetings.named("西一", "observer"), FROM_OUTSIDE))
    wanted = actions.SeriesDraft(THURSDAYS, date(2026, 12, 1), draft)
    later = meetings.do(actions.change_from, "办一", series, date(2026, 12, 31), wanted).public_id
    assert named_in(meetings, rows(series)[0].public_id) == {"专家", "王老师"}
    assert named_in(meetings, december) == {"西一", "王老师"}
    assert named_in(meetings, january) == {"西一", "丙一"}
    meetings.do(actions.skip, "办一", later, date(2027, 1, 28))
    meetings.do(actions.take_back, "办一", later, date(2027, 1, 28))
    assert named_in(meetings, january) == {"西一", "丙一"}


def test_who_chaired_was_not_taken_out_by_hand(meetings: Meetings) -> None:
    """The leader is named and in the chair; the chair goes to somebody else, the leader stays named."""
    leader = meetings.named("甲长")
    series = begun(meetings, people=(leader,), chair=leader.person)
    draft = meetings.draft(kind="regular", title="月度会商", people=(leader,), chair=meetings.person("办一"))
    wanted = actions.SeriesDraft(THURSDAYS, date(2026, 12, 1), draft)
    december = rows(series)[1].public_id
    meetings.do(actions.change_from, "办一", series, date(2026, 12, 31), wanted)
    assert named_in(meetings, december) == {"甲长", "办一"}


def test_whoever_has_left_is_left_out_and_a_guest_needs_a_name(meetings: Meetings) -> None:
    series = begun(meetings, people=(meetings.named("专家", "observer"), FROM_OUTSIDE))
    with db.transaction() as session:
        session.get_one(Person, meetings.scene["专家"].person_id).deactivated_at = at(11, 17, 9)
    meetings.at(at(12, 16, 1))
    plan_ahead()
    last = rows(series)[-1]
    assert named_in(meetings, last.public_id) == {"王老师"}
    with db.reading() as session:
        found = select(ConsultationEvent.detail).where(ConsultationEvent.consultation_id == last.id)
        assert session.scalars(found).one()["left_out"] == ["people"]
    with pytest.raises(Invalid) as refused:
        begun(meetings, people=(replace(FROM_OUTSIDE, name=" "),), from_on=date(2028, 1, 1))
    assert refused.value.field == "people"


def test_every_working_day_stays_within_its_horizon(meetings: Meetings) -> None:
    series = begun(meetings, Pattern("workdays"), minutes=30)
    last = rows(series)[-1]
    assert last.occurs_on is not None
    assert last.occurs_on <= TODAY + AHEAD
    assert len({row.starts_at for row in rows(series)}) == len(rows(series))


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"kind": "case"}, "kind"), ({"title": " "}, "title"), ({"quorum": 5}, "quorum"), ({"link": "http://x"}, "link")],
)
def test_what_cannot_be_is_refused(meetings: Meetings, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        begun(meetings, **fields)
    assert refused.value.field == field


def test_only_the_office_has_series(meetings: Meetings) -> None:
    with pytest.raises(Denied):
        begun(meetings, who="甲一")
    series = begun(meetings)
    with pytest.raises(Denied):
        meetings.do(actions.skip, "主任", series, date(2026, 12, 31))
    with pytest.raises(Invalid):
        begun(meetings, from_on=date(2026, 11, 1))
