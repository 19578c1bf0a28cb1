"""Who acts for whom, for pages: my deputies and whom I stand in for, a person's, and who is away today."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from ...core import clock
from ...core.policy import require
from ...core.viewer import Viewer
from ..deputies import ACTING
from ..models import Deputy, Person, PersonRole

_away, _acting = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class DeputyView:
    """A deputy's time that is not over; dates are Shanghai's, both included."""

    public_id: str
    person_id: int
    person: str
    deputy: str
    from_on: date
    to_on: date

    @property
    def is_current(self) -> bool:
        """Whether it has begun."""
        return self.from_on <= clock.today()


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the same unit who can act for a person."""

    public_id: str
    name: str
    post: str


def my_deputies(session: Session, viewer: Viewer) -> list[DeputyView]:
    """Who acts for the viewer, now or later."""
    return _views(session, Deputy.person_id == viewer.person_id)


def my_standing_in(session: Session, viewer: Viewer) -> list[DeputyView]:
    """For whom the viewer acts, now or later."""
    return _views(session, Deputy.deputy_id == viewer.person_id)


def deputies_of(session: Session, viewer: Viewer, person_id: int) -> list[DeputyView]:
    """Who acts for a person (key), and for whom they act; needs `accounts.manage`."""
    require(session, viewer, "accounts.manage")
    return _views(session, (Deputy.person_id == person_id) | (Deputy.deputy_id == person_id))


def away_today(session: Session, viewer: Viewer) -> dict[int, DeputyView]:
    """Who is on leave today, by key; needs `accounts.manage`."""
    require(session, viewer, "accounts.manage")
    return {view.person_id: view for view in _views(session, Deputy.from_on <= clock.today())}


def colleagues(session: Session, person_id: int) -> list[Colleague]:
    """Active people of the person's unit who can act for them, by name."""
    unit = select(Person.unit_id).where(Person.id == person_id).scalar_subquery()
    acting = select(PersonRole.person_id).where(PersonRole.role.in_([role.value for role in ACTING]))
    found = select(Person.public_id, Person.name, Person.post).where(
        Person.unit_id == unit, Person.id != person_id, Person.deactivated_at.is_(None), Person.id.in_(acting)
    )
    return [Colleague(*row) for row in session.execute(found.order_by(Person.id))]


def _views(session: Session, which: ColumnElement[bool]) -> list[DeputyView]:
    found = (
        select(Deputy.public_id, Deputy.person_id, _away.name, _acting.name, Deputy.from_on, Deputy.to_on)
        .join(_away, _away.id == Deputy.person_id)
        .join(_acting, _acting.id == Deputy.deputy_id)
        .where(which, Deputy.ended_at.is_(None), Deputy.to_on >= clock.today())
        .order_by(Deputy.from_on, Deputy.id)
    )
    return [DeputyView(*row) for row in session.execute(found)]
