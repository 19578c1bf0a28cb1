"""Where passages come from, sentence by sentence; a fixed number of queries."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person, Unit
from ....channels.models import Message
from ....issues.models import Issue
from ....issues.rules import written_number
from ...models import Passage, PassageSource
from ..shapes import SentenceView, SourceView


def sources_of(session: Session, minutes_id: int) -> dict[int, list[tuple[str, SourceView]]]:
    """What each passage (key) rests on: pairs of a sentence as it was drafted and one of its sources."""
    found = select(PassageSource, Message, Unit.short_name, Person.name)
    found = found.outerjoin(Message, Message.id == PassageSource.message_id).outerjoin(Unit, Unit.id == Message.unit_id)
    found = found.outerjoin(Person, Person.id == Message.author_id)
    found = found.join(Passage, Passage.id == PassageSource.passage_id).where(Passage.minutes_id == minutes_id)
    rows = session.execute(found.order_by(PassageSource.passage_id, PassageSource.position)).all()
    issues = _issues(session, {source.thing for source, *_rest in rows if source.kind == "issue"})
    made: dict[int, list[tuple[str, SourceView]]] = {}
    for source, message, unit, name in rows:
        view = _message(message, unit, name) if message else _other(source, issues)
        if view is not None:
            made.setdefault(source.passage_id, []).append((source.quote, view))
    return made


def cut(text: str, sources: Sequence[tuple[str, SourceView]]) -> list[SentenceView]:
    """The text, cut at the sentences that still stand as drafted; none where none of them does."""
    found: list[SentenceView] = []
    at = 0
    for quote in dict.fromkeys(quote for quote, _source in sources):
        where = text.find(quote, at)
        if where < 0:
            continue
        if where > at:
            found.append(SentenceView(text[at:where]))
        found.append(SentenceView(quote, tuple(source for of, source in sources if of == quote)))
        at = where + len(quote)
    return [*found, SentenceView(text[at:])] if found and at < len(text) else found


def _message(message: Message, unit: str, name: str) -> SourceView:
    words = "" if message.retracted_at else " ".join(message.body.split())
    return SourceView("message", words, unit, name, message.posted_at, "channels.message", message.public_id)


def _other(source: PassageSource, issues: dict[str, str]) -> SourceView | None:
    if source.kind == "issue" and source.thing in issues:
        return SourceView("issue", issues[source.thing], endpoint="issues.issue", thing=source.thing)
    return None


def _issues(session: Session, public_ids: set[str]) -> dict[str, str]:
    found = select(Issue.public_id, Issue.year, Issue.number).where(Issue.public_id.in_(public_ids))
    return {id_: written_number(year, number) for id_, year, number in session.execute(found)} if public_ids else {}
