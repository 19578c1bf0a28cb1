"""Days to show a ladder by, what differs between two versions, and what a handling time must be like: pure decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ...calendar.rules import WorkingTime
from ...core.clock import SHANGHAI
from ...core.i18n import _
from ...escalation.rules import foretell, is_provisional, place, start
from ...escalation.shapes import Ladder, Position, Step

FARTHEST = 400
LONG_HOLIDAY = 5
"""So many days off in a row and more are a long holiday; a weekend that a single day joins is none."""
LOOKS_AHEAD = 400
ASKED_AT = time(16, 30)
FRIDAY = 4
_EARLIEST, _LATEST = datetime(2001, 1, 1, tzinfo=UTC), datetime(2098, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Example:
    """A step as it would fire; `is_provisional` where a year's holidays are not published (暂定)."""

    number: int
    step: Step
    at: datetime
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Rest:
    """A holiday that the example lies before: its first day, and how many days are off in a row."""

    first_on: date
    days: int


def examples(ladder: Ladder, at: datetime, time: WorkingTime) -> list[Example]:
    """What would happen if a clock began at `at`, or, around an appointed time, if that were `at`; nobody does anything."""
    early = min(at, place(ladder, at, ladder.steps[0].after, time)) - timedelta(days=1) if ladder.is_anchored else at
    begun = start(ladder, at, early, time)
    if begun is None:
        return []
    return [
        Example(one.step_no, one.step, one.at, is_provisional(ladder, Position(one.step_no, one.at, at), time))
        for one in foretell(ladder, begun, early, time)
    ]


def next_rest(time: WorkingTime, today: date) -> Rest | None:
    """The next long holiday after today, as far as days are published; else the next shorter one; None without any."""
    ahead = list(_rests(time, today))
    long = [rest for rest in ahead if rest.days >= LONG_HOLIDAY]
    return next(iter(long or ahead), None)


def example_instant(time: WorkingTime, today: date, *, is_anchored: bool) -> datetime:
    """The Friday before the next holiday at 16:30; for an appointed time the close of the first working day after it."""
    rest = next_rest(time, today)
    friday = _friday_before(time, rest.first_on if rest else today + timedelta(days=8), today)
    asked = datetime.combine(friday, ASKED_AT, SHANGHAI).astimezone(UTC)
    if not is_anchored:
        return asked
    last = rest.first_on + timedelta(days=rest.days - 1) if rest else friday
    return time.add_days(datetime.combine(last, ASKED_AT, SHANGHAI), 1)


def usable_instant(at: datetime) -> bool:
    """Whether the calendar reaches far enough around an instant for any ladder."""
    return _EARLIEST <= at <= _LATEST


def handling_faults(amount: int | None, soon: int | None) -> dict[str, str | None]:
    """What is wrong with a handling time, by field."""
    good = amount is not None and 1 <= amount <= FARTHEST
    soon_fault = _("请填写整数，1以上且小于办理时限。")
    return {
        "amount": None if good else _("请填写1到%(most)d的整数。", most=FARTHEST),
        "soon": None if soon is not None and 1 <= soon < (amount if good and amount else FARTHEST) else soon_fault,
    }


def _rests(time: WorkingTime, today: date) -> Iterator[Rest]:
    """Days off in a row that are more than a weekend, and begin after today."""
    days, on, run = time.days, today + timedelta(days=1), 0
    for on in (today + timedelta(days=ahead) for ahead in range(1, LOOKS_AHEAD)):
        if not days.is_working(on):
            run += 1
            continue
        if run > 2:  # noqa: PLR2004 (a weekend)
            yield Rest(on - timedelta(days=run), run)
        run = 0


def _friday_before(time: WorkingTime, first_on: date, today: date) -> date:
    """The last Friday before a day that is worked and not before today; that day's eve where there is none."""
    on = first_on - timedelta(days=1)
    while on >= today:
        if on.weekday() == FRIDAY and time.days.is_working(on):
            return on
        on -= timedelta(days=1)
    return max(first_on - timedelta(days=1), today)
