"""What waits for a person because of others' words: messages that name them, and answers to their own."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core.i18n import _, _n
from ...core.viewer import Viewer
from ...plan.models import WorkItem
from ..models import Channel, Membership, Mention, Message
from ..rules import excerpt
from ..shapes import Link, TodoAct, TodoEntry, TodoKind
from .todo import place_name, said_where, source, urgency_of

MOST_MENTIONS = 200
NAMED = ("person", "unit", "group")
ANSWERED = ("reply",)
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
    .where(Mention.basis.in_(bindparam("bases", expanding=True)))
    .where(Membership.ended_at.is_(None), Message.retracted_at.is_(None))
    .order_by(Mention.id.desc())
    .limit(MOST_MENTIONS)
)
_count_open = (
    select(func.count())
    .select_from(Mention)
    .join(Message, (Message.channel_id == Mention.channel_id) & (Message.seq == Mention.seq))
    .join(Membership, (Membership.channel_id == Mention.channel_id) & (Membership.person_id == Mention.person_id))
    .where(Mention.person_id == bindparam("person_id"), Mention.done_at.is_(None))
    .where(Mention.basis.in_(bindparam("bases", expanding=True)))
    .where(Membership.ended_at.is_(None), Message.retracted_at.is_(None))
)


def _count_mentions(session: Session, viewer: Viewer) -> int:
    return session.scalar(_count_open, {"person_id": viewer.person_id, "bases": NAMED}) or 0


def _count_replies(session: Session, viewer: Viewer) -> int:
    return session.scalar(_count_open, {"person_id": viewer.person_id, "bases": ANSWERED}) or 0


@source(TodoKind("mention", "at", lambda n: _n("点名%(num)d件", n)), _count_mentions)
def mentions(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Messages that name the viewer, their unit or a group of theirs, and that they have not settled; the newest 200."""
    return _open_of(session, viewer, "mention", NAMED)


@source(TodoKind("reply", "reply", lambda n: _n("回复%(num)d件", n)), _count_replies)
def replies(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Answers to the viewer's messages that they have not settled; the newest 200. Whom an answer names has a mention."""
    return _open_of(session, viewer, "reply", ANSWERED)


def _open_of(session: Session, viewer: Viewer, name: str, bases: tuple[str, ...]) -> list[TodoEntry]:
    labels = {"person": _("点名我"), "reply": _("回复我")}
    found = session.execute(_open, {"person_id": viewer.person_id, "bases": bases})
    return [
        TodoEntry(
            kind=name,
            id=message,
            label=labels.get(basis, _("点名我单位")),
            title=excerpt(body) or _("［文件］"),
            source=said_where(unit, author, place_name(kind, title, number)),
            at=posted_at,
            urgency=urgency_of(posted_at),
            due_at=None,
            is_mine=basis in labels,
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
