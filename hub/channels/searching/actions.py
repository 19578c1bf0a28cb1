"""Keeping the index true: whatever changes a message, or what hangs on it, has it cut anew. Asks no policy: nobody reads here."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ..admission import Entry
from ..models import Message
from . import indexing
from .indexing import Document, folded_texts
from .models import SearchText
from .texts import extra_texts

_now = (
    select(Message.id, Message.channel_id, Message.unit_id, Message.author_id, Message.posted_at)
    .add_columns(Message.facets, Message.body, Message.retracted_at, SearchText.facets, SearchText.folded)
    .outerjoin(SearchText, SearchText.message_id == Message.id)
    .where(Message.id.in_(bindparam("ids", expanding=True)))
)


def index_posts(session: Session, entries: Sequence[Entry]) -> None:
    """Cut new messages; two statements, and one for each kind of other text that some of them have."""
    extra = extra_texts(session, {entry.id: int(entry.facets) for entry in entries})
    indexing.add(
        session, [_posted(entry, folded_texts(entry.draft.body, extra.get(entry.id, ()))) for entry in entries]
    )


def reindex(session: Session, message_ids: Sequence[int]) -> None:
    """Cut messages (keys) anew, as they are now; retracted ones are forgotten. To be called in the transaction of the change."""
    session.flush()
    rows = session.execute(_now, {"ids": list(message_ids)}).all()
    extra = extra_texts(session, {row[0]: row.facets for row in rows if row.retracted_at is None})
    old, new = [], []
    for id_, channel, unit, author, posted_at, facets, body, retracted_at, known_facets, known_text in rows:
        if known_text is not None:
            old.append(Document(id_, channel, unit, author, posted_at, known_facets, known_text))
        if retracted_at is None:
            words = folded_texts(body, extra.get(id_, ()))
            new.append(Document(id_, channel, unit, author, posted_at, facets, words))
    changed = [one for one in old if one not in new]
    indexing.take_out(session, changed)
    indexing.add(session, [one for one in new if one not in old])


def _posted(entry: Entry, folded: str) -> Document:
    if entry.place is None or entry.posted_at is None:
        raise RuntimeError("the entry has not been written")
    viewer = entry.viewer
    return Document(
        entry.id,
        entry.place.channel_id,
        viewer.unit_id,
        viewer.person_id,
        entry.posted_at,
        int(entry.facets),
        folded,
    )
