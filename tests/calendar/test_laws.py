"""The laws of working time, for any table of days and any hours, also such as change on dates."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from hub.calendar.rules import Days, Timetable, WorkingTime, around_the_clock
from hub.core.clock import SHANGHAI

from .given import DAY, EXAMPLES, calendars, days, instants, some_work, tables, timetables, worked, works


def in_its_hours(calendar: WorkingTime, due: datetime) -> bool:
    """Whether an instant is in (open, close] of a span; midnight is 24:00 of the day before."""
    local = due.astimezone(SHANGHAI)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return any(
        calendar.days.is_working(day.date())
        and any(begin < local - day <= end for begin, end in calendar.timetable.on(day.date()).spans)
        for day in (midnight, midnight - DAY)
    )


@EXAMPLES
@given(calendars, instants, works)
def test_what_was_added_lies_between(calendar: WorkingTime, instant: datetime, work: timedelta) -> None:
    assert calendar.between(instant, calendar.add_hours(instant, work)) == work


@EXAMPLES
@given(calendars, instants, works, works)
def test_two_steps_are_one(calendar: WorkingTime, instant: datetime, one: timedelta, other: timedelta) -> None:
    assert calendar.add_hours(calendar.add_hours(instant, one), other) == calendar.add_hours(instant, one + other)


@EXAMPLES
@given(calendars, instants, instants, works, works)
def test_later_and_longer_is_never_earlier(
    calendar: WorkingTime, one: datetime, other: datetime, short: timedelta, long: timedelta
) -> None:
    one, other = sorted((one, other))
    short, long = sorted((short, long))
    assume(short)  # nothing, added outside the hours, stays where it is
    assert calendar.add_hours(one, short) <= calendar.add_hours(other, short)
    assert calendar.add_hours(one, short) <= calendar.add_hours(one, long)


@EXAMPLES
@given(calendars, instants, some_work)
def test_it_ends_within_the_hours(calendar: WorkingTime, instant: datetime, work: timedelta) -> None:
    due = calendar.add_hours(instant, work)
    assert due.tzinfo is UTC
    assert in_its_hours(calendar, due)


@EXAMPLES
@given(calendars, instants, st.timedeltas(timedelta(), timedelta(days=40)))
def test_the_sums_come_to_what_the_days_do(calendar: WorkingTime, begin: datetime, lasts: timedelta) -> None:
    assert calendar.between(begin, begin + lasts) == worked(calendar, begin, begin + lasts)
    assert calendar.between(begin + lasts, begin) == -worked(calendar, begin, begin + lasts)
    first, last = (at.replace(microsecond=0) for at in (begin, begin + lasts))
    seconds = calendar.seconds_between(round(first.timestamp()), round(last.timestamp()))
    assert timedelta(seconds=seconds) == calendar.between(first, last)


@EXAMPLES
@given(tables, timetables, instants, some_work, st.integers(1, 60), days)
def test_a_new_holiday_never_hastens_and_a_makeup_day_never_delays(
    table: Days, timetable: Timetable, instant: datetime, work: timedelta, count: int, day: date
) -> None:
    less = Days(table.holidays | {day}, table.makeups - {day}, table.years)
    more = Days(table.holidays - {day}, table.makeups | {day}, table.years)
    now, later, sooner = (WorkingTime(one, timetable) for one in (table, less, more))
    due = [calendar.add_hours(instant, work) for calendar in (sooner, now, later)]
    assert due == sorted(due)
    due = [calendar.add_days(instant, count) for calendar in (sooner, now, later)]
    assert due == sorted(due)


@EXAMPLES
@given(calendars, instants, works, works)
def test_holding_and_resuming_keeps_the_sum(
    calendar: WorkingTime, instant: datetime, work: timedelta, held: timedelta
) -> None:
    due = calendar.add_hours(instant, work)
    paused_at = min(due, instant + held)
    left = calendar.between(paused_at, due)
    assert calendar.between(instant, paused_at) + left == calendar.between(instant, due) == work


@EXAMPLES
@given(calendars, instants, st.integers(1, 60))
def test_working_days_leave_out_the_first_and_end_at_close(
    calendar: WorkingTime, instant: datetime, count: int
) -> None:
    start = instant.astimezone(SHANGHAI).date()
    due = calendar.add_days(instant, count).astimezone(SHANGHAI)
    last = (due - timedelta(microseconds=1)).date()  # 24:00 belongs to the day that ends
    between = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert sum(map(calendar.days.is_working, between)) == count
    assert calendar.days.is_working(last)
    assert due == datetime.combine(last, datetime.min.time(), SHANGHAI) + calendar.timetable.on(last).close


@EXAMPLES
@given(calendars, instants, st.integers(1, 60), st.integers(1, 60))
def test_more_working_days_end_later_and_two_periods_are_one(
    calendar: WorkingTime, instant: datetime, one: int, other: int
) -> None:
    assert calendar.add_days(instant, one) < calendar.add_days(instant, one + other)
    first = calendar.add_days(instant, one) - timedelta(microseconds=1)
    assert calendar.add_days(first, other) == calendar.add_days(instant, one + other)


@EXAMPLES
@given(calendars, instants, st.integers(1, 60))
def test_what_is_worked_until_a_close_ends_at_it(calendar: WorkingTime, instant: datetime, count: int) -> None:
    close = calendar.add_days(instant, count)
    assert calendar.add_hours(instant, calendar.between(instant, close)) == close
    moment = timedelta(microseconds=1)
    assert calendar.between(close - moment, close) == moment
    assert calendar.add_hours(close - moment, moment) == close


@EXAMPLES
@given(instants, works)
def test_around_the_clock_is_the_clock(instant: datetime, work: timedelta) -> None:
    assert around_the_clock().add_hours(instant, work) == instant + work
    assert around_the_clock().between(instant, instant + work) == work
    assert not around_the_clock().is_provisional(instant, instant + work)
