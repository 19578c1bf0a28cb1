"""What rooms, kinds and the times of consultations must look like; pure decisions."""

import re
from datetime import date, datetime, time, timedelta

from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from ..rules import LONGEST, SHORTEST, clean_line

NAME_LIMIT = 60
PLACE_LIMIT = 120
MOST_SEATS = 5_000
MOST_DAYS = 30
EARLIEST, LATEST = date(2000, 1, 3), date(2100, 12, 26)
_TIME = re.compile(r"(\d{1,2})[:：](\d\d)")


def clean_name(name: str, limit: int = NAME_LIMIT) -> str:
    """One line of 1 to `limit` characters; raises Invalid, TooLarge."""
    return clean_line(name, "name", limit, _("请填写名称。"))


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


def clean_date(text: str, field: str = "starts_at") -> date:
    """The date in a field, within a century or so, which calendars reckon with; raises Invalid."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("请选择日期。"), field=field) from None
    if not EARLIEST <= found <= LATEST:
        raise Invalid(_("请选择日期。"), field=field)
    return found


def clean_time(text: str, field: str = "starts_at") -> time:
    """The time of day in a field, 14:00; raises Invalid."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Invalid(_("请填写时间，例如 14:00。"), field=field)
    return time(int(found[1]), int(found[2]))


def span(on: date, begins: time, minutes: int) -> tuple[datetime, datetime]:
    """Beginning and end of a consultation, by a Shanghai clock."""
    starts_at = datetime.combine(on, begins, clock.SHANGHAI)
    return starts_at, starts_at + timedelta(minutes=minutes)
