"""What the connected may still do, asked of the database in a few queries for all of them (docs/adr/0006)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import monotonic

from gevent import get_hub
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.access import epoch
from ..accounts.models import AccessEpoch, ApiToken, Person, PersonRole, SignedInSession, Unit
from ..accounts.queries import viewer_of_person, viewer_of_session_id
from ..accounts.rules.expiry import is_alive
from ..channels.queries import readable
from ..core import clock
from ..core.db import glance, reading
from ..core.viewer import CONTENT_ROLES, Viewer
from .audience import Audience, Connection

KEPT_SECONDS = 5.0
"""How long a viewer is believed while the epoch stands: sessions also run out by time alone."""


_EPOCH = select(AccessEpoch.epoch)


class Epoch:
    """The count of everybody's rights, read once for all that happens in one turn of the loop."""

    def __init__(self) -> None:
        self._known: int | None = None

    def now(self) -> int:
        """The count; asked of no open session, so that whoever needs no more than this opens none."""
        if self._known is None:
            self._known = self._read()
            get_hub().loop.run_callback(self.forget)
        return self._known

    def forget(self) -> None:
        """Read it anew next time: the turn is over, or something was committed here."""
        self._known = None

    @staticmethod
    def _read() -> int:
        with glance() as connection:
            return connection.scalar(_EPOCH) or 0


def look_up(now: Epoch, connection: Connection) -> Viewer | None:
    """The connection's viewer as of now, for an event; None when they may not be here any more."""
    current = now.now()
    if connection.epoch != current or monotonic() > connection.looked_up_at + KEPT_SECONDS:
        with reading() as session:
            viewer = _look_up_again(session, connection.viewer)
        if viewer is None:
            return None
        connection.viewer, connection.epoch, connection.looked_up_at = viewer, current, monotonic()
    return connection.viewer


def _look_up_again(session: Session, known: Viewer) -> Viewer | None:
    if known.session_id is not None:
        return viewer_of_session_id(session, known.session_id)
    found = select(ApiToken.person_id).where(ApiToken.id == known.token_id, ApiToken.revoked_at.is_(None))
    person_id = session.scalar(found)
    viewer = None if person_id is None else viewer_of_person(session, person_id)
    return None if viewer is None else replace(viewer, token_id=known.token_id)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who of those asked about may still be here, in which language, and which channels (keys) each person may read."""

    sessions: frozenset[int]
    tokens: frozenset[int]
    locales: dict[int, str]
    channels: dict[int, frozenset[int]]

    def allows(self, viewer: Viewer) -> bool:
        """Whether this viewer's person and key are both still good."""
        if viewer.person_id not in self.locales:
            return False
        return viewer.session_id in self.sessions if viewer.session_id is not None else viewer.token_id in self.tokens


def admitted(session: Session, viewers: Iterable[Viewer]) -> Admitted:
    """How all these viewers stand now, in five queries whatever their number."""
    known = list(viewers)
    people = {viewer.person_id for viewer in known}
    return Admitted(
        sessions=_live_sessions(session, {viewer.session_id for viewer in known} - {None}),
        tokens=_live_tokens(session, {viewer.token_id for viewer in known} - {None}),
        locales=_active_people(session, people),
        channels=readable_channels(session, people),
    )


def readable_channels(session: Session, people: set[int]) -> dict[int, frozenset[int]]:
    """The channels (keys) that each person may read: as `channel.read` says, for many at once. A test compares the two."""
    roles = [role.value for role in CONTENT_ROLES]
    with_content = select(PersonRole.person_id).where(PersonRole.person_id.in_(people), PersonRole.role.in_(roles))
    seeing = set(session.scalars(with_content))
    return {person_id: frozenset() for person_id in people} | readable(session, seeing)


def _live_sessions(session: Session, ids: set[int | None]) -> frozenset[int]:
    row = SignedInSession
    found = select(row.id, row.seen_at, row.idle_seconds, row.expires_at).where(row.id.in_(ids), row.ended_at.is_(None))
    now = clock.now()
    rows = session.execute(found)
    return frozenset(id for id, seen_at, idle, expires_at in rows if is_alive(seen_at, idle, expires_at, now))


def _live_tokens(session: Session, ids: set[int | None]) -> frozenset[int]:
    return frozenset(session.scalars(select(ApiToken.id).where(ApiToken.id.in_(ids), ApiToken.revoked_at.is_(None))))


def _active_people(session: Session, ids: set[int]) -> dict[int, str]:
    found = select(Person.id, Person.locale, Unit).join(Unit, Person.unit_id == Unit.id)
    rows = session.execute(found.where(Person.id.in_(ids), Person.deactivated_at.is_(None)))
    today = clock.today()
    return {id: locale for id, locale, unit in rows if unit.is_active(today)}


@dataclass(slots=True)
class Watch:
    """Keeps an audience to its rights: `apply` after each change of anybody's, before anything is delivered."""

    audience: Audience
    now: Epoch
    epoch: int = -1

    def doubt(self) -> None:
        """Have everybody looked up again at the next occasion."""
        self.epoch = -1

    def has_moved(self) -> bool:
        """Whether anybody's rights have changed since the last `apply`: one read by primary key."""
        return self.now.now() != self.epoch

    def apply(self, session: Session) -> tuple[list[Connection], dict[Connection, set[int]]]:
        """Look everybody up again; they are out of what they lost when it returns.

        Returns who must go, and those whose channels are others now, with the keys of channels that they had open and lost.
        """
        current = epoch(session)  # read before the rest: what changes meanwhile is found next time
        connections = list(self.audience)
        found = admitted(session, [connection.viewer for connection in connections])
        gone: list[Connection] = []
        changed: dict[Connection, set[int]] = {}
        for connection in connections:
            if self.audience.find(connection.sid) is not connection:
                continue  # hung up while we asked
            person_id = connection.viewer.person_id
            if not found.allows(connection.viewer):
                self.audience.dismiss(connection)
                gone.append(connection)
                continue
            connection.viewer = replace(connection.viewer, locale=found.locales[person_id])
            if found.channels[person_id] != connection.channels:
                changed[connection] = connection.open - found.channels[person_id]
                self.audience.allow(connection, found.channels[person_id])
        self.epoch = current
        return gone, changed
