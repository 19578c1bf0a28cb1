"""From the blocks of a document to its reading: facts, items and problems."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...core.errors import Invalid
from ...core.i18n import _
from .head import DocumentFacts, facts_of
from .numbering import numbers_of
from .outline.body import body_of
from .outline.paragraphs import paragraphs_of
from .parts import written_items
from .plaintables import without_plain_tables
from .problems import Problem, problems_of_document, problems_of_item, problems_of_numbering
from .readings import ItemReading, PartyReading
from .source.blocks import Block
from .units.matching import Directory, Lookup
from .units.parties import Party
from .words.due import due_on, says_no_date, year_in
from .words.names import folded, is_indefinite
from .words.roles import Role
from .written import WrittenItem

_LONGEST = {"title": 200, "section": 200, "number": 80, "issuer": 120, "body": 20_000}
_MOST_ITEMS = 1_000


@dataclass(frozen=True)
class PlanReading:
    """What a plan document says: facts, items in order, and what the office has to decide."""

    document: DocumentFacts
    items: tuple[ItemReading, ...]
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The reading as JSON values; dates are ISO 8601, `unit` is a unit's short name or a group's name."""
        facts = self.document
        return {
            "document": {
                "title": facts.title,
                "number": facts.number,
                "issuer": facts.issuer,
                "dated_on": facts.dated_on.isoformat() if facts.dated_on else None,
                "printed_on": facts.printed_on.isoformat() if facts.printed_on else None,
            },
            "items": [_item_json(item) for item in self.items],
            "problems": [{"item": problem.item, "message": problem.message} for problem in self.problems],
        }


def _item_json(item: ItemReading) -> dict[str, Any]:
    return {
        "number": item.number,
        "section": item.section,
        "title": item.title,
        "body": item.body,
        "due": item.due.isoformat() if item.due else None,
        "units": [{"name": party.name, "unit": party.unit, "lead": party.is_lead} for party in item.units],
    }


def read_blocks(blocks: Sequence[Block], directory: Directory, name: str = "") -> PlanReading:
    """Read a document's blocks; `name` is its title where it has none. Raises `Invalid` where it holds no items."""
    lookup = Lookup(directory)
    blocks = without_plain_tables(blocks, lookup)
    facts = _clipped(facts_of(blocks))
    body = body_of(paragraphs_of(blocks, lookup), lookup)
    written, doubts = written_items(body, facts.title, lookup)
    _check(len(written))
    year = facts.year_of_dates if facts.year else year_in([item.named.due for item in written])
    numbers = numbers_of(written)
    items = tuple(_item(item, number, year, lookup) for item, number in zip(written, numbers, strict=True))
    problems = [problem for item in items for problem in problems_of_item(item, lookup)]
    problems += [*problems_of_numbering(items), *problems_of_document(facts.title, doubts)]
    return PlanReading(replace(facts, title=facts.title or name), items, tuple(problems))


def _check(count: int) -> None:
    if count == 0:
        example = "1. 标题。正文（责任单位：甲局、乙局）"
        raise Invalid(
            _(
                "没有在文件里找到工作事项。请确认它是写有编号和责任单位的工作要点，或者整理成“%(example)s”的样子再导入",
                example=example,
            )
        )
    if count > _MOST_ITEMS:
        raise Invalid(_("读出的事项超过 %(most)d 项，不像一份年度工作要点，请检查文件", most=_MOST_ITEMS))


def _clipped(facts: DocumentFacts) -> DocumentFacts:
    return replace(facts, **{part: getattr(facts, part)[: _LONGEST[part]] for part in ("title", "number", "issuer")})


def _item(item: WrittenItem, number: int, year: int | None, lookup: Lookup) -> ItemReading:
    return ItemReading(
        number,
        item.section[: _LONGEST["section"]],
        item.title[: _LONGEST["title"]],
        item.body[: _LONGEST["body"]],
        _with_lead(_units(item.named.parties, lookup)),
        due_on(item.named.due, year),
        item.label,
        item.named.due,
        item.named.leaves_open,
        says_no_date(item.named.due),
        item.is_scattered,
    )


def _units(parties: Sequence[Party], lookup: Lookup) -> list[PartyReading]:
    """The parties looked up, each once; one that is named twice leads if it leads anywhere."""
    found: dict[str, PartyReading] = {}
    for party in parties:
        match = lookup.match(party.name)
        key = match.name if match else folded(party.name)
        known = found.get(key)
        if known is None:
            found[key] = PartyReading(
                party.name, match.name if match else None, False, bool(match and match.is_group), party.role
            )
        elif party.role is Role.LEAD:
            found[key] = replace(known, role=Role.LEAD)
    return list(found.values())


def _with_lead(units: Sequence[PartyReading]) -> tuple[PartyReading, ...]:
    """The units with those marked that lead, as written, or else the first that is no collective."""
    written = [party for party in units if party.role is Role.LEAD]
    single = [
        party
        for party in units
        if not party.is_group and not is_indefinite(party.name) and not party.name.startswith("各")
    ]
    leads = written or single[:1] or list(units[:1])
    return tuple(replace(party, is_lead=party in leads) for party in units)
