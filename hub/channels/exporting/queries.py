"""Reads of exports: my own, and which messages two dates hold."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import can, require
from ...core.viewer import Viewer
from ...plan.models import WorkItem
from ..models import Channel, Message
from ..queries import place_name
from ..rules import clean_public_id
from ..shapes.exporting import ExportView
from . import policy as _policy  # noqa: F401 (its rules)
from .models import Export
from .rules import KEPT, file_name, instants

MOST = 20
"""Exports in a list; they are gone after a day anyhow."""


def mine(session: Session, viewer: Viewer) -> list[ExportView]:
    """The viewer's latest exports from channels that they may still export, the newest first. Two queries and one a channel."""
    rows = session.execute(_found().where(Export.person_id == viewer.person_id).order_by(Export.id.desc()).limit(MOST))
    seen: dict[int, bool] = {}
    return [_view(row) for row in rows if _may_take(session, viewer, row[0], seen)]


def export(session: Session, viewer: Viewer, public_id: str) -> ExportView:
    """One of the viewer's exports; NotFound for anybody else's, and once they are no longer in its channel."""
    row = session.execute(_found().where(Export.public_id == clean_public_id(public_id))).first()
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    require(session, viewer, "export.read", row[0])
    return _view(row)


def found(session: Session, viewer: Viewer, public_id: str) -> Export:
    """The row of one of the viewer's exports; NotFound as above."""
    row = session.scalar(select(Export).where(Export.public_id == clean_public_id(public_id)))
    require(session, viewer, "export.read", row)
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def span(session: Session, channel_id: int, first_on: date, last_on: date) -> tuple[int, int]:
    """The first and the last number of a channel's messages of these Shanghai dates; (1, 0) where there are none.

    Looks at both ends alone, however long it is between them; a clock that was set back may have put numbers there out
    of order.
    """
    begin, end = instants(first_on, last_on)
    within = (Message.channel_id == channel_id, Message.posted_at >= begin, Message.posted_at < end)
    numbers = select(Message.seq).where(*within).limit(_EDGE)
    seqs = list(session.scalars(numbers.order_by(Message.posted_at)))
    seqs += session.scalars(numbers.order_by(Message.posted_at.desc()))
    return (min(seqs), max(seqs)) if seqs else (1, 0)


_EDGE = 100
"""Messages at either end of a range among which the first and the last number are looked for."""


def channel_title(session: Session, channel_id: int) -> str:
    """What the channel is called, in the viewer's language."""
    named = select(Channel.kind, Channel.title, WorkItem.number).outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    return place_name(*session.execute(named.where(Channel.id == channel_id)).one())


def _found() -> Select[Any]:
    columns: tuple[Any, ...] = (Export, Channel.public_id, Channel.kind, Channel.title, WorkItem.number)
    found = select(*columns).select_from(Export).join(Channel, Channel.id == Export.channel_id)
    return found.outerjoin(WorkItem, WorkItem.id == Channel.item_id)


def _may_take(session: Session, viewer: Viewer, row: Export, seen: dict[int, bool]) -> bool:
    if row.channel_id not in seen:
        seen[row.channel_id] = can(session, viewer, "export.read", row)
    return seen[row.channel_id]


def _view(row: Any) -> ExportView:
    made, channel, *name = row
    title = place_name(*name)
    return ExportView(
        public_id=made.public_id,
        channel=channel,
        title=title,
        format=made.format,
        first_on=made.first_on,
        last_on=made.last_on,
        reason=made.reason,
        state=made.state,
        done=made.done,
        total=made.total,
        size_bytes=made.size_bytes,
        asked_at=made.asked_at,
        expires_at=made.ended_at + KEPT if made.state == "done" and made.ended_at else None,
        file_name=file_name(title, made.first_on, made.last_on, made.format),
        claim=made.claim,
    )
