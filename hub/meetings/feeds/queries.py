"""The feeds of a person, and what an address opens."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...accounts.keys import hash_secret
from ...accounts.queries import viewer_of_person
from ...core.viewer import Viewer
from ..entries import entries_between
from ..ical import CalendarEntry
from .models import CalendarFeed
from .rules import span
from .shapes import FeedView, OpenFeed


def my_feeds(session: Session, viewer: Viewer) -> list[FeedView]:
    """The viewer's feeds that still open something, newest first."""
    mine = select(CalendarFeed).where(CalendarFeed.person_id == viewer.person_id, CalendarFeed.revoked_at.is_(None))
    rows = session.scalars(mine.order_by(CalendarFeed.id.desc()))
    return [FeedView(row.public_id, row.name, row.created_at, row.used_at) for row in rows]


def count(session: Session, person_id: int) -> int:
    """How many feeds of a person (key) open something."""
    found = select(func.count()).where(CalendarFeed.person_id == person_id, CalendarFeed.revoked_at.is_(None))
    return session.scalars(found).one()


def opened(session: Session, secret: str) -> OpenFeed | None:
    """What this secret opens; None for one unknown or revoked, and for whoever may see no content now.

    That is an account that is closed or must change its password first, or one without such a role.
    """
    found = select(CalendarFeed).where(CalendarFeed.secret_hash == hash_secret(secret))
    row = session.scalar(found.where(CalendarFeed.revoked_at.is_(None)))
    viewer = viewer_of_person(session, row.person_id) if row is not None else None
    if row is None or viewer is None or not viewer.sees_content or viewer.must_change_password:
        return None
    return OpenFeed(row.id, viewer, row.used_at)


def content(session: Session, viewer: Viewer, now: datetime) -> list[CalendarEntry]:
    """What the viewer's feeds hold: the consultations that they may know of, from 90 days ago to 400 days ahead."""
    return entries_between(session, viewer, *span(now))
