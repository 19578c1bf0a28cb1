"""When somebody is told: at once, in a digest, after the quiet hours, or not at all; and when to try again. Pure decisions."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(seconds=20)
"""Before anything leaves the hub: whoever sits in front of it reads meanwhile, and is not written to."""
MOST_PER_HOUR = 20
"""Notices one by one to one person by one way; what comes on top is one digest at the next full hour."""
GROUP_MINUTES = 10
"""A group is told once in each so many minutes of the clock that a channel has something, however much it is."""
MOST_ATTEMPTS = 12
FIRST_RETRY_SECONDS = 15
LAST_RETRY_SECONDS = 6 * 3600
MOST_HOURS = 6
"""Digests that a person may ask for in a day."""
DAY_MINUTES = 24 * 60
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which a person is left alone, in minutes of the Shanghai day; the first before, the second after midnight, say."""

    from_minute: int = 20 * 60
    to_minute: int = 8 * 60

    def holds(self, local: datetime) -> bool:
        """Whether it is quiet at this local time; the first minute is, the last one is not any more."""
        at = local.hour * 60 + local.minute
        if self.from_minute <= self.to_minute:
            return self.from_minute <= at < self.to_minute
        return at >= self.from_minute or at < self.to_minute

    def ends(self, local: datetime) -> datetime:
        """When the quiet hours that hold now are over, on the same clock."""
        end = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=self.to_minute)
        return end if end > local else end + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """When one notice goes out. `together` is a digest of all that waits then; `overrode` what an urgent one went past."""

    at: datetime
    together: bool = False
    overrode: str = ""


def timing(pace: str, quiet: Quiet, local: datetime, *, is_urgent: bool, sent_this_hour: int = 0) -> Timing | None:
    """When to tell somebody of what happened at this local time; None where the next digest, or nothing, does.

    `off` holds whatever is urgent: who wants no mail gets none, and finds it in 待我处理.
    """
    if pace == "off" or (pace == "digest" and not is_urgent):
        return None
    if is_urgent:
        return Timing(local, overrode="digest" if pace == "digest" else "quiet" if quiet.holds(local) else "")
    if quiet.holds(local):
        return Timing(quiet.ends(local), together=True)
    if sent_this_hour >= MOST_PER_HOUR:
        return Timing(next_hour(local, quiet), together=True)
    return Timing(local + GRACE)


def letter_timing(pace: str, quiet: Quiet, local: datetime, *, is_urgent: bool) -> Timing | None:
    """As `timing`, for a letter that a calendar waits for: by itself whatever the pace, after the quiet hours; None for `off`."""
    if pace == "off":
        return None
    if is_urgent:
        return timing(pace, quiet, local, is_urgent=True)
    return Timing(quiet.ends(local) if quiet.holds(local) else local + GRACE)


def next_hour(local: datetime, quiet: Quiet) -> datetime:
    """The next full hour that is not quiet."""
    hour = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return quiet.ends(hour) if quiet.holds(hour) else hour


def retry_after(attempts: int, chance: float) -> timedelta | None:
    """How long to wait after so many failed attempts; None when there is no other. `chance`, from 0 to 1, spreads them.

    Twice as long each time, from 15 s up to 6 h, give or take a quarter: a day and a half in all.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    seconds = min(FIRST_RETRY_SECONDS * 2 ** (attempts - 1), LAST_RETRY_SECONDS)
    return timedelta(seconds=seconds * (0.75 + chance / 2))


def read_hours(text: str) -> tuple[int, ...] | None:
    """Full hours as somebody writes them, `9, 15` or `9、15`, in order; None for anything else, none, or too many."""
    parts = [part for part in re.split(r"[\s,，、;；]+", text.strip()) if part]
    if not parts or not all(re.fullmatch(r"[0-9]{1,2}(?:[:：]00)?", part) for part in parts):
        return None
    hours = sorted({int(re.split("[:：]", part)[0]) for part in parts})
    return tuple(hours) if len(hours) <= MOST_HOURS and hours[-1] < 24 else None


def read_minute(text: str) -> int | None:
    """`20:00` as the minute of the day; None for anything else."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text.strip())
    return int(found[1]) * 60 + int(found[2]) if found else None


def is_mail_address(text: str) -> bool:
    """Whether it is an address that any mail server takes: ASCII, one @, a domain with a dot (RFC 5321 without its oddities)."""
    local = text.partition("@")[0]
    is_dotted_well = not local.startswith(".") and not local.endswith(".") and ".." not in local
    return len(text) <= 254 and is_dotted_well and _ADDRESS.fullmatch(text) is not None
