"""Somebody is always left who can manage accounts and the plan."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.viewer import Role
from ..models import Person, PersonRole
from ..rules.rights import KEPT_ROLES
from ..words import role_word


def require_person_spared(session: Session, person: Person, losing: Iterable[Role] = KEPT_ROLES) -> None:
    """Raise Invalid when the person is the last active one in one of the roles that they are `losing`.

    Call it after `rights_changed`, which puts such changes in line, and before the change.
    """
    _require_others(session, losing, {person.id})


def require_unit_spared(session: Session, unit_id: int) -> None:
    """As `require_person_spared`, for everybody of a unit that closes."""
    members = session.scalars(select(Person.id).where(Person.unit_id == unit_id))
    _require_others(session, KEPT_ROLES, set(members))


def _require_others(session: Session, roles: Iterable[Role], without: set[int]) -> None:
    for role in KEPT_ROLES:
        if role not in roles:
            continue
        holding = select(Person).join(PersonRole).where(PersonRole.role == role, Person.deactivated_at.is_(None))
        holders = {person.id for person in session.scalars(holding) if person.unit.is_active(clock.today())}
        if holders and holders <= without:
            raise Invalid(_("这是最后一名在用的%(role)s，请先安排他人接任。", role=role_word(role)))
