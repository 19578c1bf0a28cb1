"""Signing in and out, and ending what is signed in elsewhere."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Conflict, Invalid, NotFound
from ...core.events import record
from ...core.i18n import LOCALES, _
from ...core.viewer import Viewer
from ..access import rights_changed
from ..events import SessionsEnded, SignedIn, SignInFailed
from ..keys import hash_secret, new_session_secret
from ..models import ApiToken, Person, SignedInSession
from ..rules.expiry import ABSOLUTE, IDLE, IDLE_KEPT, NOTED_EVERY
from .leaving import end_sessions


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who has proved to know a password: whose, against which hash, from where.

    `keep` is 在本机保持登录8小时; `stronger_hash` replaces a hash made at an older cost; `old_secret` is the cookie that
    the browser came with.
    """

    person_id: int
    password_hash: str
    address: str = ""
    agent: str = ""
    keep: bool = False
    stronger_hash: str | None = None
    old_secret: str | None = None


def sign_in(session: Session, proved: SignIn) -> str:
    """A new session with a new secret, which is returned for the cookie and stored hashed; what the browser had ends.

    Raises Conflict when the password or the account has changed since it was proved.
    """
    if proved.old_secret:
        _end_by_secret(session, proved.old_secret)
    person = session.get(Person, proved.person_id, with_for_update=True)
    if person is None or not person.is_active or person.password_hash != proved.password_hash:
        raise Conflict(_("账号信息刚刚变更，请重新登录。"))
    if proved.stronger_hash:
        person.password_hash = proved.stronger_hash
    secret, now = new_session_secret(), clock.now()
    row = SignedInSession(
        secret_hash=hash_secret(secret),
        person_id=person.id,
        created_at=now,
        seen_at=now,
        idle_seconds=int((IDLE_KEPT if proved.keep else IDLE).total_seconds()),
        expires_at=now + ABSOLUTE,
        address=proved.address[:64],
        agent=proved.agent[:200],
    )
    session.add(row)
    session.flush()
    record(session, SignedIn(person.id, row.id))
    return secret


def note_failure(session: Session, person_id: int | None) -> None:
    """Tell that somebody tried to come in as this person, or under no name that there is, and did not."""
    record(session, SignInFailed(person_id))


def sign_out(session: Session, viewer: Viewer) -> None:
    """End the session that the viewer came with."""
    if viewer.session_id is not None:
        _end(session, viewer.person_id, SignedInSession.id == viewer.session_id)


def end_session(session: Session, viewer: Viewer, public_id: str) -> None:
    """End one of the viewer's own sessions; NotFound for anybody else's."""
    if not _end(session, viewer.person_id, SignedInSession.public_id == public_id):
        raise NotFound(_("没有找到，或者您无权查看。"))


def end_other_sessions(session: Session, viewer: Viewer) -> None:
    """End all of the viewer's sessions but this one."""
    rights_changed(session)
    end_sessions(session, viewer.person_id, spare=viewer.session_id)


def note_activity(session: Session, viewer: Viewer) -> None:
    """Move the idle limit of the viewer's session, or a token's last use, at most once a minute."""
    now = clock.now()
    if viewer.token_id is not None:
        stale = or_(ApiToken.used_at.is_(None), ApiToken.used_at <= now - NOTED_EVERY)
        session.execute(update(ApiToken).where(ApiToken.id == viewer.token_id, stale).values(used_at=now))
    elif viewer.session_id is not None:
        old = SignedInSession.seen_at <= now - NOTED_EVERY
        session.execute(update(SignedInSession).where(SignedInSession.id == viewer.session_id, old).values(seen_at=now))


def set_locale(session: Session, viewer: Viewer, locale: str) -> None:
    """The language that the viewer reads from now on; Invalid for one that the hub does not speak."""
    if locale not in LOCALES:
        raise Invalid(_("没有这种语言。"), field="locale")
    rights_changed(session)  # not a right, but kept with them by who looked the viewer up
    session.execute(update(Person).where(Person.id == viewer.person_id).values(locale=locale))


def _end_by_secret(session: Session, secret: str) -> None:
    row = session.scalar(select(SignedInSession).where(SignedInSession.secret_hash == hash_secret(secret)))
    if row is not None:
        _end(session, row.person_id, SignedInSession.id == row.id)


def _end(session: Session, person_id: int, which: ColumnElement[bool]) -> bool:
    rights_changed(session)
    mine = select(SignedInSession).where(SignedInSession.person_id == person_id, SignedInSession.ended_at.is_(None))
    row = session.scalar(mine.where(which))
    if row is None:
        return False
    row.ended_at = clock.now()
    session.flush()
    record(session, SessionsEnded((row.id,), person_id))
    return True
