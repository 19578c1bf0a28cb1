"""An account that is not used any more, or again: never deleted, since what a person wrote keeps their name."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Invalid
from ...core.events import record
from ...core.i18n import _
from ...core.viewer import Viewer
from ..access import rights_changed
from ..events import PersonDeactivated, PersonReactivated, SessionsEnded, TokenRevoked
from ..faults import raise_any
from ..handover import Matter, hand_over, handed_over
from ..models import ApiToken, Person, SignedInSession
from .deputizing import end_deputies, standing_with
from .keeping import require_person_spared
from .people import managed, successor_fault, successor_key


def deactivate_person(session: Session, viewer: Viewer, public_id: str, *, successor: str = "") -> Person:
    """Close an account at once; what is open goes to the successor (a public id of the unit), sessions and tokens end.

    Nothing happens to one that is closed already. Needs `person.manage`; raises NotFound, Faults (`successor`), and Invalid
    for oneself and for the last administrator or member of the office.
    """
    rights_changed(session)
    person = managed(session, viewer, public_id)
    if person.id == viewer.person_id:
        raise Invalid(_("不能停用自己的账号，请由另一位管理人员办理。"))
    if not person.is_active:
        return person
    require_person_spared(session, person)
    raise_any({"successor": successor_fault(session, person, successor)})
    hand_over(session, person.id, successor_key(session, successor))
    person.deactivated_at = clock.now()
    record(session, PersonDeactivated(person.id))
    return person


def reactivate_person(session: Session, viewer: Viewer, public_id: str, password_hash: str) -> Person:
    """Open a closed account again with a new temporary password, under the roles that it had.

    Needs `person.manage`; raises NotFound, and Invalid while the person's unit is closed: move them first.
    """
    rights_changed(session)
    person = managed(session, viewer, public_id)
    if person.is_active:
        return person
    if not person.unit.is_active(clock.today()):
        raise Invalid(_("%(unit)s已关闭，请先将此人调到在用的单位。", unit=person.unit.short_name))
    person.deactivated_at = None
    person.password_hash, person.must_change_password = password_hash, True
    session.flush()
    record(session, PersonReactivated(person.id))
    return person


def shut_out(session: Session, person_id: int) -> None:
    """End all sessions and revoke all tokens of a person."""
    end_sessions(session, person_id)
    revoke_tokens(session, person_id)


def revoke_tokens(session: Session, person_id: int) -> int:
    """Revoke all tokens of a person; returns how many."""
    tokens = session.scalars(_tokens(person_id)).all()
    for token in tokens:
        token.revoked_at = clock.now()
        record(session, TokenRevoked(token.id, person_id))
    return len(tokens)


def end_sessions(session: Session, person_id: int, *, spare: int | None = None) -> int:
    """End the sessions of a person, all but the one with the key `spare`; returns how many."""
    rows = [row for row in session.scalars(_sessions(person_id)) if row.id != spare]
    for row in rows:
        row.ended_at = clock.now()
    session.flush()
    if rows:
        record(session, SessionsEnded(tuple(row.id for row in rows), person_id))
    return len(rows)


def _sessions(person_id: int) -> Select[SignedInSession]:
    return select(SignedInSession).where(SignedInSession.person_id == person_id, SignedInSession.ended_at.is_(None))


def _tokens(person_id: int) -> Select[ApiToken]:
    return select(ApiToken).where(ApiToken.person_id == person_id, ApiToken.revoked_at.is_(None))


def _count(session: Session, found: Select[Any]) -> int:
    return len(session.scalars(found).all())


handed_over(
    Matter(
        "deputies",
        False,
        lambda session, person, _successor: _count(session, standing_with(person)),
        lambda session, person, _successor: end_deputies(session, person),
    )
)
handed_over(
    Matter(
        "sessions",
        False,
        lambda session, person, _successor: _count(session, _sessions(person)),
        lambda session, person, _successor: end_sessions(session, person),
    )
)
handed_over(
    Matter(
        "tokens",
        False,
        lambda session, person, _successor: _count(session, _tokens(person)),
        lambda session, person, _successor: revoke_tokens(session, person),
    )
)
