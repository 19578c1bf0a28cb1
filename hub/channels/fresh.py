"""A message right after its post, put together from what was written: reading it again would cost the hot path a query."""

from datetime import datetime

from .admission import Entry, Quoted
from .rules import excerpt
from .shapes import Facets, MessageView, QuoteView


def fresh_view(entry: Entry, posted_at: datetime) -> MessageView:
    """The message that has just been written, as everybody will see it, but for what hangs on it (`facets.complete`)."""
    viewer = entry.viewer
    return MessageView(
        id=entry.id,
        public_id=entry.public_id,
        channel=entry.draft.channel,
        seq=entry.seq,
        change=entry.change,
        client_id=entry.draft.client_id,
        author_id=viewer.person_id,
        author_public_id=viewer.public_id,
        author_name=viewer.name,
        author_post=viewer.post,
        unit_public_id=viewer.unit_public_id,
        unit_name=viewer.unit_name,
        unit_tile=viewer.unit_tile,
        body=entry.draft.body,
        posted_at=posted_at,
        edited_at=None,
        retracted_at=None,
        reply=_quote(entry.reply) if entry.reply else None,
        mentioned=tuple(entry.named.names),
        facets=Facets(bits=entry.facets),
    )


def _quote(quoted: Quoted) -> QuoteView:
    return QuoteView(
        public_id=quoted.public_id,
        seq=quoted.seq,
        unit_name=quoted.unit_name,
        author_name=quoted.author_name,
        excerpt=excerpt(quoted.beginning),
        retracted=False,
    )
