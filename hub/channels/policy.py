"""Who may read a channel, speak in it, and change what was said: membership is a row, and nothing else opens the door."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..core import clock
from ..core.i18n import _
from ..core.policy import rule
from ..core.viewer import Viewer
from .models import Channel, Membership, Message


@dataclass(frozen=True, slots=True)
class Standing:
    """A channel as of now, and where one person stands in it; `last_read` is None for somebody who is not in."""

    channel_id: int
    public_id: str
    kind: str
    item_id: int | None
    title: str
    head: int
    change: int
    is_archived: bool
    last_read: int | None


def is_active(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """SQL over Person and Unit: the account may be used, and the unit exists on `today`."""
    return and_(Person.deactivated_at.is_(None), is_open(today))


def is_open(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """SQL over Unit: the unit exists on `today`, its last day included."""
    begun = or_(Unit.active_from.is_(None), Unit.active_from <= today)
    return and_(begun, or_(Unit.active_to.is_(None), Unit.active_to >= today))


_last_read = (
    select(Membership.last_read_seq)
    .join(Person, Person.id == Membership.person_id)
    .join(Unit, Unit.id == Person.unit_id)
    .where(
        Membership.channel_id == Channel.id,
        Membership.person_id == bindparam("person_id"),
        Membership.ended_at.is_(None),
        is_active(bindparam("today", type_=Date)),
    )
    .scalar_subquery()
)
_columns = (
    Channel.id,
    Channel.public_id,
    Channel.kind,
    Channel.item_id,
    Channel.title,
    Channel.head_seq,
    Channel.head_change,
    Channel.archived_at.is_not(None),
)
_standing = select(*_columns, _last_read)
_by_public_id = _standing.where(Channel.public_id == bindparam("channel"))
_by_id = _standing.where(Channel.id == bindparam("channel"))
_many = (
    select(Membership.person_id, *_columns, Membership.last_read_seq)
    .select_from(Membership)
    .join(Channel, Channel.id == Membership.channel_id)
    .join(Person, Person.id == Membership.person_id)
    .join(Unit, Unit.id == Person.unit_id)
    .where(Channel.public_id.in_(bindparam("channels", expanding=True)))
    .where(Membership.person_id.in_(bindparam("people", expanding=True)))
    .where(Membership.ended_at.is_(None), is_active(bindparam("today", type_=Date)))
)


def standing(session: Session, viewer: Viewer, channel: str | int) -> Standing | None:
    """The channel with this public id (or key), and the viewer's place in it; None when there is none. One query."""
    asked = {"channel": channel, "person_id": viewer.person_id, "today": clock.today()}
    row = session.execute(_by_public_id if isinstance(channel, str) else _by_id, asked).first()
    return None if row is None else Standing(*row)


def standings(session: Session, people: set[int], channels: set[str]) -> dict[tuple[int, str], Standing]:
    """As `standing` for several persons (keys) and channels (public ids) at once, members only; one query."""
    asked = {"people": list(people), "channels": list(channels), "today": clock.today()}
    rows = session.connection().execute(_many, asked)
    return {(person_id, place[1]): Standing(*place) for person_id, *place in rows}


Thing = Channel | Message | Standing | None


def archived() -> str:
    """Why nobody posts any more where everybody may read."""
    return _("这个频道已归档，只能查看，不能发言。")


@rule("channel.read")
def may_read(session: Session, viewer: Viewer, thing: Thing) -> bool:
    """Active members read the channel and all messages in it; nobody else knows that it exists."""
    place = _place(session, viewer, thing)
    return viewer.sees_content and place is not None and place.last_read is not None


@rule("channel.post", see="channel.read", refusal=archived)
def may_post(session: Session, viewer: Viewer, thing: Thing) -> bool:
    """Members speak until the channel is archived."""
    place = _place(session, viewer, thing)
    return place is not None and not place.is_archived


@rule("channel.invite", see="channel.read")
def may_invite(_session: Session, viewer: Viewer, _thing: Thing) -> bool:
    """The office alone lets observers and others in, and out again."""
    return viewer.is_office


@rule("message.edit", see="channel.read")
def may_edit(session: Session, viewer: Viewer, message: Message) -> bool:
    """The author, while still a member and while the channel is open."""
    return message.author_id == viewer.person_id and may_post(session, viewer, message)


@rule("message.retract", see="channel.read")
def may_retract(session: Session, viewer: Viewer, message: Message) -> bool:
    """The author as for an edit; the office any message (a child's name must not stay); nobody in an archived channel."""
    return (message.author_id == viewer.person_id or viewer.is_office) and may_post(session, viewer, message)


@rule("message.history", see="channel.read")
def may_read_history(_session: Session, _viewer: Viewer, _message: Message) -> bool:
    """Whoever reads a message may see what it said before."""
    return True


def _place(session: Session, viewer: Viewer, thing: Any) -> Standing | None:
    if thing is None or isinstance(thing, Standing):
        return thing
    return standing(session, viewer, thing.id if isinstance(thing, Channel) else thing.channel_id)
