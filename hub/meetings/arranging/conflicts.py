"""What else is arranged at the same time: of units, of people, and in the room. Warnings, never refusals.

Cost follows what overlaps: a consultation takes half a day at most (`rules.LONGEST`), so that those which overlap lie next to
each other in the index over their beginnings.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core.viewer import Viewer
from .. import policy
from ..models import Attendance, Consultation, MeetingRoom, Participant
from ..rules import LONGEST

STANDING = ("draft", "announced", "live")
MOST = 60
"""More consultations at one time are not looked at."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be free from `starts_at` to `ends_at`: units, people and a room (keys); `but` is the consultation itself."""

    starts_at: datetime
    ends_at: datetime
    units: frozenset[int] = field(default_factory=frozenset)
    people: frozenset[int] = field(default_factory=frozenset)
    room_id: int | None = None
    but: int | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """`name` (a `what`: unit, person or room) is taken by a consultation. Of one that the viewer may not know of nothing is said:
    then `consultation` is ""."""

    what: str
    name: str
    consultation: str = ""
    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def overlaps(session: Session, viewer: Viewer, wanted: Wanted) -> list[Overlap]:
    """What is taken, rooms first, then people and units; each of them and consultation once. Four queries at most.

    Of a consultation that is hidden from the viewer only room and people are named, as taken, and not its units: who
    comes for them is nobody's affair.
    """
    beside = session.execute(_beside(viewer, wanted)).all()
    if not beside:
        return []
    rows = {row.id: row for row in beside}
    found = [*_rooms(session, wanted, beside), *_people(session, wanted, rows), *_units(session, wanted, rows)]
    return list(dict.fromkeys(found))


def wanted_by(session: Session, row: Consultation) -> Wanted:
    """What a consultation asks for itself."""
    units = select(Attendance.unit_id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    people = select(Participant.person_id).where(
        Participant.consultation_id == row.id, Participant.ended_at.is_(None), Participant.person_id.is_not(None)
    )
    named = {*session.scalars(people), row.chair_id, row.note_taker_id} - {None}
    return Wanted(
        row.starts_at,
        row.ends_at,
        frozenset(session.scalars(units)),
        frozenset(one for one in named if one is not None),
        row.room_id,
        row.id,
    )


def beside(starts_at: datetime, ends_at: datetime) -> Any:
    """The condition that a consultation overlaps with a span: what only touches it does not."""
    return and_(
        Consultation.starts_at < ends_at, Consultation.starts_at > starts_at - LONGEST, Consultation.ends_at > starts_at
    )


def _beside(viewer: Viewer, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    found = select(
        *(Consultation.id, Consultation.public_id, Consultation.title, Consultation.starts_at, Consultation.ends_at),
        *(Consultation.room_id, Consultation.chair_id, Consultation.note_taker_id),
        policy.visible(viewer).label("is_visible"),
    ).where(beside(wanted.starts_at, wanted.ends_at), Consultation.state.in_(STANDING))
    if wanted.but is not None:
        found = found.where(Consultation.id != wanted.but)
    return found.order_by(Consultation.starts_at, Consultation.id).limit(MOST)


def _rooms(session: Session, wanted: Wanted, rows: Iterable[Any]) -> list[Overlap]:
    taken = [row for row in rows if row.room_id is not None and row.room_id == wanted.room_id]
    if not taken:
        return []
    name = session.get_one(MeetingRoom, wanted.room_id).name
    return [_overlap("room", name, row) for row in taken]


def _people(session: Session, wanted: Wanted, rows: dict[int, Any]) -> list[Overlap]:
    if not wanted.people:
        return []
    busy = {(one, row.id) for row in rows.values() for one in (row.chair_id, row.note_taker_id) if one in wanted.people}
    named = select(Participant.person_id, Participant.consultation_id).where(
        Participant.consultation_id.in_(rows), Participant.ended_at.is_(None), Participant.person_id.in_(wanted.people)
    )
    busy |= {(person, row) for person, row in session.execute(named)}
    names = dict(
        session.execute(select(Person.id, Person.name).where(Person.id.in_({one for one, _row in busy}))).all()
    )
    return [_overlap("person", names[person], rows[row]) for person, row in sorted(busy)]


def _units(session: Session, wanted: Wanted, rows: dict[int, Any]) -> list[Overlap]:
    if not wanted.units:
        return []
    seen = [id_ for id_, row in rows.items() if row.is_visible]
    invited = (
        select(Unit.short_name, Attendance.consultation_id)
        .join(Unit, Unit.id == Attendance.unit_id)
        .where(Attendance.consultation_id.in_(seen), Attendance.unit_id.in_(wanted.units))
        .where(Attendance.withdrawn_at.is_(None), Attendance.answer != "excused")
        .order_by(Unit.position, Unit.id, Attendance.consultation_id)
    )
    return [_overlap("unit", name, rows[row]) for name, row in session.execute(invited)]


def _overlap(what: str, name: str, row: Any) -> Overlap:
    if not row.is_visible:
        return Overlap(what, name)
    return Overlap(what, name, row.public_id, row.title, row.starts_at, row.ends_at)
