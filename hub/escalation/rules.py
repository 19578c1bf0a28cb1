"""When steps fire: pure arithmetic over a ladder and working time.

The engine and the panel 谁将在何时被告知 both call `following`, so that what is foretold is what fires.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..calendar.rules import WorkingTime
from .shapes import Counted, Foretold, Ladder, Measure, Position

CATCH_UP = timedelta(hours=2)
"""How soon, in working time, a step may follow one that fired late: three days off cost one late step each, not four at once."""

PUNCTUAL = timedelta(minutes=1)
"""What fires so soon after it was due was on time: where steps are two hours apart or less, they would drift by each sweep's
seconds otherwise."""
_MOMENT = timedelta(microseconds=1)


def start(ladder: Ladder, base: datetime, now: datetime, time: WorkingTime) -> Position | None:
    """Where a run begins whose clock counts from `base`; None for a ladder without steps.

    Around an appointed time that is near or past, the steps that are over are left out but for the last of them, which
    fires at once: whoever has a day left is not told first of all that there are two.
    """
    planned = [place(ladder, base, step.after, time) for step in ladder.steps]
    if not planned:
        return None
    passed = sum(at <= now for at in planned) if ladder.is_anchored else 0
    step_no = max(passed - 1, 0)
    return Position(step_no, planned[step_no], base)


def following(ladder: Ladder, at: Position, fired: datetime, time: WorkingTime) -> Position | None:
    """Where a run stands after its step has fired at `fired`; None when that was the last one.

    `max(planned + delay, fired + min(delay, 2 working hours))`, the second only where it fired late: normal running never
    drifts, and after downtime at most one step fires at a time.
    """
    number = at.step_no + 1
    if number == len(ladder.steps):
        return None
    delay = ladder.steps[number].after - ladder.steps[at.step_no].after
    if ladder.is_anchored:
        was_due = place(ladder, at.base_at, ladder.steps[at.step_no].after, time)
        planned = place(ladder, at.base_at, ladder.steps[number].after, time)
    else:
        was_due = at.planned_at
        planned = place(ladder, at.planned_at, delay, time, from_close=True)
    if fired > was_due + PUNCTUAL:
        planned = max(planned, time.add_hours(fired, min(_work(ladder, delay), CATCH_UP)))
    return Position(number, planned, at.base_at)


def foretell(ladder: Ladder, at: Position, now: datetime, time: WorkingTime) -> Iterator[Foretold]:
    """The steps to come and when, if nothing is done: one that is late fires now."""
    standing: Position | None = at
    while standing is not None:
        fires = max(standing.planned_at, now)
        yield Foretold(standing.step_no, ladder.steps[standing.step_no], fires)
        standing = following(ladder, standing, fires, time)


def place(ladder: Ladder, base: datetime, after: int, time: WorkingTime, *, from_close: bool = False) -> datetime:
    """The instant `after` days or hours from `base`: a day ends at close of business; less than nothing lies before.

    Where `base` is an appointed time, or the close of a day (`from_close`), midnight is the 24:00 of the day before.
    """
    if after == 0:
        return base
    if ladder.measure is Measure.DAYS and (from_close or ladder.is_anchored):
        base -= _MOMENT
    if ladder.measure is Measure.HOURS:
        work = timedelta(hours=abs(after))
        return time.add_hours(base, work) if after > 0 else time.hours_before(base, work)
    return time.add_days(base, after) if after > 0 else time.days_before(base, -after)


def moved(old: Ladder, new: Ladder, at: Position, now: datetime, time: WorkingTime) -> Position | None:
    """Where a run that stands at `at` under `old` goes on under `new`, from `now`; None when nothing of it is left.

    Rungs of tiers that it has reached are over and none of them comes again. The next one keeps its distance from the one
    that was to come, so that time held and rungs moved by hand count on; where the two versions do not measure alike, and
    around an appointed time, it is placed anew. `time` is the working time of `new`.
    """
    reached = max((step.tier for step in old.steps[: at.step_no]), default=0)
    number = sum(step.tier <= reached for step in new.steps)
    begun = start(new, at.base_at, now, time)
    number = max(number, begun.step_no if begun else 0)
    if number >= len(new.steps):
        return None
    after = new.steps[number].after
    if new.is_anchored or (old.measure, old.calendar) != (new.measure, new.calendar):
        planned = place(new, at.base_at, after, time)
    else:
        planned = place(new, at.planned_at, after - old.steps[at.step_no].after, time, from_close=True)
    return Position(number, max(planned, now), at.base_at)


def replanned(ladder: Ladder, at: Position, counted: Counted, now: datetime, time: WorkingTime) -> datetime:
    """When the step of a run that stands at `at` fires by `time`, which has changed since it was planned.

    What would have been before `now` fires now; what was due already stays.
    """
    planned = place(ladder, at.base_at, ladder.steps[at.step_no].after, time)
    if counted.before is not None and not ladder.is_anchored:
        was_planned, fired = counted.before
        then = following(ladder, Position(at.step_no - 1, was_planned, at.base_at), fired, time)
        planned = then.planned_at if then else planned
    for held, resumed in counted.holds:
        planned = time.add_hours(resumed, max(time.between(held, planned), timedelta()))
    return planned if planned > now else min(at.planned_at, now)


def is_provisional(ladder: Ladder, at: Position, time: WorkingTime) -> bool:
    """Whether when the next step fires may still move, because a year's holidays are not published (暂定)."""
    return time.is_provisional(min(at.base_at, at.planned_at), max(at.base_at, at.planned_at))


def _work(ladder: Ladder, delay: int) -> timedelta:
    return timedelta(hours=delay) if ladder.measure is Measure.HOURS else delay * CATCH_UP
