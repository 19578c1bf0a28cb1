"""What the draft says: facts in, passages out. Pure; the same facts and wording give the same draft.

Only what was fixed is 议定. Who said nothing is not said to have agreed. Where nothing was said, the draft says so.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ...meetings.live.shapes import ItemRecord
from . import items, people
from .rules import filled
from .shapes import Drafted, Facts, Sentence, Source
from .words import day_text, joined

FOLLOW_UP = "follow_up"
NOBODY = "（主持人）"
"""Where nobody was in the chair: a gap that shows, for the editors to fill."""


def compose(facts: Facts, texts: Mapping[str, str], most: int = 0) -> list[Drafted]:
    """The passages in order; `texts` is the office's wording, `most` how many statements of a unit stand unshortened (0: all)."""
    return [
        _lead(facts, texts),
        *_earlier(facts, texts),
        *(passage for item in _discussed(facts) for passage in items.passages(facts, item, texts, most)),
        *people.passages(facts.roster),
    ]


def _discussed(facts: Facts) -> list[ItemRecord]:
    return [item for item in facts.items if item.kind != FOLLOW_UP]


def _lead(facts: Facts, texts: Mapping[str, str]) -> Drafted:
    listed = [item for item in _discussed(facts) if items.was_taken_up(item)]
    titles = joined([item.title for item in listed[:3]])
    if len(listed) > 1:
        topics = filled(texts, "topics", 议题=titles, 数量=len(listed))
    else:
        topics = filled(texts, "one_topic", 议题=titles or facts.title)
    said = filled(
        texts,
        "lead",
        日期=day_text(facts.held_on),
        主持=facts.chair or NOBODY,
        地点=filled(texts, "place", 地点=facts.place) if facts.place else "",
        会议=facts.title,
        议题=topics,
    )
    sources = tuple(Source("item", item.public_id) for item in listed)
    return Drafted("lead", "lead", (Sentence(said, sources),))


def _earlier(facts: Facts, texts: Mapping[str, str]) -> Iterator[Drafted]:
    """上次议定事项落实情况, first of all, and what was said to it."""
    item = next((one for one in facts.items if one.kind == FOLLOW_UP), None)
    if item is None and not facts.earlier:
        return
    of = item.public_id if item else ""
    yield Drafted("earlier:heading", "heading", (Sentence("上次议定事项落实情况", _of(item)),), of)
    yield from items.parted("earlier:heard", "heard", _said_of_earlier(facts, texts, _of(item)), of)
    if item is not None:
        yield from items.what_was_said(facts, item, texts)


def _of(item: ItemRecord | None) -> tuple[Source, ...]:
    return (Source("item", item.public_id),) if item else ()


def _said_of_earlier(facts: Facts, texts: Mapping[str, str], of: tuple[Source, ...]) -> Iterator[Sentence]:
    if not facts.earlier:
        yield Sentence(filled(texts, "no_earlier"), of)
        return
    counts = {
        standing: sum(one.standing == standing for one in facts.earlier) for standing in ("settled", "open", "late")
    }
    said = filled(
        texts,
        "earlier",
        总数=len(facts.earlier),
        办结=counts["settled"],
        在办=counts["open"],
        逾期=counts["late"],
    )
    yield Sentence(said, tuple(Source("decision", one.public_id) for one in facts.earlier))
    for one in facts.earlier:
        if one.standing == "late":
            words = filled(
                texts,
                "earlier_late",
                内容=one.text.rstrip("。"),
                牵头单位=one.lead or "（未定）",
                时限=_day(one.due_on),
            )
            yield Sentence(words, (Source("decision", one.public_id),))


def _day(on: date | None) -> str:
    return day_text(on) if on else "（未定）"
