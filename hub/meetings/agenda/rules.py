"""The arithmetic of an agenda: clock times from time boxes, and orders that change. Values in, values out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ...core.errors import Conflict, Invalid
from ...core.i18n import _

DEFAULT_MINUTES = 15
LONGEST_MINUTES = 480
MOST_ITEMS = 40
MOST_UNITS = 40
ASK_LIMIT = 1_000
MOST_PAPERS = 100


def clock_times(starts_at: datetime, boxes: Sequence[int]) -> list[tuple[datetime, datetime]]:
    """From when until when each item is planned, one after the other, with `boxes` in minutes."""
    times, at = [], starts_at
    for minutes in boxes:
        times.append((at, at + timedelta(minutes=minutes)))
        at = times[-1][1]
    return times


def minutes_over(starts_at: datetime, ends_at: datetime, boxes: Sequence[int]) -> int:
    """How many minutes the boxes go past the planned end; less than nothing for what is left."""
    return sum(boxes) - int((ends_at - starts_at) / timedelta(minutes=1))


def moved(order: Sequence[str], item: str, by: int) -> list[str]:
    """The order with one item moved by so many places (less than nothing is up), as far as there are any."""
    rest = [one for one in order if one != item]
    at = min(max(list(order).index(item) + by, 0), len(rest))
    return [*rest[:at], item, *rest[at:]]


def reordered(present: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The items in the order that is wanted; Conflict where it is not of exactly these, each once."""
    if sorted(present) != sorted(wanted):
        raise Conflict(_("议程已有变动，请刷新后再调整顺序。"))
    return list(wanted)


def clean_minutes(minutes: int | None) -> int:
    """A time box of 1 to LONGEST_MINUTES; raises Invalid."""
    if minutes is None or not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid(_("时长应为1至%(most)d分钟。", most=LONGEST_MINUTES), field="minutes")
    return minutes
