"""The kinds of causes there are; whoever announces another kind registers it here first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.models import Membership, Mention, Message
from ..core.i18n import _
from .shapes import Kind

DIGEST = "digest"
MENTION = "mention"

_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; returns it."""
    _kinds[kind.name] = kind
    return kind


def kind_named(name: str) -> Kind:
    """The kind of this name; KeyError."""
    return _kinds[name]


def _mention_waits(session: Session, person: int, message: int) -> bool:
    """Not once it is done with, or read: who has seen it in the hub needs no letter about it."""
    found = (
        select(Mention.id)
        .join(Message, (Message.channel_id == Mention.channel_id) & (Message.seq == Mention.seq))
        .join(Membership, (Membership.channel_id == Mention.channel_id) & (Membership.person_id == Mention.person_id))
        .where(Message.id == message, Mention.person_id == person, Mention.done_at.is_(None))
        .where(Membership.last_read_seq < Message.seq)
    )
    return session.execute(found).first() is not None


register(
    Kind(
        MENTION,
        to_person=lambda place: _("“%(place)s”有消息点名了您或您的单位，请登录会商系统处理。", place=place),
        to_group=lambda place: _("“%(place)s”有新的点名，请有关单位登录会商系统处理。", place=place),
        still_waits=_mention_waits,
    )
)
