"""待我处理: what waits for a person, from every feature that has something; a feature adds its own with `@source`."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core import clock
from ...core.i18n import _
from ...core.viewer import Viewer
from ...plan.models import WorkItem
from ..models import Channel, Membership, Mention, Message
from ..rules import excerpt
from ..shapes import TodoEntry, Urgency
from .channels import channels_of

Source = Callable[[Session, Viewer], list[TodoEntry]]

MOST_MENTIONS = 200
_open = (
    select(
        *(Mention.basis, Message.public_id, Message.body, Message.posted_at, Message.seq, Unit.short_name, Person.name),
        *(Channel.public_id, Channel.kind, Channel.title, WorkItem.number),
    )
    .select_from(Mention)
    .join(Message, (Message.channel_id == Mention.channel_id) & (Message.seq == Mention.seq))
    .join(Membership, (Membership.channel_id == Mention.channel_id) & (Membership.person_id == Mention.person_id))
    .join(Channel, Channel.id == Mention.channel_id)
    .join(Person, Person.id == Message.author_id)
    .join(Unit, Unit.id == Message.unit_id)
    .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    .where(Mention.person_id == bindparam("person_id"), Mention.done_at.is_(None))
    .where(Membership.ended_at.is_(None), Message.retracted_at.is_(None))
    .order_by(Mention.id.desc())
    .limit(MOST_MENTIONS)
)
_newest = (  # one row by its index for each channel; a join would have PostgreSQL read all messages
    select(Message.posted_at)
    .where(Message.channel_id == Channel.id, Message.seq == Channel.head_seq)
    .correlate(Channel)
    .scalar_subquery()
)
_spoken_at = select(Channel.public_id, _newest).where(Channel.public_id.in_(bindparam("channels", expanding=True)))
_sources: list[Source] = []


def source(find: Source) -> Source:
    """Decorator: `find(session, viewer)` has entries for 待我处理."""
    if find not in _sources:
        _sources.append(find)
    return find


def waiting(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Everything that waits for the viewer: the most urgent first, then what is due first, what names them, the newest."""
    entries = [entry for find in _sources for entry in find(session, viewer)]
    return sorted(entries, key=_order)


@source
def mentions(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Messages that name the viewer, their unit or a group of theirs, and that they have not settled; the newest 200."""
    found = session.execute(_open, {"person_id": viewer.person_id})
    return [
        TodoEntry(
            kind="mention",
            id=message,
            title=excerpt(body),
            source=_source(unit, author, _place(kind, title, number)),
            at=posted_at,
            urgency=_urgency(posted_at),
            due_at=None,
            is_mine=basis == "person",
            count=1,
            channel=channel,
            seq=seq,
            link=("channels.message", {"message_id": message}),
        )
        for basis, message, body, posted_at, seq, unit, author, channel, kind, title, number in found
    ]


@source
def unread(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The viewer's channels with messages that they have not read, with the time of the newest."""
    entries = [entry for entry in channels_of(session, viewer) if entry.unread]
    asked = {"channels": [entry.public_id for entry in entries]}
    rows = session.execute(_spoken_at, asked) if entries else ()
    spoken_at = {public_id: posted_at for public_id, posted_at in rows if posted_at is not None}
    return [
        TodoEntry(
            kind="unread",
            id=entry.public_id,
            title=entry.title,
            source=_place(entry.kind, entry.section, entry.number),
            at=spoken_at[entry.public_id],
            urgency=_urgency(spoken_at[entry.public_id]),
            due_at=None,
            is_mine=False,
            count=entry.unread,
            channel=entry.public_id,
            seq=entry.head,
            link=("channels.desk", {"channel_id": entry.public_id}),
        )
        for entry in entries
        if entry.public_id in spoken_at
    ]


def _order(entry: TodoEntry) -> tuple[Urgency, float, bool, float]:
    due = entry.due_at.timestamp() if entry.due_at else float("inf")
    return entry.urgency, due, entry.kind == "unread", -entry.at.timestamp()


def _place(kind: str, title: str, number: int | None) -> str:
    if kind == "everyone":
        return _("全体")
    return _("事项 %(number)d　%(title)s", number=number or 0, title=title)


def _source(unit: str, author: str, place: str) -> str:
    return _("%(unit)s %(author)s，%(place)s", unit=unit, author=author, place=place)


def _urgency(at: datetime) -> Urgency:
    today, on = clock.today(), clock.local(at).date()
    monday = today - timedelta(days=today.weekday())
    return Urgency.TODAY if on >= today else Urgency.WEEK if on >= monday else Urgency.OTHER
