"""How long before a consultation its notice has to go out: working days, counted back from the day on which it is held. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from ..calendar.rules import WorkingTime
from ..core import clock
from ..core.i18n import _, _n
from ..web import times


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice for a consultation. `latest_on` is the last date (Shanghai) on which it is in time; `earliest_start_on` the
    first working day that would do for one that goes out today. `is_provisional` while that year's holidays are not published."""

    days: int
    latest_on: date
    earliest_start_on: date
    is_in_time: bool
    is_provisional: bool


def notice_of(time: WorkingTime, starts_at: datetime, days: int, now: datetime) -> Notice:
    """Whether a notice that goes out now leaves `days` working days (the day of the consultation is not counted, 民法典 §201).

    Announced on Monday for Thursday it leaves three. What goes out on a day off is as good as on the working day after.
    """
    latest_on = _date(time.days_before(starts_at, days)) if days else _date(starts_at)
    today = _date(now)
    return Notice(
        days=days,
        latest_on=latest_on,
        earliest_start_on=_date(time.add_days(now, days if time.days.is_working(today) else days + 1))
        if days
        else today,
        is_in_time=today <= latest_on,
        is_provisional=time.is_provisional(min(now, starts_at), max(now, starts_at)),
    )


def too_late(found: Notice) -> str:
    """Why a notice is refused, by when it would have been in time, and what can be done."""
    days, latest = _n("%(num)d个工作日", found.days), times.day(found.latest_on)
    words = {"days": days, "latest": latest, "earliest": times.day(found.earliest_start_on)}
    return _(
        "通知应提前%(days)s，最迟应在%(latest)s发出。现在发出的，最早可定在%(earliest)s；确需紧急召集的，请写明理由，通知上会注明。",
        **words,
    )


def _date(instant: datetime) -> date:
    return clock.local(instant).date()
