"""On which days the consultations of a series are held: a recurrence rule, moved off days that are not worked. Pure.

A date that the rule gives and that is no working day moves to the next one, and for rules of the last weekday of a month to the
one before, so that it stays in its month as far as it can. Where two dates come to the same day there is one consultation: that
whose own date it is, else the one nearest to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from dateutil.rrule import rrulestr

from ...calendar.rules import Days
from ...core.errors import Invalid
from ...core.i18n import _

DAY = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("weekly", "fortnightly", "monthly", "quarterly", "workdays")
"""每周, 每两周, 每月, 每季度, 每个工作日."""
PLACES = (1, 2, 3, 4, -1)
"""The first to fourth weekday of a month, and the last."""
_LONGEST_MOVE = timedelta(days=31)
"""No holiday is longer; what moves further than that is on no date of the rule any more."""

Fate = Literal["held", "merged", "skipped"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a series comes again, in plain choices. `weekday` counts from Monday, 0; `place` is of `PLACES`, for months and quarters."""

    frequency: str
    weekday: int = 0
    place: int = 1

    @property
    def rule(self) -> str:
        """The same as an RRULE (RFC 5545, 3.3.10) without its beginning."""
        day = WEEKDAYS[self.weekday]
        return {
            "weekly": f"FREQ=WEEKLY;BYDAY={day}",
            "fortnightly": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
            "monthly": f"FREQ=MONTHLY;BYDAY={self.place:+d}{day}",
            "quarterly": f"FREQ=MONTHLY;INTERVAL=3;BYDAY={self.place:+d}{day}",
            "workdays": "FREQ=DAILY",
        }[self.frequency]

    @property
    def moves_back(self) -> bool:
        """Whether a date that is not worked moves to the working day before it."""
        return self.frequency in {"monthly", "quarterly"} and self.place == -1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A date of the rule and the working day on which it is held. `merged` is held with another one, `skipped` not at all."""

    occurs_on: date
    held_on: date
    fate: Fate = "held"

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another day than the rule gives."""
        return self.occurs_on != self.held_on


@dataclass(frozen=True, slots=True)
class Plan:
    """What a series is computed from. `exceptions` are dates of the rule, `ended_on` the last date that it may have."""

    pattern: Pattern
    begins_on: date
    exceptions: frozenset[date] = frozenset()
    ended_on: date | None = None


def cleaned(frequency: str, weekday: str, place: str) -> Pattern:
    """The pattern of a form's words; raises Invalid by field."""
    if frequency not in FREQUENCIES:
        raise Invalid(_("请选择多久开一次。"), field="frequency")
    if frequency == "workdays":
        return Pattern(frequency)
    if weekday not in set("01234"):
        raise Invalid(_("请选择星期几。"), field="weekday")
    if frequency in {"weekly", "fortnightly"}:
        return Pattern(frequency, int(weekday))
    if place not in {str(one) for one in PLACES}:
        raise Invalid(_("请选择第几个星期。"), field="nth")
    return Pattern(frequency, int(weekday), int(place))


def pattern_of(rule: str) -> Pattern:
    """The pattern that was written as this rule; ValueError for a rule that no pattern writes."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    day, interval = parts.get("BYDAY", "MO"), parts.get("INTERVAL", "1")
    weekday, place = WEEKDAYS.index(day[-2:]), int(day[:-2] or 1)
    frequency = {
        ("DAILY", "1"): "workdays",
        ("WEEKLY", "1"): "weekly",
        ("WEEKLY", "2"): "fortnightly",
        ("MONTHLY", "1"): "monthly",
        ("MONTHLY", "3"): "quarterly",
    }.get((parts["FREQ"], interval), "")
    found = Pattern(frequency, weekday, place)
    if not frequency or found.rule != rule:
        raise ValueError(rule)
    return found


def first_date(pattern: Pattern, from_on: date) -> date:
    """The first date on or after `from_on` that may begin the series: the next such weekday, whatever the interval."""
    dense = {"fortnightly": "weekly", "quarterly": "monthly"}.get(pattern.frequency, pattern.frequency)
    return next(dates(Pattern(dense, pattern.weekday, pattern.place), from_on, from_on))


def dates(pattern: Pattern, begins_on: date, first: date, last: date | None = None) -> Iterator[date]:
    """The rule's own dates from `first` to `last`, holidays or not; without end where there is no `last`."""
    rule = rrulestr(pattern.rule, dtstart=_midnight(begins_on))
    for instant in rule.xafter(_midnight(max(first, begins_on)), inc=True):
        on = instant.date()
        if last is not None and on > last:
            return
        yield on


def occurrences(plan: Plan, days: Days, first: date, last: date | None = None) -> Iterator[Occurrence]:
    """What the rule gives from `first` to `last` (dates of the rule), each with the day on which it is held.

    Whether one is merged does not depend on where the look begins or ends.
    """
    end = min((one for one in (last, plan.ended_on) if one is not None), default=None)
    if plan.pattern.frequency == "workdays":
        yield from (_one(plan, on, on, is_merged=False) for on in dates(plan.pattern, plan.begins_on, first, end)
                    if days.is_working(on))  # fmt: skip
        return
    for on in dates(plan.pattern, plan.begins_on, first, end):
        held_on = worked_day(days, on, is_back=plan.pattern.moves_back)
        yield _one(plan, on, held_on, is_merged=_is_merged(plan, days, on, held_on))


def upcoming(plan: Plan, days: Days, after: date, count: int) -> list[Occurrence]:
    """The next occurrences that are held after a date, merged and skipped ones among them, until `count` are held."""
    found: list[Occurrence] = []
    for one in occurrences(plan, days, after - _LONGEST_MOVE):
        if one.held_on > after:
            found.append(one)
        if sum(each.fate == "held" for each in found) >= count or len(found) >= 5 * count:
            break
    return found


def worked_day(days: Days, on: date, *, is_back: bool) -> date:
    """The date itself if it is worked, else the next working day, or the one before."""
    while not days.is_working(on):
        on += -DAY if is_back else DAY
    return on


def _is_merged(plan: Plan, days: Days, on: date, held_on: date) -> bool:
    """Whether a neighbour that is nearer to the day is held on it. Moves keep the order, so only neighbours can be."""
    if on == held_on:
        return False
    is_back = plan.pattern.moves_back
    if not is_back:
        near = _within(plan, on + DAY, held_on)
        return any(worked_day(days, one, is_back=False) == held_on for one in near)
    near = _within(plan, held_on, on - DAY)
    return any(worked_day(days, one, is_back=True) == held_on for one in near)


def _within(plan: Plan, first: date, last: date) -> Iterable[date]:
    end = last if plan.ended_on is None else min(last, plan.ended_on)
    return dates(plan.pattern, plan.begins_on, first, end)


def _one(plan: Plan, on: date, held_on: date, *, is_merged: bool) -> Occurrence:
    fate: Fate = "skipped" if on in plan.exceptions else "merged" if is_merged else "held"
    return Occurrence(on, held_on, fate)


def _midnight(on: date) -> datetime:
    """As the rules count: in no zone at all."""
    return datetime(on.year, on.month, on.day)  # noqa: DTZ001
