"""Meeting rooms, and when they are taken."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ... import policy
from ...models import Consultation, MeetingRoom
from ..listing import STANDING
from .days import DAY, midnight


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room; `ahead` counts what is still to be held in it, as far as the viewer may know of it."""

    public_id: str
    name: str
    place: str
    seats: int | None
    retired_on: date | None
    ahead: int


@dataclass(frozen=True, slots=True)
class Booking:
    """When a room is taken. Of a consultation that the viewer may not know of there is nothing but the time: its id is ""."""

    starts_at: datetime
    ends_at: datetime
    consultation: str = ""
    title: str = ""
    state: str = ""


def rooms(session: Session, viewer: Viewer, *, in_use_only: bool = False) -> list[RoomView]:
    """All rooms by name, those that are retired last."""
    found = select(MeetingRoom).order_by(MeetingRoom.retired_on.is_not(None), MeetingRoom.name)
    if in_use_only:
        found = found.where(MeetingRoom.retired_on.is_(None))
    rows = session.scalars(found).all()
    ahead = _ahead(session, viewer, [row.id for row in rows])
    return [RoomView(row.public_id, row.name, row.place, row.seats, row.retired_on, ahead[row.id]) for row in rows]


def room_row(session: Session, room: str) -> MeetingRoom:
    """The room with this public id; raises NotFound."""
    row = session.scalar(select(MeetingRoom).where(MeetingRoom.public_id == room))
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def bookings(session: Session, viewer: Viewer, room_id: int, first: date, last: date) -> dict[date, list[Booking]]:
    """By day, when the room (key) is taken from the first to the last day."""
    found = (
        select(Consultation.starts_at, Consultation.ends_at, Consultation.public_id, Consultation.title)
        .add_columns(Consultation.state, policy.visible(viewer).label("is_visible"))
        .where(Consultation.room_id == room_id, Consultation.state.in_((*STANDING, "closed")))
        .where(Consultation.starts_at >= midnight(first), Consultation.starts_at < midnight(last + DAY))
        .order_by(Consultation.starts_at, Consultation.id)
    )
    by_day: defaultdict[date, list[Booking]] = defaultdict(list)
    for starts_at, ends_at, public_id, title, state, is_visible in session.execute(found):
        known = (public_id, title, state) if is_visible else ()
        by_day[clock.local(starts_at).date()].append(Booking(starts_at, ends_at, *known))
    return by_day


def _ahead(session: Session, viewer: Viewer, ids: list[int]) -> defaultdict[int, int]:
    counted = select(Consultation.room_id, func.count()).where(Consultation.room_id.in_(ids))
    counted = counted.where(
        Consultation.starts_at > clock.now(), Consultation.state.in_(STANDING), policy.visible(viewer)
    )
    found: defaultdict[int, int] = defaultdict(int)
    found.update(session.execute(counted.group_by(Consultation.room_id)).all())  # type: ignore[arg-type]
    return found
