"""Where a page of the register begins, as addresses write it: the value that it is sorted by, and the number of the last line."""

from datetime import UTC, datetime

from ...core.errors import Invalid
from ...core.i18n import _
from ...issues.queries.walking import Column, Conditions, Key, Way
from ..listing import RegisterFilter
from ..models import FollowUp
from ..rules import read_number, written_number

NUMBER: tuple[Column, ...] = (FollowUp.year, FollowUp.number)
DUE: tuple[Column, ...] = (FollowUp.due_at, *NUMBER)


def way(wanted: RegisterFilter, lists: list[Conditions], now: datetime) -> Way:
    """How to walk along these lists in the order that is wanted."""
    by, is_descending = wanted.order
    highest = until(now) if wanted.is_overdue_only and by == "due" else None
    return Way(lists, DUE if by == "due" else NUMBER, is_descending, highest, FollowUp.id)


def until(now: datetime) -> Key:
    """The place behind everything that is due by now."""
    return (now, 9_999, 9_999_999)


def written(wanted: RegisterFilter, place: Key) -> str:
    """A place as text: `2026-11-19T09:00:00Z~D2026-0014`, or `D2026-0014`."""
    if wanted.order[0] == "number":
        return written_number(place[0], place[1])
    due_at, year, number = place[:3]
    return f"{due_at.astimezone(UTC).isoformat().replace('+00:00', 'Z')}~{written_number(year, number)}"


def read(wanted: RegisterFilter, text: str) -> Key | None:
    """The place that the text names; None for "". Raises Invalid for what names none."""
    if not text:
        return None
    value, tilde, number = text.rpartition("~")
    named = read_number(number)
    if named is None or bool(tilde) == (wanted.order[0] == "number"):
        raise _unknown()
    if not tilde:
        return named
    try:
        return (datetime.fromisoformat(value).astimezone(UTC), *named)
    except (ValueError, OverflowError):
        raise _unknown() from None


def _unknown() -> Invalid:
    return Invalid(_("没有这一页，请回到台账首页再看。"), field="after")
