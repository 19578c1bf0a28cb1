"""What rooms, kinds and the times of consultations must look like; pure decisions."""

import re
from datetime import date, datetime, time, timedelta

from ...core import clock
from ...core.errors import Invalid, TooLarge
from ...core.i18n import _

NAME_LIMIT = 60
PLACE_LIMIT = 120
MOST_SEATS = 5_000
MOST_DAYS = 30
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=12)
"""A consultation ends within half a day, so that what overlaps is found close by."""
AHEAD = timedelta(days=730)
_TIME = re.compile(r"(\d{1,2})[:：](\d\d)")


def clean_name(name: str, limit: int = NAME_LIMIT) -> str:
    """One line of 1 to `limit` characters; raises Invalid, TooLarge."""
    text = clean_line(name, "name", limit)
    if not text:
        raise Invalid(_("请填写名称。"), field="name")
    return text


def clean_line(text: str, field: str, limit: int) -> str:
    """One line of up to `limit` characters; raises TooLarge."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    if len(line) > limit:
        raise TooLarge(_("最多 %(limit)d 个字。", limit=limit), field=field)
    return line


def clean_seats(text: str) -> int | None:
    """How many sit in a room, None for what nobody says; raises Invalid."""
    return clean_number(text, "seats", 1, MOST_SEATS) if text.strip() else None


def clean_number(text: str, field: str, least: int, most: int) -> int:
    """A whole number between the two; raises Invalid with both."""
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and least <= int(text) <= most):
        raise Invalid(_("请填写 %(least)d 到 %(most)d 的整数。", least=least, most=most), field=field)
    return int(text)


def clean_minutes(text: str, field: str = "minutes") -> int:
    """A length in minutes; raises Invalid."""
    return clean_number(text, field, SHORTEST // timedelta(minutes=1), LONGEST // timedelta(minutes=1))


def clean_date(text: str, field: str = "date") -> date:
    """The date in a field; raises Invalid."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("请选择日期。"), field=field) from None


def clean_time(text: str, field: str = "time") -> time:
    """The time of day in a field, 14:00; raises Invalid."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Invalid(_("请填写时间，例如 14:00。"), field=field)
    return time(int(found[1]), int(found[2]))


def span(on: date, begins: time, minutes: int) -> tuple[datetime, datetime]:
    """Beginning and end of a consultation, by a Shanghai clock."""
    starts_at = datetime.combine(on, begins, clock.SHANGHAI)
    return starts_at, starts_at + timedelta(minutes=minutes)


def check_ahead(starts_at: datetime, now: datetime) -> None:
    """Raises Invalid for a time that has passed, or lies more than two years away."""
    if starts_at <= now:
        raise Invalid(_("开始时间应在现在之后。"), field="date")
    if starts_at > now + AHEAD:
        raise Invalid(_("日期应在两年之内。"), field="date")
