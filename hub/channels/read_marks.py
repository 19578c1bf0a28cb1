"""Read marks: one number per member, which only ever moves forward and never past the head."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from ..core import events
from ..core.errors import HubError, NotFound
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Viewer
from .events import ReadMarked
from .models import Membership
from .policy import Standing, standings
from .rules import clean_number, clean_public_id

Mark = tuple[Viewer, str, int]
"""Who has read, in which channel (public id), up to which place."""

_memberships = cast(Table, Membership.__table__)
_move = (
    update(_memberships)
    .where(_memberships.c.channel_id == bindparam("channel"), _memberships.c.person_id == bindparam("person"))
    .where(_memberships.c.last_read_seq < bindparam("seq"))
    .values(last_read_seq=bindparam("seq"))
)


def mark_all(session: Session, marks: Sequence[Mark]) -> list[int | HubError]:
    """Move several read marks in this transaction; for each, in order, where it stands now, or NotFound or Invalid.

    Two statements, however many there are.
    """
    wanted = [_clean(mark) for mark in marks]
    good = [mark for mark in wanted if not isinstance(mark, HubError)]
    places = standings(session, {viewer.person_id for viewer, _, _ in good}, {channel for _, channel, _ in good})
    moved: dict[tuple[int, int], int] = {}
    outcomes = [mark if isinstance(mark, HubError) else _stands(session, places, mark, moved) for mark in wanted]
    if moved:
        rows = [{"channel": channel, "person": person, "seq": seq} for (channel, person), seq in sorted(moved.items())]
        session.connection().execute(_move, rows)
    names = {place.channel_id: place.public_id for place in places.values()}
    for (channel_id, person_id), seq in moved.items():
        events.record(session, ReadMarked(channel_id, names[channel_id], person_id, seq))
    return outcomes


def _clean(mark: Mark) -> Mark | HubError:
    viewer, channel, seq = mark
    try:
        return viewer, clean_public_id(channel), clean_number(seq, "seq")
    except HubError as refusal:
        return refusal


def _stands(
    session: Session, places: dict[tuple[int, str], Standing], mark: Mark, moved: dict[tuple[int, int], int]
) -> int | HubError:
    viewer, channel, seq = mark
    place = places.get((viewer.person_id, channel))
    if place is None or not can(session, viewer, "channel.read", place):
        return NotFound(_("没有找到，或者您无权查看。"))
    key = (place.channel_id, viewer.person_id)
    before = moved.get(key, place.last_read or 0)
    after = max(before, min(seq, place.head))
    if after > before:
        moved[key] = after
    return after
