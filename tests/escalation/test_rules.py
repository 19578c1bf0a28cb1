"""When steps fire: laws of the arithmetic that the engine and the panel share."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.calendar.rules import WorkingTime, around_the_clock, published_days
from hub.core.clock import SHANGHAI
from hub.escalation.rules import CATCH_UP, PUNCTUAL, following, foretell, place, start
from hub.escalation.shapes import Audience, Calendar, Clock, Ladder, Measure, Position, Step

OFFICE = WorkingTime(published_days())
TIMES = {Calendar.OFFICE: OFFICE, Calendar.ALWAYS: around_the_clock()}
MOMENT = timedelta(microseconds=1)
"""24:00 is the next day's midnight."""
THOROUGH = settings(max_examples=1000)

instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=SHANGHAI))  # noqa: DTZ001
lateness = st.timedeltas(timedelta(), timedelta(days=30))


@st.composite
def ladders(draw: st.DrawFn, *clocks: Clock) -> Ladder:
    clock = draw(st.sampled_from(clocks or tuple(Clock)))
    lowest = -20 if clock in {Clock.DUE, Clock.REVIEW} else 1
    afters = sorted(draw(st.sets(st.integers(lowest, 40), min_size=1, max_size=6)))
    steps = tuple(Step(min(tier, 5), after, (Audience.LIAISON,)) for tier, after in enumerate(afters, start=1))
    measure, calendar = draw(st.sampled_from(Measure)), draw(st.sampled_from(Calendar))
    return Ladder(1, 1, clock, measure, calendar, steps)


def walk(ladder: Ladder, base: datetime, now: datetime, late: list[timedelta]) -> list[tuple[Position, datetime]]:
    """The steps of a run and when each fires, each so late after it is planned."""
    time, found = TIMES[ladder.calendar], []
    at = start(ladder, base, now, time)
    while at is not None:
        fired = max(at.planned_at, now) + (late.pop() if late else timedelta())
        found.append((at, fired))
        at = following(ladder, at, fired, time)
    return found


@THOROUGH
@given(ladders(Clock.ANSWER, Clock.PROGRESS, Clock.CLOSING, Clock.APPROVAL), instants)
def test_law_normal_running_never_drifts(ladder: Ladder, base: datetime) -> None:
    time = TIMES[ladder.calendar]
    seconds = [timedelta(seconds=5)] * len(ladder.steps)
    planned = [at.planned_at for at, _fired in walk(ladder, base, base, seconds)]
    assert planned == [place(ladder, base, step.after, time) for step in ladder.steps]


@THOROUGH
@given(ladders(Clock.DUE, Clock.REVIEW), instants, st.lists(lateness, max_size=6))
def test_law_around_an_appointed_time_lateness_is_made_up_for(
    ladder: Ladder, base: datetime, late: list[timedelta]
) -> None:
    time = TIMES[ladder.calendar]
    begun = place(ladder, base, -30, time)
    for at, _fired in walk(ladder, base, begun, list(late)):
        assert at.planned_at >= place(ladder, base, ladder.steps[at.step_no].after, time)
    on_time = walk(ladder, base, begun, [])
    assert [at.planned_at for at, _fired in on_time] == [place(ladder, base, step.after, time) for step in ladder.steps]


@THOROUGH
@given(ladders(), instants, instants, st.lists(lateness, max_size=6))
def test_law_nothing_fires_before_it_is_planned_and_one_at_a_time(
    ladder: Ladder, base: datetime, now: datetime, late: list[timedelta]
) -> None:
    time = TIMES[ladder.calendar]
    steps = walk(ladder, base, now, list(late))
    for (was, fired), (then, _) in zip(steps, steps[1:], strict=False):
        delay = ladder.steps[then.step_no].after - ladder.steps[then.step_no - 1].after
        least = min(timedelta(hours=delay) if ladder.measure is Measure.HOURS else CATCH_UP, CATCH_UP)
        assert then.planned_at > fired
        if fired > was.planned_at + PUNCTUAL:
            assert time.between(fired, then.planned_at) >= least
    assert [at.step_no for at, _fired in steps] == list(range(steps[0][0].step_no, len(ladder.steps)))


@THOROUGH
@given(ladders(), instants, instants)
def test_law_what_is_foretold_is_what_fires(ladder: Ladder, base: datetime, now: datetime) -> None:
    time = TIMES[ladder.calendar]
    at = start(ladder, base, now, time)
    assert at is not None
    foretold = [(one.step_no, one.at) for one in foretell(ladder, at, now, time)]
    assert foretold == [(at.step_no, fired) for at, fired in walk(ladder, base, now, [])]


@THOROUGH
@given(ladders(Clock.DUE, Clock.REVIEW), instants, instants)
def test_law_steps_that_are_over_are_left_out_but_for_the_last(ladder: Ladder, base: datetime, now: datetime) -> None:
    time = TIMES[ladder.calendar]
    at = start(ladder, base, now, time)
    assert at is not None
    over = [number for number, step in enumerate(ladder.steps) if place(ladder, base, step.after, time) <= now]
    assert at.step_no == (over[-1] if over else 0)


@THOROUGH
@given(
    st.sampled_from(list(TIMES.values())),
    instants,
    st.integers(1, 60),
    st.timedeltas(timedelta(seconds=1), timedelta(days=40)),
)
def test_law_back_and_forth(time: WorkingTime, at: datetime, days: int, work: timedelta) -> None:
    inside = time.add_hours(at, timedelta(seconds=1))
    assert time.add_hours(time.hours_before(inside, work), work) == inside
    assert time.between(time.hours_before(at, work), at) == work
    close = time.add_days(at, 1)
    assert time.add_days(time.days_before(close - MOMENT, days) - MOMENT, days) == close
    assert time.days_before(at, days) <= at


def test_an_empty_ladder_never_runs() -> None:
    empty = Ladder(1, 1, Clock.ANSWER, Measure.DAYS, Calendar.OFFICE, ())
    now = datetime(2026, 11, 16, 10, tzinfo=SHANGHAI)
    assert start(empty, now, now, OFFICE) is None
