"""Reads of the trail: pages by number, newest first, with the names of people and units as they are today."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..accounts.words import role_word
from ..core import clock
from ..core.i18n import _
from ..core.policy import require
from ..core.viewer import Role, Viewer
from .models import AuditEntry
from .words import values

PAGE = 50
EARLIEST, LATEST = date(1900, 1, 1), date(9999, 12, 30)
"""Nothing was recorded before or after; the calendar's own ends have no instant in UTC."""


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which entries: `person` is part of a name or an account, of who did it or to whom; dates are Shanghai's, both included."""

    person: str = ""
    action: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as the auditor sees it. `who` and `whom` are names, "" where there is no person; `detail` pairs of name and value."""

    seq: int
    at: datetime
    who: str
    way: str
    address: str
    action: str
    kind: str
    thing: str
    whom: str
    result: str
    detail: tuple[tuple[str, str], ...]
    hash: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Entries, the newest first; `older` is what to ask for `before`, None where nothing is older."""

    entries: list[EntryView]
    older: int | None


def trail(session: Session, viewer: Viewer, wanted: TrailFilter, before: int | None = None) -> TrailPage:
    """A page of the trail below the number `before`; needs `audit.read`, raises Denied. Four queries at most."""
    require(session, viewer, "audit.read")
    found = _filtered(session, wanted)
    if before is not None:
        found = found.where(AuditEntry.seq < before)
    rows = list(session.scalars(found.order_by(AuditEntry.seq.desc()).limit(PAGE + 1)))
    shown = rows[:PAGE]
    return TrailPage(_views(session, shown), shown[-1].seq if len(rows) > PAGE else None)


def _filtered(session: Session, wanted: TrailFilter) -> Select[AuditEntry]:
    found = select(AuditEntry)
    if wanted.action:
        found = found.where(AuditEntry.action == wanted.action)
    if wanted.person:
        people = _people(session, wanted.person)
        concerned = and_(AuditEntry.kind == "person", AuditEntry.thing.in_(people))
        found = found.where(or_(AuditEntry.person.in_(people), concerned))
    return found.where(*_between(session, wanted))


def _people(session: Session, text: str) -> Sequence[str]:
    named = or_(Person.name.icontains(text, autoescape=True), Person.login.icontains(text, autoescape=True))
    return list(session.scalars(select(Person.public_id).where(named).limit(200)))


def _between(session: Session, wanted: TrailFilter) -> Iterable[ColumnElement[bool]]:
    """Instants are asked for, and numbers along with them, so that an old day is found without reading all newer ones.

    Entries are numbered while their transactions stand in line, so instants go with numbers, but for a clock set back.
    """
    if wanted.first_on:
        yield AuditEntry.at >= _midnight(wanted.first_on)
    if wanted.last_on:
        end = _midnight(min(wanted.last_on, LATEST) + timedelta(days=1))
        yield AuditEntry.at < end
        last = select(AuditEntry.seq).where(AuditEntry.at < end).order_by(AuditEntry.at.desc(), AuditEntry.seq.desc())
        highest = session.scalar(last.limit(1))
        yield AuditEntry.seq <= (highest or 0) + _SLACK


_SLACK = 1_000
"""Entries by which numbers and instants may be out of step after a clock was set back."""


def _midnight(on: date) -> datetime:
    return datetime.combine(max(on, EARLIEST), time(), clock.SHANGHAI)


def _views(session: Session, rows: Sequence[AuditEntry]) -> list[EntryView]:
    details = [json.loads(row.detail) for row in rows]
    ids = {row.person for row in rows} | {row.thing for row in rows}
    ids |= {value for detail in details for value in detail.values() if isinstance(value, str)}
    names = _names(session, ids) | {role.value: role_word(role) for role in Role} | values()
    return [_view(row, detail, names) for row, detail in zip(rows, details, strict=True)]


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    """What people and units with these public ids are called today."""
    people = session.execute(
        select(Person.public_id, Person.name, Unit.short_name)
        .join(Unit, Unit.id == Person.unit_id)
        .where(Person.public_id.in_(ids))
    )
    names = {public_id: f"{unit} {name}" for public_id, name, unit in people}
    units = session.execute(select(Unit.public_id, Unit.short_name).where(Unit.public_id.in_(ids)))
    return names | {public_id: name for public_id, name in units}


def _view(row: AuditEntry, detail: dict[str, object], names: dict[str, str]) -> EntryView:
    return EntryView(
        seq=row.seq,
        at=row.at,
        who=names.get(row.person, row.person),
        way=row.way,
        address=row.address,
        action=row.action,
        kind=row.kind,
        thing=row.thing,
        whom=names.get(row.thing, ""),
        result=row.result,
        detail=tuple((name, _said(value, names)) for name, value in detail.items()),
        hash=row.hash,
    )


def _said(value: object, names: dict[str, str]) -> str:
    if isinstance(value, list):
        return _("、").join(names.get(str(one), str(one)) for one in value)
    return names.get(str(value), str(value))
