"""What the draft says of one agenda item: what units said, where they differ, what was decided, settled or carried over. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from ...core.prose import plain
from ...meetings.live.shapes import DecisionView, ItemRecord, PositionView, StatementView
from ..rules import TEXT_LIMIT
from .extracting import Extractive, Summarizer
from .rules import WORDING_LIMIT, filled
from .shapes import Drafted, Facts, Sentence, Source
from .words import day_text, ended, joined

SUMMARIZER: Summarizer = Extractive()
KEPT = 2
"""Sentences that a shortened unit's words keep."""


def passages(facts: Facts, item: ItemRecord, texts: Mapping[str, str], most: int) -> Iterator[Drafted]:
    """Its heading, and what there is to say."""
    of = Source("item", item.public_id)
    yield Drafted(f"item:{item.public_id}:heading", "heading", (Sentence(_heading(item.title), (of,)),), item.public_id)
    said = [*what_was_said(facts, item, texts, most)]
    yield from said
    if not said:
        key = "not_reached" if item.state == "waiting" else "empty"
        yield _passage(item, "empty", [Sentence(filled(texts, key), (of,))])


def was_taken_up(item: ItemRecord) -> bool:
    """Whether it was under discussion at all: time, words, positions or decisions say so."""
    return bool(item.seconds or item.statements or item.standing_decisions) or any(one.stance for one in item.positions)


def _heading(title: str) -> str:
    return title if title.startswith("关于") else f"关于{title}"


def what_was_said(facts: Facts, item: ItemRecord, texts: Mapping[str, str], most: int = 0) -> Iterator[Drafted]:
    """Statements, positions, decisions, its issue, and that it is carried over; nothing where there is nothing."""
    statements = [one for one in item.statements if one.is_statement and one.text.strip()]
    is_short = bool(most) and len(statements) > most
    heard = [*(_shortened(texts, statements) if is_short else _verbatim(texts, statements)), *_discussed(item, texts)]
    key = f"item:{item.public_id}"
    yield from parted(f"{key}:heard", "heard", heard, item.public_id, is_extract=is_short)
    yield from parted(f"{key}:position", "position", _positions(item, texts), item.public_id)
    yield from (_decision(item, one, texts) for one in item.decisions if one.state == "fixed")
    if settled := [*_issue(facts, item, texts)]:
        yield _passage(item, "settled", settled)
    if item.is_carried or item.state == "deferred":
        split = any(position.stance in {"reserve", "against"} for position in item.positions)
        words = filled(texts, "carried_split" if split else "carried", 议题=item.title)
        yield _passage(item, "carried", [Sentence(words, (Source("item", item.public_id),))])


def _passage(item: ItemRecord, part: str, said: Sequence[Sentence]) -> Drafted:
    return Drafted(f"item:{item.public_id}:{part}", part, tuple(said), item.public_id)


def parted(
    key: str, part: str, said: Iterable[Sentence], item: str = "", *, is_extract: bool = False
) -> Iterator[Drafted]:
    """As many passages as the sentences need, none where there are none: what stands in one can be saved again (TEXT_LIMIT)."""
    parts: list[list[Sentence]] = []
    room = 0
    for one in said:
        if not parts or len(one.text) > room:
            parts.append([])
            room = TEXT_LIMIT
        parts[-1].append(one)
        room -= len(one.text)
    for number, sentences in enumerate(parts, start=1):
        of = key if number == 1 else f"{key}:{number}"
        yield Drafted(of, part, tuple(sentences), item, is_extract=is_extract)


def _by_unit(statements: Sequence[StatementView]) -> dict[str, list[StatementView]]:
    units: dict[str, list[StatementView]] = {}
    for one in statements:
        units.setdefault(one.unit_name, []).append(one)
    return units


def _verbatim(texts: Mapping[str, str], statements: Sequence[StatementView]) -> Iterator[Sentence]:
    """Whom the meeting heard, then what each unit stated, in its own words."""
    units = _by_unit(statements)
    if units:
        yield Sentence(filled(texts, "heard", 单位=joined(units)), _messages(statements))
    for unit, said in units.items():
        yield from _of_unit(texts, unit, said)


def _of_unit(texts: Mapping[str, str], unit: str, said: Sequence[StatementView]) -> Iterator[Sentence]:
    """Its words together; each statement by itself where they are too many for one passage."""
    words = [ended(plain(one.text)) for one in said]
    if sum(map(len, words)) <= TEXT_LIMIT - WORDING_LIMIT:
        yield Sentence(filled(texts, "statement", 单位=unit, 内容="".join(words)), _messages(said))
        return
    for one, text in zip(said, words, strict=True):
        yield Sentence(filled(texts, "statement", 单位=unit, 内容=text), _messages([one]))


def _shortened(texts: Mapping[str, str], statements: Sequence[StatementView]) -> Iterator[Sentence]:
    """The same in fewer words: whole sentences of each unit, picked by the summarizer."""
    units = _by_unit(statements)
    yield Sentence(filled(texts, "heard", 单位=joined(units)), _messages(statements))
    for unit, said in units.items():
        picked = SUMMARIZER.shorten([ended(plain(one.text)) for one in said], KEPT)
        words = "".join(sentence for _place, sentence in picked)
        sources = _messages([said[place] for place in sorted({place for place, _sentence in picked})])
        yield Sentence(filled(texts, "statement", 单位=unit, 内容=words), sources)


def _discussed(item: ItemRecord, texts: Mapping[str, str]) -> Iterator[Sentence]:
    """Units that spoke without a marked statement: that they did, and no word of what."""
    stated = {one.unit_name for one in item.statements if one.is_statement}
    spoke = [one for one in item.statements if one.text.strip() and one.unit_name not in stated]
    first = {one.unit_name: one for one in reversed(spoke)}
    if units := joined(one.unit_name for one in spoke):
        yield Sentence(
            filled(texts, "discussed", 单位=units), _messages(sorted(first.values(), key=lambda one: one.seq))
        )


def _messages(said: Sequence[StatementView]) -> tuple[Source, ...]:
    return tuple(Source("message", one.message) for one in said)


def _positions(item: ItemRecord, texts: Mapping[str, str]) -> Iterator[Sentence]:
    """Who agrees, together; then whoever has reservations or is against, each with its words."""
    write, source = partial(filled, texts), Source("position", item.public_id)
    agreeing = [one.unit_name for one in item.positions if one.stance == "agree"]
    if agreeing:
        yield Sentence(write("agree", 单位=joined(agreeing)), (source,))
    for stance in ("reserve", "against"):
        for one in item.positions:
            if one.stance == stance:
                yield Sentence(_position(one, texts), (source,))


def _position(one: PositionView, texts: Mapping[str, str]) -> str:
    words = ended(plain(one.words))
    if not words:
        return filled(texts, one.stance, 单位=one.unit_name)
    return filled(texts, f"{one.stance}_words", 单位=one.unit_name, 意见=words)


def _decision(item: ItemRecord, one: DecisionView, texts: Mapping[str, str]) -> Drafted:
    sources = (Source("decision", one.public_id), *(Source("message", message) for message in one.sources))
    said = Sentence(
        decision_text(texts, one.text, one.lead_name, [name for _id, name in one.supporting], one.due_on), sources
    )
    data = {
        "decision": one.public_id,
        "text": one.text,
        "lead": one.lead,
        "supporting": [*one.supporting_ids],
        "due_on": one.due_on.isoformat() if one.due_on else None,
    }
    return Drafted(f"decision:{one.public_id}", "decision", (said,), item.public_id, tuple(data.items()))


def decision_text(
    texts: Mapping[str, str], text: str, lead: str, supporting: Sequence[str], due_on: date | None
) -> str:
    """会议议定：由A牵头，B、C配合，于×年×月×日前……。"""
    share = ""
    if lead and supporting:
        share = filled(texts, "lead_with", 牵头单位=lead, 配合单位=joined(supporting))
    elif lead:
        share = filled(texts, "lead_only", 牵头单位=lead)
    due = filled(texts, "due", 日期=day_text(due_on)) if due_on else ""
    return filled(texts, "decision", 分工=share, 时限=due, 内容=ended(text))


def _issue(facts: Facts, item: ItemRecord, texts: Mapping[str, str]) -> Iterator[Sentence]:
    issue = facts.issue_of(item.public_id)
    if issue is None:
        return
    source = Source("issue", issue.public_id)
    if issue.is_settled:
        yield Sentence(filled(texts, "issue_settled", 编号=issue.number), (source,))
    else:
        yield Sentence(filled(texts, "issue_due", 编号=issue.number, 日期=day_text(issue.due_on)), (source,))
