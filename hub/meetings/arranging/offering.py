"""What the office's form offers: kinds with their defaults, units and groups, rooms, and everybody who may be named."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...accounts.queries import GroupEntry, UnitEntry, directory
from ...channels.entitlement import may_be_invited
from ...core import clock
from ...core.viewer import Role, Viewer
from ..models import Consultation, ConsultationKind, MeetingRoom
from ..shapes import Named


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody with an account who may be named; `is_observer` when that is all they are."""

    id: int
    public_id: str
    name: str
    post: str
    unit: str
    unit_public_id: str
    is_observer: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """`people` stand by their units in official order; `groups` hold the keys of the units that they mean today."""

    kinds: tuple[ConsultationKind, ...]
    units: tuple[UnitEntry, ...]
    groups: tuple[GroupEntry, ...]
    rooms: tuple[MeetingRoom, ...]
    people: tuple[Choice, ...]

    def kind(self, key: str) -> ConsultationKind | None:
        """The kind of that key."""
        return next((one for one in self.kinds if one.key == key), None)

    def units_of(self, units: list[str], groups: list[str]) -> list[str]:
        """Public ids of units that were ticked, and of those in groups that were; in official order, each once."""
        held = {key for group in self.groups if group.public_id in groups for key in group.unit_ids}
        return [unit.public_id for unit in self.units if unit.public_id in units or unit.id in held]

    def named(self, people: list[str], units: list[str], *, is_named_only: bool) -> tuple[Named, ...]:
        """People (public ids) as they are to be named: members are those of invited units, and of a 个案会商 all but experts."""
        chosen = {one.public_id: one for one in self.people}
        return tuple(
            Named(id_, "member" if _is_member(chosen[id_], units, is_named_only=is_named_only) else "observer")
            for id_ in dict.fromkeys(people)
            if id_ in chosen
        )


def offer(session: Session, viewer: Viewer, row: Consultation | None = None) -> Offer:
    """What there is today; of rooms those in use, and the consultation's own."""
    known = directory(session)
    kinds = session.scalars(select(ConsultationKind).order_by(ConsultationKind.position)).all()
    found = Offer(
        kinds=tuple(kinds),
        units=known.active_units(),
        groups=tuple(group for group in known.groups if group.unit_ids),
        rooms=tuple(_rooms(session, clock.today(), row)),
        people=tuple(_people(session)),
    )
    session.expunge_all()
    return found


def _rooms(session: Session, today: date, row: Consultation | None) -> list[MeetingRoom]:
    rooms = session.scalars(select(MeetingRoom).order_by(MeetingRoom.name)).all()
    own = row.room_id if row else None
    return [room for room in rooms if room.id == own or room.retired_on is None or room.retired_on > today]


def _people(session: Session) -> list[Choice]:
    found = (
        select(Person)
        .join(Unit, Unit.id == Person.unit_id)
        .where(may_be_invited(clock.today()))
        .order_by(Unit.position, Unit.id, Person.id)
    )
    return [
        Choice(
            one.id,
            one.public_id,
            one.name,
            one.post,
            one.unit.short_name,
            one.unit.public_id,
            is_observer=one.roles <= {Role.OBSERVER, Role.ADMIN, Role.AUDITOR},
        )
        for one in session.scalars(found).unique()
    ]


def _is_member(one: Choice, units: list[str], *, is_named_only: bool) -> bool:
    return not one.is_observer if is_named_only else one.unit_public_id in units
