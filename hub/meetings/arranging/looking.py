"""What the form says while it is filled in: what is taken at that time, by when the notice has to go out, and whether the day is worked."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.errors import Invalid
from ...core.viewer import Viewer
from ..models import MeetingRoom
from ..notice import Notice, notice_of
from .conflicts import Overlap, Wanted, overlaps
from .offering import Offer
from .written import Written, when


@dataclass(frozen=True, slots=True)
class Look:
    """`notice` is None for a time that has passed; `is_working` of the day on which it would be held."""

    overlaps: tuple[Overlap, ...]
    notice: Notice | None
    is_working: bool


def look(session: Session, viewer: Viewer, written: Written, offer: Offer, but: int | None = None) -> Look | None:
    """What can be said of the time that is written; None while it is none. `but` is the consultation (key) that is changed."""
    try:
        starts_at, ends_at = when(written)
    except Invalid:
        return None
    kind, now = offer.kind(written["kind"]), clock.now()
    wanted = Wanted(starts_at, ends_at, *_taken(session, written, offer), but=but)
    time = office_time(session)
    notice = notice_of(time, starts_at, kind.notice_days, now) if kind and starts_at > now else None
    return Look(tuple(overlaps(session, viewer, wanted)), notice, time.days.is_working(starts_at.date()))


def _taken(session: Session, written: Written, offer: Offer) -> tuple[frozenset[int], frozenset[int], int | None]:
    """The keys of units, people and room that are written."""
    kind = offer.kind(written["kind"])
    units = set(offer.units_of(list(written.units), list(written.groups)))
    people = {written["chair"], written["note_taker"], *written.people}
    chosen = [one for one in offer.people if one.public_id in people]
    if kind is not None and kind.is_named_only:
        units = {one.unit_public_id for one in chosen if not one.is_observer}
    room = session.scalar(select(MeetingRoom.id).where(MeetingRoom.public_id == written["room"]))
    return (
        frozenset(unit.id for unit in offer.units if unit.public_id in units),
        frozenset(one.id for one in chosen),
        room,
    )
