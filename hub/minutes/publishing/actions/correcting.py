"""更正: what is out is never edited; minutes of their own begin as a copy, refer to it, and go the whole way again."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core import clock
from ....core.bulk import insert_many
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.ids import new_public_id
from ....core.viewer import Viewer
from ...models import Minutes, Passage, PassageRevision, PassageSource
from ...queries import passages
from ...rules import REASON_LIMIT, TITLE_LIMIT, Act, clean_line
from ...standing import check, locked, tell
from ..official import correction_title, referring

KEY = "correction"
"""The key of the passage that says what is corrected, and why."""
_STANDS = ("published", "draft", "commenting", "reviewing", "signing", "signed")


def correct(session: Session, viewer: Viewer, minutes: str, reason: str) -> Minutes:
    """Begin a correction of minutes that are out or void; returns it, a draft with all that they say, and the reason before it.

    Follow-ups know its decisions by their keys, so that none is opened twice (ADR 11). Raises NotFound, Denied, Invalid (field
    `reason`); Conflict while another correction of the same minutes is being written or counts.
    """
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.CORRECT, row)
    words = clean_line(reason, "reason", REASON_LIMIT)
    known = select(Minutes.number).where(Minutes.corrects_id == row.id, Minutes.state.in_(_STANDS))
    if (other := session.scalar(known)) is not None:
        raise Conflict(
            _("这份纪要已由%(number)s更正，请更正那一份。", number=other) if other else _("这份纪要的更正已经在起草。")
        )
    made = Minutes(
        consultation_id=row.consultation_id,
        corrects_id=row.id,
        title=correction_title(row.title, TITLE_LIMIT),
        created_by=viewer.person_id,
    )
    session.add(made)
    session.flush()
    out = clock.local(row.published_at or row.created_at).date()
    _copy(session, row, made, referring(row.title, row.number, out, words, is_void=row.state == "voided"))
    tell(session, row, Act.CORRECT, viewer, text=words, detail={"correction": made.public_id})
    tell(session, made, Act.DRAFT, viewer, text=words, detail={"corrects": row.public_id})
    return made


def discard(session: Session, viewer: Viewer, minutes: str) -> Minutes:
    """放弃 a correction that is not signed; returns what it would have corrected. Raises NotFound, Denied; Conflict for other minutes."""
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.DISCARD, row)
    if row.corrects_id is None:
        raise Conflict(_("会商的纪要不能放弃，只能放弃更正的草稿。"))
    row.state = "discarded"
    tell(session, row, Act.DISCARD, viewer)
    return session.get_one(Minutes, row.corrects_id)


def _copy(session: Session, row: Minutes, made: Minutes, referring: str) -> None:
    """The words that refer to the first minutes, then each passage of theirs as its first text, with its sources."""
    theirs = [one for one in passages(session, row.id) if one.key != KEY]  # what it corrected itself is not said again
    new: dict[str, Any] = {"minutes_id": made.id, "number": 1, "is_extract": False, "saved_at": clock.now()}
    rows = [
        {**_words(one), **new, "position": place, "saved_by": one.saved_by} for place, one in enumerate(theirs, start=2)
    ]
    first = {"key": KEY, "part": "free", "item": "", "text": referring, "data": {}, "position": 1, "saved_by": None}
    rows.append({**first, **new})
    insert_many(session, Passage, [{**line, "public_id": new_public_id(), "removed_at": None} for line in rows])
    ids = {
        key: id_ for key, id_ in session.execute(select(Passage.key, Passage.id).where(Passage.minutes_id == made.id))
    }
    texts = [
        {"passage_id": ids[line["key"]], "number": 1, "base": 0, "why": "draft"}
        | {name: line[name] for name in ("text", "data", "saved_by", "saved_at")}
        for line in rows
    ]
    insert_many(session, PassageRevision, texts)
    sources = [_source(source, ids[one.key]) for one in theirs for source in one.sources]
    insert_many(session, PassageSource, sources)
    session.expire_all()


def _words(one: Passage) -> dict[str, Any]:
    return {"key": one.key, "part": one.part, "item": one.item, "text": one.text, "data": dict(one.data)}


def _source(one: PassageSource, passage_id: int) -> dict[str, Any]:
    kept = {name: getattr(one, name) for name in ("position", "quote", "kind", "thing", "message_id")}
    return kept | {"passage_id": passage_id}
