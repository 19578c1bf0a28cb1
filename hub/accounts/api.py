"""The API's doors to accounts: who am I, and the directory."""

from datetime import date
from typing import Literal

from flask import Blueprint

from ..core.db import reading
from ..core.viewer import Role, Viewer
from ..web.api import Answer, Query, api_route
from . import queries
from .queries import GroupEntry, PeopleFilter, PersonView, UnitEntry

accounts_api = Blueprint("accounts_api", __name__)


class UnitRef(Answer):
    """A unit, named."""

    id: str
    name: str


class Me(Answer):
    """The person that the request acts as."""

    id: str
    name: str
    post: str
    unit: UnitRef
    roles: list[Role]
    locale: str


class UnitAnswer(Answer):
    """A unit in official order, with every name under which documents write it."""

    id: str
    name: str
    short_name: str
    aliases: list[str]
    kind: str
    active_from: date | None
    active_to: date | None
    is_active: bool


class GroupAnswer(Answer):
    """A collective name and the units that it means today; `kind` is null when they are listed one by one."""

    id: str
    name: str
    aliases: list[str]
    kind: str | None
    units: list[UnitRef]


class PersonAnswer(Answer):
    """A person with an account."""

    id: str
    login: str
    name: str
    post: str
    unit: UnitRef
    roles: list[Role]
    is_active: bool


class Units(Answer):
    """All units, closed ones too."""

    units: list[UnitAnswer]


class Groups(Answer):
    """All collective names."""

    groups: list[GroupAnswer]


class People(Answer):
    """The people that fit."""

    people: list[PersonAnswer]


class PeopleQuery(Query):
    """Part of a name, login or post; a unit's id; a role; `active` (as when nothing is said), `closed` or `all`."""

    text: str = ""
    unit: str = ""
    role: Literal["office", "liaison", "leader", "committee", "observer", "admin", "auditor"] | None = None
    state: Literal["active", "closed", "all"] = "active"


@api_route(accounts_api, "GET", "/me", rule="signed_in", answer=Me)
def me(viewer: Viewer) -> Me:
    """The person that the request acts as."""
    unit = UnitRef(id=viewer.unit_public_id, name=viewer.unit_name)
    roles = [role for role in Role if role in viewer.roles]
    return Me(id=viewer.public_id, name=viewer.name, post=viewer.post, unit=unit, roles=roles, locale=viewer.locale)


@api_route(accounts_api, "GET", "/units", rule="signed_in", answer=Units)
def units(viewer: Viewer) -> Units:
    """All units in official order."""
    with reading() as session:
        return Units(units=[_unit(unit) for unit in queries.directory(session).units])


@api_route(accounts_api, "GET", "/groups", rule="signed_in", answer=Groups)
def groups(viewer: Viewer) -> Groups:
    """All collective names and the units that they mean today."""
    with reading() as session:
        known = queries.directory(session)
    return Groups(groups=[_group(group, [known.unit(key) for key in group.unit_ids]) for group in known.groups])


@api_route(accounts_api, "GET", "/people", rule="accounts.manage", answer=People, query=PeopleQuery)
def people(viewer: Viewer, query: PeopleQuery) -> People:
    """People by unit, role and text, in the official order of their units."""
    wanted = PeopleFilter(text=query.text, unit=query.unit, role=query.role or "", state=query.state)
    with reading() as session:
        return People(people=[_person(person) for person in queries.people(session, viewer, wanted)])


def _unit(unit: UnitEntry) -> UnitAnswer:
    return UnitAnswer(
        id=unit.public_id,
        name=unit.name,
        short_name=unit.short_name,
        aliases=list(unit.aliases),
        kind=unit.kind,
        active_from=unit.active_from,
        active_to=unit.active_to,
        is_active=unit.is_active,
    )


def _group(group: GroupEntry, held: list[UnitEntry]) -> GroupAnswer:
    refs = [UnitRef(id=unit.public_id, name=unit.short_name) for unit in held]
    return GroupAnswer(id=group.public_id, name=group.name, aliases=list(group.aliases), kind=group.kind, units=refs)


def _person(person: PersonView) -> PersonAnswer:
    return PersonAnswer(
        id=person.public_id,
        login=person.login,
        name=person.name,
        post=person.post,
        unit=UnitRef(id=person.unit_public_id, name=person.unit_name),
        roles=list(person.roles),
        is_active=person.is_active,
    )
