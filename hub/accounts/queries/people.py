"""People as the office sees them: no figures about what anybody does."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Role, Viewer
from ..models import Person, PersonRole, Unit


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with their unit and roles."""

    id: int
    public_id: str
    login: str
    name: str
    post: str
    unit_public_id: str
    unit_name: str
    unit_tile: str
    roles: tuple[Role, ...]
    created_at: datetime
    deactivated_at: datetime | None
    must_change_password: bool

    @property
    def is_active(self) -> bool:
        """Whether the account may be used."""
        return self.deactivated_at is None


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What to look for: part of a name, login or post; a unit's public id; a role; `active`, `closed` or `all` accounts."""

    text: str = ""
    unit: str = ""
    role: str = ""
    state: str = "active"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is needed to check a password outside of a transaction."""

    person_id: int
    login: str
    name: str
    password_hash: str
    is_active: bool


def people(session: Session, viewer: Viewer, wanted: PeopleFilter = PeopleFilter()) -> list[PersonView]:
    """The people that fit, in the official order of their units; needs `accounts.manage`."""
    require(session, viewer, "accounts.manage")
    found = select(Person).join(Unit).where(*_conditions(wanted)).order_by(Unit.position, Unit.id, Person.id)
    return [_view(person) for person in session.scalars(found)]


def person(session: Session, viewer: Viewer, public_id: str) -> PersonView:
    """One person; needs `accounts.manage`; NotFound."""
    require(session, viewer, "accounts.manage")
    found = session.scalar(select(Person).where(Person.public_id == public_id))
    if found is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return _view(found)


def person_by_login(session: Session, viewer: Viewer, login: str) -> PersonView:
    """One person by account; needs `accounts.manage`; NotFound names the account."""
    require(session, viewer, "accounts.manage")
    found = session.scalar(select(Person).where(Person.login == login))
    if found is None:
        raise NotFound(_("没有账号“%(login)s”。", login=login))
    return _view(found)


def credentials(session: Session, login: str) -> Credentials | None:
    """What a sign-in needs to know of an account; None when there is none."""
    found = session.scalar(select(Person).where(Person.login == login))
    return None if found is None else _credentials(found)


def my_credentials(session: Session, viewer: Viewer) -> Credentials:
    """The same of the viewer, who is about to change the password."""
    return _credentials(session.get_one(Person, viewer.person_id))


def _credentials(found: Person) -> Credentials:
    return Credentials(found.id, found.login, found.name, found.password_hash, found.is_active)


def _conditions(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        columns = (Person.name, Person.login, Person.post)
        conditions.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in columns)))
    if wanted.unit:
        conditions.append(Unit.public_id == wanted.unit)
    if wanted.role:
        conditions.append(Person.role_rows.any(PersonRole.role == wanted.role))
    if wanted.state != "all":
        closed = Person.deactivated_at
        conditions.append(closed.is_not(None) if wanted.state == "closed" else closed.is_(None))
    return conditions


def _view(person: Person) -> PersonView:
    return PersonView(
        id=person.id,
        public_id=person.public_id,
        login=person.login,
        name=person.name,
        post=person.post,
        unit_public_id=person.unit.public_id,
        unit_name=person.unit.short_name,
        unit_tile=person.unit.tile,
        roles=tuple(role for role in Role if role in person.roles),
        created_at=person.created_at,
        deactivated_at=person.deactivated_at,
        must_change_password=person.must_change_password,
    )
