"""What the office may do to a draft: a draft in, the corrected draft out, its revision one higher; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .drafts import Answer, Draft, DraftFacts, DraftItem
from .importer.words.names import is_indefinite
from .rules import likely_kind


def with_facts(draft: Draft, facts: DraftFacts) -> Draft:
    """Other facts of the document; its doubts have been looked at."""
    return _next(draft, facts=facts, doubts=())


def with_item(draft: Draft, item: DraftItem) -> Draft:
    """The item with `item.key` as the office wrote it; a new key is added at the end of its section."""
    if draft.item(item.key) is None:
        place = _end_of_section(draft, item.section)
        return _next(draft, items=(*draft.items[:place], item, *draft.items[place:]))
    return _next(draft, items=tuple(item if item.key == old.key else old for old in draft.items))


def without_item(draft: Draft, key: str) -> Draft:
    """The draft without that item."""
    return _next(draft, items=tuple(item for item in draft.items if item.key != key))


def with_leads_confirmed(draft: Draft, keys: frozenset[str] | None = None) -> Draft:
    """The leads of these items, or of all, taken as they stand."""
    confirmed = tuple(
        replace(item, leads_confirmed=True) if keys is None or item.key in keys else item for item in draft.items
    )
    return _next(draft, items=confirmed)


def with_answer(draft: Draft, name: str, answer: Answer | None) -> Draft:
    """Who a written name is, for all items; None takes the answer back."""
    answers = {other: given for other, given in draft.answers.items() if other != name}
    return _next(draft, answers=answers | ({name: answer} if answer else {}))


def new_units(names: Iterable[str]) -> dict[str, Answer]:
    """Answers that make a unit of each name, except those that leave open who is meant (相关单位)."""
    return {name: Answer("new", name=name, unit_kind=likely_kind(name)) for name in names if not is_indefinite(name)}


def with_answers(draft: Draft, answers: Mapping[str, Answer]) -> Draft:
    """Who several written names are."""
    return _next(draft, answers=dict(draft.answers) | dict(answers))


def new_key(draft: Draft) -> str:
    """A key that no item of the draft has, or had when it was read."""
    taken = {item.key for item in draft.items}
    return next(key for key in (f"n{draft.revision}-{count}" for count in range(len(taken) + 1)) if key not in taken)


def next_number(draft: Draft) -> int:
    """The number after the highest."""
    return max((item.number for item in draft.items), default=0) + 1


def _end_of_section(draft: Draft, section: str) -> int:
    places = [place for place, item in enumerate(draft.items, start=1) if item.section == section]
    return places[-1] if places else len(draft.items)


def _next(draft: Draft, **changes: object) -> Draft:
    return replace(draft, revision=draft.revision + 1, **changes)  # type: ignore[arg-type]
