"""Rows for tests, by plain functions: units, groups, people, and their ways in. All take an open transaction's session."""

from datetime import date, timedelta
from itertools import count

from sqlalchemy.orm import Session

from hub.accounts import queries
from hub.accounts.access import rights_changed
from hub.accounts.keys import hash_secret, new_session_secret, new_token
from hub.accounts.models import (
    ApiToken,
    Person,
    PersonRole,
    SignedInSession,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitGroupAlias,
)
from hub.core import clock
from hub.core.viewer import Role, Viewer

_numbers = count(1)


def make_unit(
    session: Session,
    name: str = "",
    *,
    kind: str = "member",
    aliases: tuple[str, ...] = (),
    active_from: date | None = None,
    active_to: date | None = None,
) -> Unit:
    """A unit, after the others in official order; named 区第N局 when it does not matter."""
    number = next(_numbers)
    name = name or f"区第{number}局"
    unit = Unit(
        name=name,
        short_name=name,
        tile=name.lstrip("区")[:2],
        kind=kind,
        position=number,
        active_from=active_from,
        active_to=active_to,
        aliases=[UnitAlias(name=alias) for alias in aliases],
    )
    rights_changed(session)
    session.add(unit)
    session.flush()
    return unit


def make_group(
    session: Session,
    name: str,
    *,
    kind: str | None = None,
    listed: tuple[Unit, ...] = (),
    aliases: tuple[str, ...] = (),
) -> UnitGroup:
    """A collective name, by kind or as listed."""
    group = UnitGroup(name=name, kind=kind, listed=list(listed), aliases=[UnitGroupAlias(name=a) for a in aliases])
    rights_changed(session)
    session.add(group)
    session.flush()
    return group


def make_person(
    session: Session,
    unit: Unit | None = None,
    *roles: Role,
    name: str = "",
    login: str = "",
    post: str = "",
    password_hash: str = "",
) -> Person:
    """An active person, a liaison unless roles are given, of a unit of their own unless one is given."""
    number = next(_numbers)
    unit = unit or make_unit(session)
    person = Person(
        login=login or f"person-{number}",
        name=name or f"人员{number}",
        post=post,
        unit=unit,
        password_hash=password_hash,
        role_rows=[PersonRole(role=role.value) for role in roles or (Role.LIAISON,)],
    )
    rights_changed(session)
    session.add(person)
    session.flush()
    return person


def make_session(session: Session, person: Person) -> str:
    """A browser that has just signed in as the person; returns the cookie's secret."""
    secret = new_session_secret()
    row = SignedInSession(
        secret_hash=hash_secret(secret),
        person_id=person.id,
        idle_seconds=1800,
        created_at=clock.now(),
        seen_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=12),
    )
    session.add(row)
    session.flush()
    return secret


def make_token(session: Session, person: Person) -> str:
    """A program's token that acts as the person."""
    token = new_token()
    session.add(ApiToken(secret_hash=hash_secret(token), person_id=person.id, name="测试"))
    session.flush()
    return token


def viewer_of(session: Session, person: Person) -> Viewer:
    """The person as a viewer."""
    session.flush()
    viewer = queries.viewer_of_person(session, person.id)
    assert viewer is not None, "the account is closed"
    return viewer
