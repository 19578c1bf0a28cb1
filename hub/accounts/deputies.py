"""代理: who acts for whom on a Shanghai date. Asked when a step fires or somebody acts, never kept."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core.viewer import Role
from .models import Deputy, Person, PersonRole, Unit

ACTING = frozenset({Role.LIAISON, Role.LEADER, Role.OFFICE, Role.COMMITTEE})
"""Roles of whoever can act for somebody: they are in the channels of their unit."""
MOST_IN_A_ROW = 3
"""A deputy who is on leave has a deputy; after so many the last one is told."""


def is_successor(person: Person, other: Person) -> bool:
    """Whether somebody can act for a person, or go on with what they had: active, of the same unit, in its channels."""
    is_other = other.id != person.id and other.unit_id == person.unit_id
    return is_other and other.is_active and not other.roles.isdisjoint(ACTING)


def deputies_on(session: Session, on: date) -> dict[int, int]:
    """Who stands in for whom (person keys) on this date, through deputies who are on leave themselves. One query.

    A deputy whose account is closed stands in for nobody.
    """
    found = (
        select(Deputy.person_id, Deputy.deputy_id)
        .join(Person, Person.id == Deputy.deputy_id)
        .where(Deputy.from_on <= on, Deputy.to_on >= on, Deputy.ended_at.is_(None), Person.deactivated_at.is_(None))
        .order_by(Deputy.id)
    )
    direct = {person: deputy for person, deputy in session.execute(found)}
    return {person: _last(direct, person) for person in direct}


def roles_stood_in_for(session: Session, person_id: int, unit_id: int, on: date) -> frozenset[Role]:
    """The roles of colleagues of the unit (key) for whom the person acts on this date. One query."""
    found = (
        select(PersonRole.role)
        .join(Deputy, Deputy.person_id == PersonRole.person_id)
        .join(Person, Person.id == Deputy.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(Deputy.deputy_id == person_id, Person.unit_id == unit_id, Person.deactivated_at.is_(None))
        .where(Deputy.from_on <= on, Deputy.to_on >= on, Deputy.ended_at.is_(None))
    )
    return frozenset(map(Role, session.scalars(found)))


def replaced(people: Collection[int], standing_in: dict[int, int]) -> dict[int, int | None]:
    """Who is told in place of these persons: by key, with whom they stand in for; a person meant themselves counts as such."""
    told: dict[int, int | None] = {person: None for person in people if person not in standing_in}
    for person in people:
        if person in standing_in:
            told.setdefault(standing_in[person], person)
    return told


def _last(direct: dict[int, int], person: int) -> int:
    seen = {person}
    at = direct[person]
    for _ in range(MOST_IN_A_ROW - 1):
        if at not in direct or direct[at] in seen:
            break
        seen.add(at)
        at = direct[at]
    return at
