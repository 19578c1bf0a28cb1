"""Where a page of the register begins, as addresses write it: the value that it is sorted by, and the number of the last line."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...core.errors import Invalid
from ...core.i18n import _
from ..listing import RegisterFilter
from ..models import Issue
from ..rules import read_number, written_number
from .walking import Column, Conditions, Key, Way

NUMBER: tuple[Column, ...] = (Issue.year, Issue.number)
"""What puts equals in order: as they were raised."""
_COLUMNS: dict[str, tuple[Column, ...]] = {
    "due": (Issue.due_at, *NUMBER),
    "raised": (Issue.raised_at, *NUMBER),
    "number": NUMBER,
    "tier": (Issue.tier, *NUMBER),
    "unit": NUMBER,
}


def way(wanted: RegisterFilter, lists: list[Conditions], now: datetime) -> Way:
    """How to walk along these lists in the order that is wanted."""
    by, is_descending = wanted.order
    highest = until(now) if wanted.is_overdue_only and by == "due" else None
    return Way(lists, _COLUMNS[by], is_descending, highest)


def until(now: datetime) -> Key:
    """The place behind everything that is due by now."""
    return (now, 9_999, 9_999_999)


def written(session: Session, wanted: RegisterFilter, place: Key) -> str:
    """A place as text: `2026-11-19T09:00:00Z~2026-0014`, `3~2026-0014`, `2026-0014`, or the unit's public id before it."""
    by = wanted.order[0]
    if by == "number":
        return written_number(place[0], place[1])
    value, year, number = place[:3]
    if by == "unit":
        value = session.get_one(Unit, value).public_id
    elif isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f"{value}~{written_number(year, number)}"


def read(session: Session, wanted: RegisterFilter, text: str) -> Key | None:
    """The place that the text names; None for "". Raises Invalid for what names none."""
    if not text:
        return None
    value, tilde, number = text.rpartition("~")
    named = read_number(number)
    by = wanted.order[0]
    if named is None or bool(tilde) == (by == "number"):
        raise _unknown()
    if by == "number":
        return named
    return (_value(session, by, value), *named)


def units_from(session: Session, place: Key | None, *, is_descending: bool) -> list[int]:
    """The units (keys) in official order, or against it, from that of the place on."""
    order = (Unit.position.desc(), Unit.id.desc()) if is_descending else (Unit.position, Unit.id)
    units = list(session.scalars(select(Unit.id).order_by(*order)))
    return units[units.index(place[0]) :] if place else units


def _value(session: Session, by: str, value: str) -> object:
    if by == "unit":
        unit = session.scalar(select(Unit.id).where(Unit.public_id == value))
        if unit is None:
            raise _unknown()
        return unit
    try:
        return int(value) if by == "tier" else datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _unknown() from None


def _unknown() -> Invalid:
    return Invalid(_("没有这一页，请回到台账首页再看。"), field="after")
