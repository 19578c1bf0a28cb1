"""Minutes come into being when a consultation is closed; closed again, what nobody has touched is drafted anew (ADR 10)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ....channels.models import Message
from ....core import clock, events
from ....core.bulk import insert_many
from ....core.ids import new_public_id
from ....meetings.agenda.models import AgendaItem
from ....meetings.live.models import ItemMessage
from ....meetings.models import Consultation
from ...events import MinutesDrafted
from ...models import Minutes, Passage, PassageRevision, PassageSource
from ...rules import Act
from ...standing import tell
from ..compose import compose
from ..facts import facts_of
from ..ordering import woven
from ..queries import texts, unshortened
from ..shapes import Drafted

SUFFIX = "纪要"


def draft(session: Session, consultation_id: int) -> Minutes:
    """The minutes of a consultation (key) as its record has them; made anew where they stand in draft already.

    Asks no policy: closing the consultation is what calls for it. The consultation's row is held by whoever closes it.
    """
    row = session.get_one(Consultation, consultation_id)
    known = select(Minutes).where(Minutes.consultation_id == row.id, Minutes.corrects_id.is_(None))
    minutes = session.scalar(known.where(Minutes.state != "discarded").with_for_update())
    is_again = minutes is not None
    if minutes is None:
        minutes = Minutes(consultation_id=row.id, title=f"{row.title}{SUFFIX}")
        session.add(minutes)
        session.flush()
    drafted = compose(facts_of(session, row), texts(session), unshortened(session))
    _store(session, minutes, drafted, _messages(session, row))
    tell(session, minutes, Act.DRAFT_AGAIN if is_again else Act.DRAFT, None)
    events.record(session, MinutesDrafted(minutes.id, minutes.public_id, row.id, is_again))
    return minutes


def _messages(session: Session, row: Consultation) -> dict[str, int]:
    """The messages that were said to its items: keys by public id."""
    found = select(Message.public_id, Message.id).join(ItemMessage, ItemMessage.message_id == Message.id)
    found = found.join(AgendaItem, AgendaItem.id == ItemMessage.item_id).where(AgendaItem.consultation_id == row.id)
    return {public_id: id_ for public_id, id_ in session.execute(found)}


def _store(session: Session, minutes: Minutes, drafted: Sequence[Drafted], messages: dict[str, int]) -> None:
    """Write passages, first texts and sources; of passages that are there already only those that nobody has edited change."""
    listed = select(Passage).where(Passage.minutes_id == minutes.id).order_by(Passage.position, Passage.id)
    there = {one.key: one for one in session.scalars(listed)}
    kept = {key: one for key, one in there.items() if one.saved_by is not None}
    order = woven([*there], [one.key for one in drafted], kept)
    places = {key: place for place, key in enumerate(order, start=1)}
    _forget(session, [one.id for key, one in there.items() if key not in kept])
    now = clock.now()
    fresh = [(places[one.key], one) for one in drafted if one.key not in kept]
    insert_many(session, Passage, [_row(minutes.id, place, one, now) for place, one in fresh])
    for key, stays in kept.items():
        stays.position = places[key]
    for one in drafted:
        if one.key in kept:
            _keep(session, kept[one.key], one, now)
    found = select(Passage.key, Passage.id).where(Passage.minutes_id == minutes.id)
    ids = {key: id_ for key, id_ in session.execute(found)}
    first = {"number": 1, "base": 0, "why": "draft", "saved_by": None, "saved_at": now}
    texts_of = [
        {"passage_id": ids[one.key], "text": one.text, "data": dict(one.data), **first} for _place, one in fresh
    ]
    insert_many(session, PassageRevision, texts_of)
    insert_many(
        session, PassageSource, [line for _place, one in fresh for line in _sources(ids[one.key], one, messages)]
    )
    session.expire_all()


def _forget(session: Session, ids: list[int]) -> None:
    """Passages that nobody has edited make room for the new draft's."""
    if ids:
        for model in (PassageSource, PassageRevision):
            session.execute(delete(model).where(model.passage_id.in_(ids)))
        session.execute(delete(Passage).where(Passage.id.in_(ids)))


def _keep(session: Session, one: Passage, drafted: Drafted, now: Any) -> None:
    """An edited passage stays; what the new draft would say is the text before its last, to be compared and restored.

    Nothing is added where the draft before said the same.
    """
    before = select(PassageRevision.text, PassageRevision.data).where(PassageRevision.passage_id == one.id)
    before = before.where(PassageRevision.why == "draft").order_by(PassageRevision.number.desc()).limit(1)
    if session.execute(before).first() == (drafted.text, dict(drafted.data)):
        return
    latest = update(PassageRevision).where(PassageRevision.passage_id == one.id, PassageRevision.number == one.number)
    session.execute(latest.values(number=one.number + 1, base=one.number).execution_options(synchronize_session=False))
    line = {
        "number": one.number,
        "base": one.number - 1,
        "why": "draft",
        "text": drafted.text,
        "data": dict(drafted.data),
    }
    session.add(PassageRevision(passage_id=one.id, saved_by=None, saved_at=now, **line))
    one.number += 1
    session.flush()


def _row(minutes_id: int, place: int, one: Drafted, now: Any) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "minutes_id": minutes_id,
        "key": one.key,
        "part": one.part,
        "item": one.item,
        "position": place,
        "text": one.text,
        "data": dict(one.data),
        "number": 1,
        "is_extract": one.is_extract,
        "saved_by": None,
        "saved_at": now,
        "removed_at": None,
    }


def _sources(passage_id: int, one: Drafted, messages: dict[str, int]) -> list[dict[str, Any]]:
    said = [(sentence.text, source) for sentence in one.sentences for source in sentence.sources]
    return [
        {
            "passage_id": passage_id,
            "position": place,
            "quote": text,
            "kind": source.kind,
            "thing": source.thing,
            "message_id": messages.get(source.thing) if source.kind == "message" else None,
        }
        for place, (text, source) in enumerate(said)
    ]
