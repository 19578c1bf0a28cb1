"""What is pinned in a channel, beside its title, and the page of what is marked."""

from datetime import date, datetime, time, timedelta

from flask import render_template, request

from ....core import clock
from ....core.db import reading
from ....web.doors import door
from ....web.viewer import current_viewer
from ...queries import channel_page
from .. import queries
from ..rules import KINDS
from . import marking


@marking.get("/channels/<channel_id>/pins")
@door("channel.read")
def pins(channel_id: str) -> str:
    """The pins of a channel, as they stand beside its title."""
    viewer = current_viewer()
    with reading() as session:
        found = queries.pins(session, viewer, channel_id)
        page = channel_page(session, viewer, channel_id)
    return render_template("channels/marking/_pins.html", pins=found, page=page)


@marking.get("/channels/<channel_id>/marks")
@door("channel.read")
def marks(channel_id: str) -> str:
    """What is marked in a channel, by kind; `?kind=` shows one, `?from=` and `?to=` the messages of these Shanghai dates."""
    viewer, asked = current_viewer(), request.args
    kind = asked.get("kind") if asked.get("kind") in KINDS else None
    begins_on, ends_on = (asked.get(name, type=date.fromisoformat) for name in ("from", "to"))
    between = (_midnight(begins_on), _midnight(ends_on and min(ends_on, date.max - timedelta(days=2)), days=1))
    with reading() as session:
        entry = channel_page(session, viewer, channel_id).entry
        found = queries.marked(session, viewer, channel_id, KINDS, *between)
    return render_template(
        "channels/marking/marks.html",
        entry=entry,
        kind=kind,
        counts={one: sum(marked.mark.kind == one for marked in found) for one in KINDS},
        groups=[(one, [marked for marked in found if marked.mark.kind == one]) for one in KINDS if kind in (None, one)],
        begins_on=begins_on,
        ends_on=ends_on,
    )


def _midnight(on: date | None, days: int = 0) -> datetime | None:
    """Where a Shanghai date begins, or the one so many days later."""
    if on is None:
        return None
    return datetime.combine(max(on, date(1900, 1, 1)) + timedelta(days=days), time(), clock.SHANGHAI)
