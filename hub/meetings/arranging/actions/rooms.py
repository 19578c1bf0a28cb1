"""Meeting rooms: added, given other words, retired and brought back. A room that is retired keeps what was arranged in it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.errors import Conflict, Invalid, NotFound
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ...models import MeetingRoom
from ...rules import clean_line
from ..events import RoomChanged
from ..rules import PLACE_LIMIT, clean_name, clean_seats


@dataclass(frozen=True, slots=True)
class RoomForm:
    """A room as it was typed."""

    name: str
    place: str
    seats: str


def add_room(session: Session, viewer: Viewer, form: RoomForm) -> str:
    """A new room; its public id. Raises Denied, and Invalid or TooLarge by field."""
    require(session, viewer, "office")
    room = MeetingRoom()
    _write(session, room, form)
    session.add(room)
    return _told(session, viewer, room, "add")


def change_room(session: Session, viewer: Viewer, room: str, form: RoomForm) -> None:
    """Other words for a room (public id). Raises Denied, NotFound, and Invalid or TooLarge by field."""
    row = _locked(session, viewer, room)
    _write(session, row, form)
    _told(session, viewer, row, "change")


def retire_room(session: Session, viewer: Viewer, room: str) -> None:
    """From today on it is not to be had. Raises Denied, NotFound, Conflict when it is retired already."""
    row = _locked(session, viewer, room)
    if row.retired_on is not None:
        raise Conflict(_("这个会议室已经停用。"))
    row.retired_on = clock.today()
    _told(session, viewer, row, "retire")


def bring_back_room(session: Session, viewer: Viewer, room: str) -> None:
    """It is to be had again. Raises Denied, NotFound, Conflict when it is in use."""
    row = _locked(session, viewer, room)
    if row.retired_on is None:
        raise Conflict(_("这个会议室正在使用。"))
    row.retired_on = None
    _told(session, viewer, row, "return")


def _locked(session: Session, viewer: Viewer, room: str) -> MeetingRoom:
    require(session, viewer, "office")
    row = session.scalar(select(MeetingRoom).where(MeetingRoom.public_id == room).with_for_update())
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def _write(session: Session, row: MeetingRoom, form: RoomForm) -> None:
    name = clean_name(form.name)
    taken = session.scalar(select(MeetingRoom).where(MeetingRoom.name == name))
    if taken is not None and taken is not row:
        if taken.retired_on is not None:
            raise Invalid(_("已停用的会议室里有这个名称，可以恢复使用，或换一个名称。"), field="name")
        raise Invalid(_("已有这个名称的会议室。"), field="name")
    row.name, row.place = name, clean_line(form.place, "place", PLACE_LIMIT)
    row.seats = clean_seats(form.seats)


def _told(session: Session, viewer: Viewer, row: MeetingRoom, act: str) -> str:
    session.flush()
    events.record(session, RoomChanged(row.id, row.public_id, act, viewer.person_id))  # type: ignore[arg-type]
    return row.public_id
