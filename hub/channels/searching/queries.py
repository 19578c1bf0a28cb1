"""Answers to questions: what the viewer may read now and has all the words, newest first, a page at a time."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...accounts.queries import directory
from ...core.viewer import Viewer
from ..models import Message
from ..queries import views_of
from ..queries.entering import nothing_here
from ..rules import clean_limit, clean_public_id
from ..shapes import Facet, Found, FoundItem, Hit, MessageView, Question
from .asking import Term, has_all, pieces_of, terms
from .dates import tags_of_range
from .deciding import decisions
from .excerpts import excerpt, has_hit
from .items import items_with
from .lookup import Batch, candidates
from .places import newest_until, place
from .rooms import Room, rooms_of
from .rules import on_one_line, shown
from .statements import Wanted
from .texts import extra_texts

MOST_SEEN = 20_000
"""Messages that one answer looks through; only a lone character, or words that stand apart, make it look at so many."""
TOGETHER = 256
"""Messages about which other rooms are asked at once."""


class _Page(NamedTuple):
    keys: list[int]
    goes_on_below: int | None = None
    is_cut: bool = False


def search(session: Session, viewer: Viewer, question: Question) -> Found:
    """What fits the question among the messages that the viewer may read, and on a first page without filters the plans' items.

    Raises NotFound for a channel or a `before` that the viewer may not read, Invalid or TooLarge. Nothing is counted: what
    is more than a page shows in `older`.
    """
    asked = terms(question.words)
    rooms = rooms_of(session, viewer)
    if question.channel is not None and question.channel not in rooms:
        raise nothing_here()
    if not asked and not _is_narrowed(question):
        return Found(is_empty_question=True)
    room = rooms[question.channel] if question.channel else None
    page = _page(session, question, asked, [room] if room else list(rooms.values()))
    return Found(
        hits=_hits(session, page.keys, asked, rooms),
        items=_items(session, viewer, question, asked, room),
        older=_public_id(session, page.goes_on_below),
        is_cut=page.is_cut,
    )


def _is_narrowed(question: Question) -> bool:
    """Whether something other than words says what is wanted: then all messages that fit it are found."""
    by = (question.unit, question.person, question.since, question.until)
    return question.has_file or question.is_decision or any(value is not None for value in by)


def _page(session: Session, question: Question, asked: Sequence[Term], rooms: Sequence[Room]) -> _Page:
    limit = clean_limit(question.limit)
    wanted = _wanted(session, question, asked, rooms)
    before = place(session, question.before, [room.id for room in rooms])
    if wanted is None:
        return _Page([])
    keys: list[int] = []
    seen = 0
    for batch in candidates(session, wanted, before, MOST_SEEN, _expected(session, question, rooms)):
        keys += _fitting(session, question, asked, batch)
        seen += batch.seen
        if len(keys) > limit:
            return _Page(keys[:limit], keys[limit - 1])
        if seen == MOST_SEEN:
            return _Page(keys, batch.lowest, is_cut=True)
    return _Page(keys)


def _fitting(session: Session, question: Question, asked: Sequence[Term], batch: Batch) -> list[int]:
    """Those of the candidates that are answers."""
    keys = [key for key, folded in batch.fitting if has_all(folded, asked)]
    if not question.is_decision:
        return keys
    decided = {key for at in range(0, len(keys), TOGETHER) for key in decisions(session, keys[at : at + TOGETHER])}
    return [key for key in keys if key in decided]


def _expected(session: Session, question: Question, rooms: Sequence[Room]) -> Callable[[], int] | None:
    """What tells the newest message that a range of dates can have, as far as keys follow the clock."""
    until = question.until
    return None if until is None else partial(newest_until, session, [room.id for room in rooms], until)


def _wanted(session: Session, question: Question, asked: Sequence[Term], rooms: Sequence[Room]) -> Wanted | None:
    """The question in pieces; None where nothing can fit it."""
    must = pieces_of(asked)
    for prefix, key in (
        ("§u", _unit_key(session, question.unit) if question.unit else 0),
        ("§p", _person_key(session, question.person) if question.person else 0),
        ("§f", int(Facet.FILES) if question.has_file else 0),
        ("§f", int(Facet.MARKS) if question.is_decision else 0),
    ):
        if key is None:
            return None
        must += [f"{prefix}{key}"] if key else []
    groups = [[f"§c{room.id}" for room in rooms]]
    if question.since or question.until:
        groups.append(tags_of_range(question.since, question.until))
    return Wanted(must, groups, [term.text for term in asked]) if all(groups) else None


def _unit_key(session: Session, unit: str) -> int | None:
    found = directory(session).unit_by_public_id(unit)
    return found.id if found else None


def _person_key(session: Session, person: str) -> int | None:
    return session.scalar(select(Person.id).where(Person.public_id == clean_public_id(person)))


def _hits(session: Session, keys: list[int], asked: Sequence[Term], rooms: dict[str, Room]) -> tuple[Hit, ...]:
    """The messages as they are shown; the index is not believed about who may read them."""
    views = views_of(session, keys)
    extra = extra_texts(session, {key: int(view.facets.bits) for key, view in views.items()})
    return tuple(
        _hit(views[key], asked, rooms[views[key].channel], extra.get(key, ()))
        for key in keys
        if key in views and views[key].channel in rooms
    )


def _hit(view: MessageView, asked: Sequence[Term], room: Room, extra: Iterable[str]) -> Hit:
    also = (excerpt(on_one_line(text), asked) for text in extra)
    found = tuple(one for one in also if has_hit(one))
    return Hit(view, room.title, room.number, excerpt(shown(view.body), asked), found)


def _items(
    session: Session, viewer: Viewer, question: Question, asked: Sequence[Term], room: Room | None
) -> tuple[FoundItem, ...]:
    if question.before is not None or _is_narrowed(question) or (room and room.item_id is None):
        return ()
    return items_with(session, viewer, asked, room.item_id if room else None)


def _public_id(session: Session, key: int | None) -> str | None:
    return None if key is None else session.scalar(select(Message.public_id).where(Message.id == key))
