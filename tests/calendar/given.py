"""Calendars, instants and amounts of work for the laws."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from hub.calendar.rules import Days, Hours, Timetable, WorkingTime, around_the_clock
from hub.calendar.rules.days import SATURDAY
from hub.core.clock import SHANGHAI

EXAMPLES = settings(max_examples=1000, deadline=None)
DAY = timedelta(days=1)

anywhere = st.datetimes(datetime(2003, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
nearby = st.datetimes(datetime(2026, 5, 1), datetime(2027, 7, 31), timezones=st.just(UTC))  # noqa: DTZ001
instants = anywhere | nearby | nearby
"""Most of them where days and hours differ, so that periods meet them."""
works = st.integers(0, 400 * 3600 * 1_000_000).map(lambda us: timedelta(microseconds=us))
some_work = works.filter(bool)
days = st.dates(date(2026, 6, 1), date(2027, 6, 30))
weekends = st.sampled_from([day for n in range(400) if (day := date(2026, 6, 1) + n * DAY).weekday() >= SATURDAY])
tables = st.builds(
    Days,
    st.frozensets(days, max_size=20),
    st.frozensets(days, max_size=8) | st.frozensets(weekends, min_size=5, max_size=60),
    st.frozensets(st.integers(2026, 2027)),
)


def hours_of(edges: list[int]) -> Hours:
    """Hours between minutes since midnight, two by two."""
    spans = zip(edges[::2], edges[1::2], strict=False)
    return Hours(tuple((timedelta(minutes=begin), timedelta(minutes=end)) for begin, end in spans))


def timetable_of(first: Hours, later: dict[date, Hours]) -> Timetable:
    return Timetable(((date(2000, 1, 1), first), *sorted(later.items(), key=lambda change: change[0])))


edges = st.lists(st.integers(0, 24 * 60), min_size=2, max_size=8, unique=True).map(sorted)
hours = edges.map(hours_of).filter(lambda one: one.length >= timedelta(hours=1))
"""Shorter days would carry 400 hours out of the calendar."""
timetables = st.builds(timetable_of, hours, st.dictionaries(days, hours, max_size=4))
calendars = st.builds(WorkingTime, tables, timetables) | st.just(around_the_clock())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def told(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def worked(calendar: WorkingTime, begin: datetime, end: datetime) -> timedelta:
    """How much is worked between two instants, day by day and span by span: what the sums must come to."""
    midnight = begin.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    total = timedelta()
    while midnight < end:
        if calendar.days.is_working(midnight.date()):
            for opening, close in calendar.timetable.on(midnight.date()).spans:
                total += max(min(end, midnight + close) - max(begin, midnight + opening), timedelta())
        midnight += DAY
    return total
