"""Who asks: from a cookie, a token or a person to a Viewer, or to nobody when anything on the way has ended."""

from dataclasses import replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.viewer import Viewer
from ..keys import hash_secret
from ..models import ApiToken, Person, SignedInSession
from ..rules.expiry import is_alive


def viewer_of_session(session: Session, secret: str) -> Viewer | None:
    """The viewer whose browser sent this cookie; None when the session has ended or idled out, or the account is closed."""
    return _of_session(session, SignedInSession.secret_hash == hash_secret(secret))


def viewer_of_session_id(session: Session, session_id: int) -> Viewer | None:
    """As `viewer_of_session`, for a socket that knows which session it was opened under."""
    return _of_session(session, SignedInSession.id == session_id)


def session_alive(session: Session, session_id: int) -> bool:
    """Whether the session may still be used now, by an active person of an active unit."""
    return viewer_of_session_id(session, session_id) is not None


def viewer_of_token(session: Session, token: str) -> Viewer | None:
    """The viewer that this API token acts as; None when it was revoked or the account is closed."""
    found = select(ApiToken, Person).join(Person, ApiToken.person_id == Person.id)
    found = found.where(ApiToken.secret_hash == hash_secret(token), ApiToken.revoked_at.is_(None))
    row = session.execute(found).first()
    if row is None or (viewer := _viewer(row[1])) is None:
        return None
    return replace(viewer, token_id=row[0].id)


def viewer_of_person(session: Session, person_id: int) -> Viewer | None:
    """The viewer that this person is, without session or token; None when the account is closed."""
    person = session.get(Person, person_id)
    return None if person is None else _viewer(person)


def _of_session(session: Session, condition: ColumnElement[bool]) -> Viewer | None:
    found = select(SignedInSession, Person).join(Person, SignedInSession.person_id == Person.id)
    row = session.execute(found.where(condition, SignedInSession.ended_at.is_(None))).first()
    if row is None or not is_alive(row[0].seen_at, row[0].idle_seconds, row[0].expires_at, clock.now()):
        return None
    viewer = _viewer(row[1])
    return None if viewer is None else replace(viewer, session_id=row[0].id)


def _viewer(person: Person) -> Viewer | None:
    if not person.is_active or not person.unit.is_active(clock.today()):
        return None
    return Viewer(
        person_id=person.id,
        public_id=person.public_id,
        name=person.name,
        post=person.post,
        unit_id=person.unit_id,
        unit_public_id=person.unit.public_id,
        unit_name=person.unit.short_name,
        unit_tile=person.unit.tile,
        roles=person.roles,
        locale=person.locale,
        must_change_password=person.must_change_password,
    )
