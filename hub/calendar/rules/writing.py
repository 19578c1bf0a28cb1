"""Hours as people write them: 9:00–11:30，13:30–17:00."""

import re
from datetime import timedelta

from ...core.errors import Invalid
from ...core.i18n import _
from .hours import Hours

MOST_SPANS = 4
_MINUTE = timedelta(minutes=1)
_SPAN = re.compile(r"(\d{1,2})[:：](\d\d)\s*(?:-|–|—|~|～|至|到|to)\s*(\d{1,2})[:：](\d\d)")
_BETWEEN = re.compile(r"[,，、;；\s]+|和|and")


def read_hours(text: str) -> Hours:
    """The hours in a text; raises Invalid with what to write instead. 24:00 is the end of the day."""
    found = list(_SPAN.finditer(text))
    rest = _BETWEEN.sub("", _SPAN.sub(" ", text))
    if not found or rest or len(found) > MOST_SPANS:
        raise Invalid(_("请写成 9:00–11:30，13:30–17:00 的样子，最多四段。"), field="spans")
    edges = [(int(hour), int(minute)) for span in found for hour, minute in (span.group(1, 2), span.group(3, 4))]
    if any(minute > 59 or hour > 24 or (hour == 24 and minute) for hour, minute in edges):
        raise Invalid(_("时间应在 0:00 和 24:00 之间。"), field="spans")
    times = [timedelta(hours=hour, minutes=minute) for hour, minute in edges]
    try:
        hours = Hours(tuple(zip(times[::2], times[1::2], strict=True)))
    except ValueError as error:
        raise Invalid(_("各段时间要有先后，不能重叠，下班要晚于上班。"), field="spans") from error
    if any(end == begin for end, begin in zip(times[1::2], times[2::2], strict=False)):
        raise Invalid(_("两段之间没有间隔，请合成一段。"), field="spans")
    return hours


def as_minutes(hours: Hours) -> list[list[int]]:
    """Pairs of minutes since midnight, as they are kept."""
    return [[begin // _MINUTE, end // _MINUTE] for begin, end in hours.spans]


def written(hours: Hours) -> str:
    """The same as people write it; `read_hours` reads it back."""
    return _("，").join(f"{_clock(begin)}–{_clock(end)}" for begin, end in hours.spans)


def _clock(since_midnight: timedelta) -> str:
    hour, minute = divmod(since_midnight // _MINUTE, 60)
    return f"{hour}:{minute:02}"
