"""What the consultations of a series begin with: kept as public ids, and read again with whatever of it is still there."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...accounts.queries import directory
from ...channels.entitlement import may_be_invited
from ...core import clock
from ..models import MeetingRoom
from ..shapes import ConsultationDraft, Named
from .models import ConsultationSeries
from .rules import Plan, pattern_of

KEPT = ("kind", "title", "note", "room", "place", "link", "chair", "note_taker", "quorum")
"""Fields of a draft that a series keeps, besides its units and whom it names."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A draft, and which of its fields are no longer to be had."""

    draft: ConsultationDraft
    fields: tuple[str, ...]

    @property
    def record(self) -> dict[str, Any]:
        """What a consultation's record says of it: the day on which the series has put it, and what is missing."""
        return {"held_on": clock.local(self.draft.starts_at).date().isoformat(), "left_out": list(self.fields)}


def kept(draft: ConsultationDraft) -> dict[str, Any]:
    """A draft as a series keeps it."""
    named = [asdict(one) for one in draft.people]
    return {name: getattr(draft, name) for name in KEPT} | {"units": list(draft.units), "people": named}


def named_by(row: ConsultationSeries) -> tuple[Named, ...]:
    """Whom a series names for each of its consultations, whether they may still be invited or not."""
    return tuple(Named(**one) for one in row.draft.get("people", ()))


def starts_at(row: ConsultationSeries, held_on: date) -> datetime:
    """When the consultation of a day begins."""
    midnight = datetime.combine(held_on, time(), clock.SHANGHAI)
    return midnight + timedelta(minutes=row.begins_minute)


def draft_on(session: Session, row: ConsultationSeries, held_on: date) -> Lost:
    """The draft for a day. A unit that was closed, a room that was retired and a person who has left are left out of it."""
    given = {"units": (), **{name: row.draft[name] for name in KEPT if row.draft.get(name) is not None}}
    units = tuple(row.draft.get("units", ()))
    draft = ConsultationDraft(**given | {"units": units, "starts_at": starts_at(row, held_on), "minutes": row.minutes})
    open_units = {unit.public_id for unit in directory(session).active_units()}
    here = tuple(unit for unit in units if unit in open_units)
    lost = {"units": here != units, "room": not _has_room(session, draft.room, held_on)}
    lost |= {name: not _is_here(session, getattr(draft, name)) for name in ("chair", "note_taker")}
    named = named_by(row)
    people = tuple(one for one in named if _is_here(session, one.person))
    lost["people"] = people != named
    gone: dict[str, Any] = {name: None for name, is_lost in lost.items() if is_lost and name not in {"units", "people"}}
    quorum = min(draft.quorum, len(here)) or None if draft.quorum else None
    return Lost(
        replace(draft, **gone, units=here, people=people, quorum=quorum), tuple(name for name in lost if lost[name])
    )


def plan_of(row: ConsultationSeries) -> Plan:
    """What its days are computed from."""
    exceptions = frozenset(map(date.fromisoformat, row.exceptions))
    return Plan(pattern_of(row.rule), row.begins_on, exceptions, row.ended_on)


def _has_room(session: Session, room: str | None, on: date) -> bool:
    if room is None:
        return True
    found = session.scalar(select(MeetingRoom).where(MeetingRoom.public_id == room))
    return found is not None and (found.retired_on is None or found.retired_on > on)


def _is_here(session: Session, person: str | None) -> bool:
    if person is None:
        return True
    found = select(Person.id).join(Unit, Unit.id == Person.unit_id).where(Person.public_id == person)
    return session.scalar(found.where(may_be_invited(clock.today()))) is not None
