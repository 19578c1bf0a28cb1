"""Who is asked to countersign, and whether what they said is of the text as it stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, PersonRole, Unit
from ...channels.policy import is_active
from ...core import clock
from ...core.policy import can
from ...core.viewer import Role, Viewer
from ...meetings.models import Attendance
from ..content import content_of
from ..models import Minutes
from ..rules import digest
from .models import Countersignature


@dataclass(frozen=True, slots=True)
class CountersignView:
    """A unit that is asked. `is_stale` where the text has changed since it answered: it is asked again."""

    public_id: str
    unit: str
    name: str
    answer: str
    words: str
    who: str
    answered_at: datetime | None
    is_stale: bool
    is_mine: bool

    @property
    def counts(self) -> bool:
        """Whether it agreed to the text as it stands."""
        return self.answer == "agreed" and not self.is_stale


@dataclass(frozen=True, slots=True)
class Countersigning:
    """All that are asked; `text` is the digest of the text as it stands, "" where nobody is asked.

    `offered` are units (public id, name) that may still be asked, for whoever may ask.
    """

    asked: tuple[CountersignView, ...]
    text: str
    offered: tuple[tuple[str, str], ...]

    @property
    def mine(self) -> CountersignView | None:
        """What the viewer is asked, and has not answered for this text."""
        return next((one for one in self.asked if one.is_mine and (not one.answer or one.is_stale)), None)

    @property
    def missing(self) -> tuple[CountersignView, ...]:
        """Those that have not agreed to the text as it stands."""
        return tuple(one for one in self.asked if not one.counts)


def countersigning(session: Session, viewer: Viewer, row: Minutes) -> Countersigning:
    """For whoever may read the minutes; what somebody objected is read by the editors and the unit itself."""
    rows = standing(session, row.id)
    edits, leads = can(session, viewer, "minutes.edit", row), can(session, viewer, "minutes.lead", row)
    signs = can(session, viewer, "minutes.countersign", row)
    now = digest(content_of(session, row)) if rows else ""
    asked = tuple(
        CountersignView(
            public_id=one.public_id,
            unit=one.unit.public_id,
            name=one.unit.short_name,
            answer=one.answer,
            words=one.words if edits or one.unit_id == viewer.unit_id else "",
            who=f"{one.post} {one.name}".strip(),
            answered_at=one.answered_at,
            is_stale=one.stale_at is not None,
            is_mine=signs and one.unit_id == viewer.unit_id,
        )
        for one in rows
    )
    taken = {one.unit_id for one in rows}
    return Countersigning(asked, now, _offered(session, row, taken) if leads and row.state == "reviewing" else ())


def standing(session: Session, minutes_id: int) -> list[Countersignature]:
    """The countersignatures that are asked for and not called off, in the order of asking."""
    found = select(Countersignature).where(Countersignature.minutes_id == minutes_id)
    return list(session.scalars(found.where(Countersignature.called_off_at.is_(None)).order_by(Countersignature.id)))


def leaders(session: Session, unit_id: int) -> list[int]:
    """The persons (keys) who may countersign for a unit."""
    holds = select(PersonRole.person_id).where(PersonRole.role == Role.LEADER)
    found = select(Person.id).join(Unit, Unit.id == Person.unit_id).where(Person.unit_id == unit_id)
    return list(session.scalars(found.where(Person.id.in_(holds), is_active(clock.today())).order_by(Person.id)))


def _offered(session: Session, row: Minutes, taken: set[int]) -> tuple[tuple[str, str], ...]:
    """Invited units that have a leader with an account."""
    invited = select(Attendance.unit_id).where(Attendance.consultation_id == row.consultation_id)
    holds = select(PersonRole.person_id).where(PersonRole.role == Role.LEADER)
    led = select(Person.unit_id).join(Unit, Unit.id == Person.unit_id)
    led = led.where(Person.id.in_(holds), is_active(clock.today()))
    found = select(Unit.id, Unit.public_id, Unit.short_name).where(Unit.id.in_(led))
    found = found.where(Unit.id.in_(invited.where(Attendance.withdrawn_at.is_(None)))).order_by(Unit.position, Unit.id)
    return tuple((unit, name) for key, unit, name in session.execute(found) if key not in taken)
