"""Retries: the first post counts, for ever, and the same key for something else is refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from ..core.errors import Conflict
from ..core.i18n import _
from .admission import Entry, Outcome
from .models import Channel, Message, MessageRevision
from .shapes import Facet, MessageDraft, Posted

Same = Callable[[Session, int, MessageDraft], bool]

_Quoted = aliased(Message)
_known = (
    select(Message.author_id, Message.client_id, Message.id, Channel.public_id, _Quoted.public_id, Message.body)
    .add_columns(or_(Message.edited_at.is_not(None), Message.retracted_at.is_not(None)))
    .add_columns(Message.facets, Message.public_id, Message.seq, Message.change, Message.posted_at)
    .join(Channel, Channel.id == Message.channel_id)
    .outerjoin(_Quoted, _Quoted.id == Message.reply_to_id)
    .where(Message.author_id.in_(bindparam("authors", expanding=True)))
    .where(Message.client_id.in_(bindparam("keys", expanding=True)))
)

_comparisons: list[tuple[Facet, Callable[[MessageDraft], bool], Same]] = []


def compared(kind: Facet, is_in: Callable[[MessageDraft], bool]) -> Callable[[Same], Same]:
    """Decorator: `same(session, message key, draft)` says whether the message has of `kind` what the draft brings.

    Asked only where both have some; where one has and the other has not (`is_in`), they differ anyway.
    """

    def register(same: Same) -> Same:
        _comparisons.append((kind, is_in, same))
        return same

    return register


def answer_retries(session: Session, entries: list[Entry]) -> None:
    """Give what has arrived before its answer, and what comes twice in this batch its twin; one query."""
    asked = {"authors": list({e.viewer.person_id for e in entries}), "keys": list({e.draft.client_id for e in entries})}
    rows = session.connection().execute(_known, asked).all()
    known = {(author_id, key): found for author_id, key, *found in rows}
    first: dict[tuple[int, str], Entry] = {}
    for entry in entries:
        key = (entry.viewer.person_id, entry.draft.client_id)
        if key in known:
            entry.outcome = _repeated(session, entry.draft, *known[key])
        elif key in first:
            entry.twin = first[key]
        else:
            first[key] = entry


def answer_twin(entry: Entry, twin: Entry) -> Outcome | None:
    """What becomes of a post whose key stands earlier in the same batch, given what became of that one."""
    if not isinstance(twin.outcome, Posted):
        return twin.outcome
    return replace(twin.outcome, duplicate=True) if entry.draft == twin.draft else _other_words()


def _repeated(
    session: Session, draft: MessageDraft, id_: int, channel: str, quoted: str | None, body: str, *rest: Any
) -> Outcome:
    is_touched, bits, public_id, seq, change, posted_at = rest
    said = _first_words(session, id_) if is_touched else body
    if (channel, quoted, said) != (draft.channel, draft.reply_to, draft.body) or _brings_else(
        session, id_, bits, draft
    ):
        return _other_words()
    return Posted(public_id, seq, change, posted_at, duplicate=True)


def _brings_else(session: Session, id_: int, bits: int, draft: MessageDraft) -> bool:
    return any(
        is_in(draft) != bool(bits & kind) or (is_in(draft) and not same(session, id_, draft))
        for kind, is_in, same in _comparisons
    )


def _first_words(session: Session, message_id: int) -> str | None:
    earlier = select(MessageRevision.body).where(MessageRevision.message_id == message_id)
    return session.scalar(earlier.order_by(MessageRevision.id).limit(1))


def _other_words() -> Conflict:
    return Conflict(_("这个 client_id 已用于另一条消息，请为新消息另取一个。"), field="client_id")
