"""What I keep an eye on myself: the browsers I am signed in with, and my programs' tokens."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.viewer import Viewer
from ..models import ApiToken, SignedInSession
from ..rules.devices import device_name
from ..rules.expiry import is_alive


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser that is signed in as me. `device` is empty when it did not say."""

    public_id: str
    device: str
    address: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token that acts as me; the token itself is not kept."""

    public_id: str
    name: str
    created_at: datetime
    used_at: datetime | None


def my_sessions(session: Session, viewer: Viewer) -> list[SessionView]:
    """The viewer's living sessions, this one first, then the last seen."""
    mine = select(SignedInSession).where(
        SignedInSession.person_id == viewer.person_id, SignedInSession.ended_at.is_(None)
    )
    rows = [
        row for row in session.scalars(mine) if is_alive(row.seen_at, row.idle_seconds, row.expires_at, clock.now())
    ]
    rows.sort(key=lambda row: (row.id == viewer.session_id, row.seen_at), reverse=True)
    return [
        SessionView(
            public_id=row.public_id,
            device=device_name(row.agent),
            address=row.address,
            created_at=row.created_at,
            seen_at=row.seen_at,
            expires_at=row.expires_at,
            is_current=row.id == viewer.session_id,
        )
        for row in rows
    ]


def my_tokens(session: Session, viewer: Viewer) -> list[TokenView]:
    """The viewer's tokens that still open something, newest first."""
    mine = select(ApiToken).where(ApiToken.person_id == viewer.person_id, ApiToken.revoked_at.is_(None))
    rows = session.scalars(mine.order_by(ApiToken.id.desc()))
    return [TokenView(row.public_id, row.name, row.created_at, row.used_at) for row in rows]
