"""Periods, what became of a matter, and medians: pure decisions. What is not counted: points, ranks, activity, persons (adr/0012)."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..core.clock import SHANGHAI
from ..core.errors import Invalid
from ..core.i18n import _

ENDS = ("on_time", "late", "overdue", "open")
"""What became of a matter that fell due in a period: settled by its due time, settled after it, past it and unsettled, not due yet."""
KINDS = ("issues", "follow_ups")
STANDINGS = ("attended", "excused", "absent")
MOST_DAYS = 366
_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day's midnight to the last day's, Shanghai dates, both within it."""

    first_on: date
    last_on: date

    @property
    def begins_at(self) -> datetime:
        """The first instant."""
        return datetime.combine(self.first_on, time(), SHANGHAI)

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.last_on + timedelta(days=1), time(), SHANGHAI)


def quarter(on: date) -> Period:
    """The quarter that the day lies in."""
    first = date(on.year, on.month - (on.month - 1) % _MONTHS, 1)
    after = date(first.year + (first.month + _MONTHS > 12), (first.month + _MONTHS - 1) % 12 + 1, 1)  # noqa: PLR2004
    return Period(first, after - timedelta(days=1))


def quarters(on: date, count: int) -> list[Period]:
    """The quarter of the day, and those before it, the latest first."""
    found = [quarter(on)]
    while len(found) < count:
        found.append(quarter(found[-1].first_on - timedelta(days=1)))
    return found


def read_period(first: str, last: str, today: date) -> Period:
    """A period as an address has it (ISO dates); this quarter for nothing. Raises Invalid (field `from` or `to`)."""
    if not first and not last:
        return quarter(today)
    first_on, last_on = _day(first, "from"), _day(last, "to")
    if last_on < first_on:
        raise Invalid(_("结束日期不能早于开始日期。"), field="to")
    if (last_on - first_on).days >= MOST_DAYS:
        raise Invalid(_("一次最多统计一年。"), field="to")
    return Period(first_on, last_on)


def _day(text: str, field: str) -> date:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("请按年-月-日填写日期，如2026-12-04。"), field=field) from None
    if not 2000 <= found.year <= 2099:  # noqa: PLR2004 (years that the calendar has)
        raise Invalid(_("请按年-月-日填写日期，如2026-12-04。"), field=field)
    return found


def middle(lengths: Sequence[int]) -> timedelta | None:
    """Their median (of seconds); None for none."""
    return timedelta(seconds=statistics.median(lengths)) if lengths else None
