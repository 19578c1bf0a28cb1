"""From where to look: a place among the keys of messages."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, func, select, true
from sqlalchemy.orm import Session

from ...core import clock
from ...core.columns import Instant
from ..models import Channel, Message
from ..queries.entering import nothing_here
from ..rules import clean_public_id
from .dates import LATEST
from .models import SearchText

_last_said = (
    select(Message.id)
    .where(Message.channel_id == Channel.id, Message.posted_at < bindparam("end", type_=Instant))
    .order_by(Message.posted_at.desc())
    .limit(1)
    .lateral()
)
_newest = (
    select(func.max(_last_said.c.id))
    .select_from(Channel)
    .join(_last_said, true())
    .where(Channel.id.in_(bindparam("channels", expanding=True)))
)


def place(session: Session, before: str | None, channel_ids: Sequence[int]) -> int:
    """The key below which to look: of a message (public id) in these channels (keys), else above all."""
    if before is None:
        return (session.scalar(select(func.max(SearchText.message_id))) or 0) + 1
    found = select(Message.id).where(Message.public_id == clean_public_id(before))
    key = session.scalar(found.where(Message.channel_id.in_(channel_ids)))
    if key is None:
        raise nothing_here()
    return key


def newest_until(session: Session, channel_ids: Sequence[int], until: date) -> int:
    """The highest key of each channel's last message until the end of a Shanghai date; 0 without any. PostgreSQL only.

    A key may be above it all the same where keys do not follow the clock.
    """
    end = datetime.combine(min(until, LATEST) + timedelta(days=1), time(), clock.SHANGHAI)
    return session.scalar(_newest, {"channels": channel_ids, "end": end}) or 0
