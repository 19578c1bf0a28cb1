"""The channels in which a person has not read everything: nobody asked for anything, but it is there."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ...core.i18n import _, _n
from ...core.viewer import Viewer
from ..models import Channel, Message
from ..shapes import ChannelEntry, Link, TodoAct, TodoEntry, TodoKind
from .channels import channels_of
from .todo import place_name, source, urgency_of

_newest = (  # one row by its index for each channel; a join would have PostgreSQL read all messages
    select(Message.posted_at)
    .where(Message.channel_id == Channel.id, Message.seq == Channel.head_seq)
    .correlate(Channel)
    .scalar_subquery()
)
_spoken_at = select(Channel.public_id, _newest).where(Channel.public_id.in_(bindparam("channels", expanding=True)))


def _count_unread(session: Session, viewer: Viewer) -> int:
    return sum(entry.unread > 0 for entry in channels_of(session, viewer))


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
