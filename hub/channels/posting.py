"""Messages into their channels: authorised, numbered without gaps, inserted together, each once however often it is sent.

The hot path: a fixed number of prepared statements for a batch, however many posts and channels are in it (one more for
each channel that takes numbers), in Core, because ORM objects cost more here than the database does.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table, bindparam, insert, update
from sqlalchemy.orm import Session

from ..core import clock, events
from ..core.errors import Denied, HubError
from ..core.ids import new_public_id
from ..core.viewer import Viewer
from . import extras
from .admission import Entry, Outcome, admit, clean, each
from .events import MessagePosted
from .facets import complete
from .fresh import fresh_view
from .models import ChangeLog, Channel, Membership, Mention, Message
from .policy import Standing, archived
from .retries import answer_retries, answer_twin
from .shapes import MessageDraft, MessageView, Posted

_channels, _memberships = cast(Table, Channel.__table__), cast(Table, Membership.__table__)
_take = (
    update(_channels)
    .where(_channels.c.id == bindparam("channel"), _channels.c.archived_at.is_(None))
    .values(
        head_seq=_channels.c.head_seq + bindparam("taken"), head_change=_channels.c.head_change + bindparam("taken")
    )
    .returning(_channels.c.head_seq, _channels.c.head_change)
)
_say = insert(cast(Table, Message.__table__)).returning(Message.public_id, Message.id)
_log = insert(cast(Table, ChangeLog.__table__))
_name = insert(cast(Table, Mention.__table__))
_read = (
    update(_memberships)
    .where(_memberships.c.channel_id == bindparam("channel"), _memberships.c.person_id == bindparam("person"))
    .where(_memberships.c.last_read_seq < bindparam("seq"))
    .values(last_read_seq=bindparam("seq"))
)


def post_message(session: Session, viewer: Viewer, draft: MessageDraft) -> Posted:
    """Post one message; raises what `post_all` would give for it."""
    outcome = post_all(session, [(viewer, draft)])[0]
    if isinstance(outcome, HubError):
        raise outcome
    return outcome


def post_all(session: Session, posts: Sequence[tuple[Viewer, MessageDraft]]) -> list[Outcome]:
    """Post several messages in this transaction; for each, in order, where it stands or why it was refused.

    A `client_id` that its author has used before gives the first post's place with `duplicate`, or Conflict when channel,
    words or quoted message differ. NotFound for somebody who is no member (any more), Denied in an archived channel,
    Invalid or TooLarge for words that cannot be.
    """
    session.flush()
    entries = [Entry(viewer, draft) for viewer, draft in posts]
    each(entries, clean)
    extras.clean([entry for entry in entries if entry.is_open])
    for step in (answer_retries, admit, extras.admit, _number, _insert):
        if waiting := [entry for entry in entries if entry.is_open]:
            step(session, waiting)
    for entry in entries:
        if entry.twin is not None:
            entry.outcome = answer_twin(entry, entry.twin)
    return [entry.outcome for entry in entries if entry.outcome is not None]


def _number(session: Session, entries: list[Entry]) -> None:
    """Give each entry its channel's next place and change; channels in the order of their keys, against deadlocks."""
    by_channel: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_channel[_place(entry).channel_id].append(entry)
    for channel_id, together in sorted(by_channel.items()):
        taken = len(together)
        row = session.connection().execute(_take, {"channel": channel_id, "taken": taken}).first()
        for place, entry in enumerate(together, start=1):
            if row is None:
                entry.outcome = Denied(archived())
                continue
            entry.public_id = new_public_id()
            entry.seq, entry.change = row[0] - taken + place, row[1] - taken + place


def _insert(session: Session, entries: list[Entry]) -> None:
    """Write all rows of the entries, and record what happened."""
    connection, posted_at = session.connection(), clock.now()
    said = connection.execute(_say, [_message_row(entry, posted_at) for entry in entries])
    ids = {public_id: id_ for public_id, id_ in said}
    for entry in entries:
        entry.id, entry.posted_at = ids[entry.public_id], posted_at
    connection.execute(_log, [_change_row(entry) for entry in entries])
    if mentions := [row for entry in entries for row in _mention_rows(entry)]:
        connection.execute(_name, mentions)
    _read_own(connection, entries)
    extras.insert(session, entries)
    views = complete(session, [fresh_view(entry, posted_at) for entry in entries])
    for entry, view in zip(entries, views, strict=True):
        entry.outcome = Posted(entry.public_id, entry.seq, entry.change, posted_at, duplicate=False)
        events.record(session, _posted(entry, view))


def _message_row(entry: Entry, posted_at: datetime) -> dict[str, object]:
    return {
        "public_id": entry.public_id,
        "channel_id": _place(entry).channel_id,
        "seq": entry.seq,
        "author_id": entry.viewer.person_id,
        "unit_id": entry.viewer.unit_id,
        "client_id": entry.draft.client_id,
        "body": entry.draft.body,
        "reply_to_id": entry.reply.id if entry.reply else None,
        "posted_at": posted_at,
        "mentioned": [name._asdict() for name in entry.named.names],
        "change": entry.change,
        "facets": int(entry.facets),
    }


def _change_row(entry: Entry) -> dict[str, object]:
    return {"channel_id": _place(entry).channel_id, "change": entry.change, "seq": entry.seq, "action": "create"}


def _mention_rows(entry: Entry) -> list[dict[str, object]]:
    place = {"channel_id": _place(entry).channel_id, "seq": entry.seq}
    return [{"person_id": person_id, "basis": basis, **place} for person_id, basis in entry.told.items()]


def _read_own(connection: Connection, entries: list[Entry]) -> None:
    """Move the read marks of authors who had read everything past their own posts; whoever had not keeps what waits."""
    marks = {(_place(entry).channel_id, entry.viewer.person_id): _place(entry).last_read or 0 for entry in entries}
    before = dict(marks)
    for entry in entries:
        pair = (_place(entry).channel_id, entry.viewer.person_id)
        if marks[pair] == entry.seq - 1:
            marks[pair] = entry.seq
        entry.last_read = marks[pair]
    moved = [
        {"channel": channel_id, "person": person_id, "seq": seq}
        for (channel_id, person_id), seq in sorted(marks.items())
        if seq != before[channel_id, person_id]
    ]
    if moved:
        connection.execute(_read, moved)


def _posted(entry: Entry, view: MessageView) -> MessagePosted:
    return MessagePosted(
        channel_id=_place(entry).channel_id,
        channel_public_id=entry.draft.channel,
        change=entry.change,
        seq=entry.seq,
        message_id=entry.id,
        author_id=entry.viewer.person_id,
        author_last_read=entry.last_read,
        mentioned=tuple(entry.named.people),
        reached=tuple({*entry.told, *entry.reached}),
        view=view,
    )


def _place(entry: Entry) -> Standing:
    if entry.place is None:
        raise RuntimeError("the entry has not been admitted")
    return entry.place
