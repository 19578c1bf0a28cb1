"""Who asks: from a cookie, a token or a person to a Viewer, or to nobody when anything on the way has ended.

Every request and every event of a socket asks this first, so each is one statement that is made once, of columns and not of
objects: half the time of the mapper's two.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.viewer import Role, Viewer
from ..keys import hash_secret
from ..models import ApiToken, Person, PersonRole, SignedInSession, Unit
from ..rules.expiry import is_alive
from ..rules.standing import stands_on

_NAMES = (Person.id, Person.public_id, Person.name, Person.post, Unit.id, Unit.public_id, Unit.short_name, Unit.tile)
"""The first fields of a Viewer."""
_WHO = (*_NAMES, Person.locale, Person.must_change_password, Unit.active_from, Unit.active_to, PersonRole.role)


def _asking(*columns: Any) -> Select[Any]:
    """Rows of a person, one for each role, with columns before them; nothing where the account is closed."""
    found = select(*columns, *_WHO).join(Unit, Unit.id == Person.unit_id)
    return found.outerjoin(PersonRole, PersonRole.person_id == Person.id).where(Person.deactivated_at.is_(None))


_of_person = _asking().where(Person.id == bindparam("person_id"))
_of_token = _asking(ApiToken.id).join(ApiToken, ApiToken.person_id == Person.id)
_of_token = _of_token.where(ApiToken.secret_hash == bindparam("hash"), ApiToken.revoked_at.is_(None))
_of_session = _asking(
    SignedInSession.seen_at, SignedInSession.idle_seconds, SignedInSession.expires_at, SignedInSession.id
)
_of_session = _of_session.join(SignedInSession, SignedInSession.person_id == Person.id)
_of_session = _of_session.where(SignedInSession.ended_at.is_(None))
_of_secret = _of_session.where(SignedInSession.secret_hash == bindparam("hash"))
_of_id = _of_session.where(SignedInSession.id == bindparam("session_id"))


def viewer_of_session(session: Session, secret: str) -> Viewer | None:
    """The viewer whose browser sent this cookie; None when the session has ended or idled out, or the account is closed."""
    return _alive(session.execute(_of_secret, {"hash": hash_secret(secret)}).all())


def viewer_of_session_id(session: Session, session_id: int) -> Viewer | None:
    """As `viewer_of_session`, for a socket that knows which session it was opened under."""
    return _alive(session.execute(_of_id, {"session_id": session_id}).all())


def session_alive(session: Session, session_id: int) -> bool:
    """Whether the session may still be used now, by an active person of an active unit."""
    return viewer_of_session_id(session, session_id) is not None


def viewer_of_token(session: Session, token: str) -> Viewer | None:
    """The viewer that this API token acts as; None when it was revoked or the account is closed."""
    rows = session.execute(_of_token, {"hash": hash_secret(token)}).all()
    return _viewer([row[1:] for row in rows], token_id=rows[0][0]) if rows else None


def viewer_of_person(session: Session, person_id: int) -> Viewer | None:
    """The viewer that this person is, without session or token; None when the account is closed."""
    return _viewer(session.execute(_of_person, {"person_id": person_id}).all())


def _alive(rows: Sequence[Sequence[Any]]) -> Viewer | None:
    if not rows:
        return None
    seen_at, idle_seconds, expires_at, session_id = rows[0][:4]
    if not is_alive(seen_at, idle_seconds, expires_at, clock.now()):
        return None
    return _viewer([row[4:] for row in rows], session_id=session_id)


def _viewer(rows: Sequence[Sequence[Any]], session_id: int | None = None, token_id: int | None = None) -> Viewer | None:
    """From the rows of one person, in the order of `_WHO`; None for none, and where their unit is closed."""
    if not rows:
        return None
    *_who, locale, must_change_password, active_from, active_to, _role = rows[0]
    if not stands_on(clock.today(), active_from, active_to):
        return None
    roles = frozenset(Role(row[-1]) for row in rows if row[-1] is not None)
    viewer = Viewer(*rows[0][: len(_NAMES)])
    return replace(
        viewer,
        roles=roles,
        locale=locale,
        must_change_password=must_change_password,
        session_id=session_id,
        token_id=token_id,
    )
