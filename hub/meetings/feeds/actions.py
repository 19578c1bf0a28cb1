"""Making a secret address, noting that it is used, and taking it back. Callers hold the transaction."""

import secrets

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ...accounts.keys import hash_secret
from ...channels.rules import clean_public_id
from ...core import clock
from ...core.errors import Denied, NotFound
from ...core.events import record
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from . import policy as _policy  # noqa: F401 (the rule that acts ask for)
from .events import FeedMade, FeedRevoked
from .models import CalendarFeed
from .queries import count
from .rules import check_room, clean_name


def make(session: Session, viewer: Viewer, name: str) -> str:
    """A secret that opens the viewer's consultations with their rights of each moment; returned once, stored hashed.

    Raises Invalid or TooLarge (`name`), Denied for a program, Conflict for too many.
    """
    require(session, viewer, "content")
    name = clean_name(name)
    if viewer.token_id is not None:
        raise Denied(_("令牌不能创建日历订阅，请在网页上创建。"))
    check_room(count(session, viewer.person_id))
    secret = secrets.token_urlsafe(32)
    row = CalendarFeed(person_id=viewer.person_id, name=name, secret_hash=hash_secret(secret))
    session.add(row)
    session.flush()
    record(session, FeedMade(row.public_id, viewer.person_id))
    return secret


def revoke(session: Session, viewer: Viewer, feed: str) -> None:
    """The viewer's feed (public id) opens nothing from now on; NotFound for anybody else's or one revoked before."""
    row = session.scalar(select(CalendarFeed).where(CalendarFeed.public_id == clean_public_id(feed)).with_for_update())
    require(session, viewer, "feed.own", row)
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    _end(session, row)


def revoke_all(session: Session, person_id: int) -> None:
    """None of a person's (key) feeds opens anything from now on."""
    found = select(CalendarFeed).where(CalendarFeed.person_id == person_id, CalendarFeed.revoked_at.is_(None))
    for row in session.scalars(found):
        _end(session, row)


def note_use(session: Session, feed_id: int) -> None:
    """A program has read the feed (key) just now."""
    session.execute(update(CalendarFeed).where(CalendarFeed.id == feed_id).values(used_at=clock.now()))


def _end(session: Session, row: CalendarFeed) -> None:
    row.revoked_at = clock.now()
    session.flush()
    record(session, FeedRevoked(row.public_id, row.person_id))
