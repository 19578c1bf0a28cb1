"""待我处理: what waits for a person, from every feature that has something; a feature adds its own with `@source`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core import clock
from ...core.i18n import _, _n
from ...core.viewer import Viewer
from ...plan.models import WorkItem
from ..models import Channel, Membership, Mention, Message
from ..rules import excerpt
from ..shapes import ChannelEntry, Link, TodoAct, TodoEntry, TodoKind, Urgency
from .channels import channels_of

Find = Callable[[Session, Viewer], list[TodoEntry]]
Count = Callable[[Session, Viewer], int]

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
_count_open = (
    select(func.count())
    .select_from(Mention)
    .join(Message, (Message.channel_id == Mention.channel_id) & (Message.seq == Mention.seq))
    .join(Membership, (Membership.channel_id == Mention.channel_id) & (Membership.person_id == Mention.person_id))
    .where(Mention.person_id == bindparam("person_id"), Mention.done_at.is_(None))
    .where(Membership.ended_at.is_(None), Message.retracted_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries of one kind come from; `count` gives how many there are, cheaper than finding them."""

    kind: TodoKind
    find: Find
    count: Count


_sources: dict[str, Source] = {}


def source(kind: TodoKind, count: Count) -> Callable[[Find], Find]:
    """Decorator: `find(session, viewer)` has entries of `kind` for 待我处理, and `count` says how many wait."""

    def register(find: Find) -> Find:
        _sources[kind.name] = Source(kind, find, count)
        return find

    return register


def kinds() -> dict[str, TodoKind]:
    """Every kind of entry there is, by its name."""
    return {name: source.kind for name, source in _sources.items()}


def waiting(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Everything that waits for the viewer: the most urgent first, then what is due first, what is owed, the newest."""
    entries = [entry for source in _sources.values() for entry in source.find(session, viewer)]
    return sorted(entries, key=_order)


def waiting_count(session: Session, viewer: Viewer) -> int:
    """How much is owed by the viewer or their unit; what is only unread does not count."""
    return sum(source.count(session, viewer) for source in _sources.values() if source.kind.is_owed)


def _count_mentions(session: Session, viewer: Viewer) -> int:
    return session.scalar(_count_open, {"person_id": viewer.person_id}) or 0


def _count_unread(session: Session, viewer: Viewer) -> int:
    return sum(entry.unread > 0 for entry in channels_of(session, viewer))


@source(TodoKind("mention", "at", lambda n: _n("点名%(num)d件", n)), _count_mentions)
def mentions(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Messages that name the viewer, their unit or a group of theirs, and that they have not settled; the newest 200."""
    found = session.execute(_open, {"person_id": viewer.person_id})
    return [
        TodoEntry(
            kind="mention",
            id=message,
            label=_("点名我") if basis == "person" else _("点名我单位"),
            title=excerpt(body) or _("［文件］"),
            source=said_where(unit, author, place_name(kind, title, number)),
            at=posted_at,
            urgency=urgency_of(posted_at),
            due_at=None,
            is_mine=basis == "person",
            count=1,
            channel=channel,
            seq=seq,
            link=Link("channels.message", {"message_id": message}),
            look=_("看原文"),
            act=TodoAct(
                label=_("已办"),
                post=Link("channels.settle", {"message_id": message}),
                done=_("已办"),
                undo=Link("channels.reopen", {"message_id": message}),
            ),
        )
        for basis, message, body, posted_at, seq, unit, author, channel, kind, title, number in found
    ]


@source(TodoKind("unread", "channel", lambda n: _n("未读频道%(num)d个", n), is_owed=False), _count_unread)
def unread(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The viewer's channels with messages that they have not read, with the time of the newest."""
    entries = [entry for entry in channels_of(session, viewer) if entry.unread]
    asked = {"channels": [entry.public_id for entry in entries]}
    rows = session.execute(_spoken_at, asked) if entries else ()
    spoken_at = {public_id: posted_at for public_id, posted_at in rows if posted_at is not None}
    return [_unread(entry, spoken_at[entry.public_id]) for entry in entries if entry.public_id in spoken_at]


def _unread(entry: ChannelEntry, spoken_at: datetime) -> TodoEntry:
    return TodoEntry(
        kind="unread",
        id=entry.public_id,
        label=_("未读消息"),
        title=entry.title,
        source=place_name(entry.kind, entry.section, entry.number),
        at=spoken_at,
        urgency=urgency_of(spoken_at),
        due_at=None,
        is_mine=False,
        count=entry.unread,
        channel=entry.public_id,
        seq=entry.head,
        link=Link("channels.desk", {"channel_id": entry.public_id}),
        look=_("去看"),
        act=TodoAct(
            label=_("标为已读"),
            post=Link("channels.read", {"channel_id": entry.public_id}),
            done=_("已读"),
            fields={"seq": entry.head},
        ),
        note=_("%(n)d条未读", n=entry.unread),
    )


def _order(entry: TodoEntry) -> tuple[Urgency, float, bool, float]:
    due = entry.due_at.timestamp() if entry.due_at else float("inf")
    return entry.urgency, due, not _is_owed(entry), -entry.at.timestamp()


def _is_owed(entry: TodoEntry) -> bool:
    return _sources[entry.kind].kind.is_owed


def place_name(kind: str, title: str, number: int | None) -> str:
    """A channel in the viewer's language: 全体, or the item with its number."""
    if kind == "everyone":
        return _("全体")
    return _("事项 %(number)d　%(title)s", number=number or 0, title=title)


def said_where(unit: str, author: str, place: str) -> str:
    """Who said it, for which unit, in which channel."""
    return _("%(unit)s %(author)s，%(place)s", unit=unit, author=author, place=place)


def urgency_of(at: datetime) -> Urgency:
    """How urgent something is that came in at `at` and has no deadline: by its day and week in Shanghai."""
    today, on = clock.today(), clock.local(at).date()
    monday = today - timedelta(days=today.weekday())
    return Urgency.TODAY if on >= today else Urgency.WEEK if on >= monday else Urgency.OTHER
