"""How instants and dates are written on screens: Shanghai time, the way an office writes them."""

from datetime import date, datetime

from ..core import clock
from ..core.i18n import current_locale

_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def iso(instant: datetime) -> str:
    """2026-11-23T02:26:00Z, for `<time datetime>`."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_time(instant: datetime) -> str:
    """16:05 on a Shanghai clock."""
    return f"{clock.local(instant):%H:%M}"


def day(value: datetime | date) -> str:
    """11月20日 星期五, or Fri 20 Nov; with the year when it is not this one."""
    on = _date(value)
    weekday = _WEEKDAYS[current_locale()][on.weekday()]
    if current_locale() == "en":
        return f"{weekday} {short_day(on)}"
    return f"{short_day(on)} 星期{weekday}"


def short_day(value: datetime | date) -> str:
    """11月20日, or 20 Nov; with the year when it is not this one."""
    on = _date(value)
    this_year = on.year == clock.today().year
    if current_locale() == "en":
        return f"{on.day} {_MONTHS[on.month - 1]}" + ("" if this_year else f" {on.year}")
    return ("" if this_year else f"{on.year}年") + f"{on.month}月{on.day}日"


def month_day(on: date) -> str:
    """11月20日, or 20 Nov: where the year stands beside it."""
    if current_locale() == "en":
        return f"{on.day} {_MONTHS[on.month - 1]}"
    return f"{on.month}月{on.day}日"


def month_name(month: int) -> str:
    """11月, or Nov."""
    return _MONTHS[month - 1] if current_locale() == "en" else f"{month}月"


def days_between(first: date, last: date) -> str:
    """10月1日至7日, 9月28日至10月3日, or 1–7 Oct; one day alone, without the year."""
    if first == last:
        return month_day(first)
    is_one_month = first.month == last.month
    if current_locale() == "en":
        return f"{first.day}–{month_day(last)}" if is_one_month else f"{month_day(first)} – {month_day(last)}"
    return f"{month_day(first)}至{last.day}日" if is_one_month else f"{month_day(first)}至{month_day(last)}"


def weekday_name(on: date) -> str:
    """周五, or Fri."""
    return weekday_names()[on.weekday()]


def weekday_names() -> list[str]:
    """周一 to 周日, or Mon to Sun."""
    names = _WEEKDAYS[current_locale()]
    return list(names) if current_locale() == "en" else [f"周{name}" for name in names]


def moment(instant: datetime) -> str:
    """11月20日 16:05, or 20 Nov 16:05; the time alone today."""
    if _date(instant) == clock.today():
        return clock_time(instant)
    return f"{short_day(instant)} {clock_time(instant)}"


def _date(value: datetime | date) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


FILTERS = {"iso": iso, "clock_time": clock_time, "day": day, "short_day": short_day, "moment": moment}
