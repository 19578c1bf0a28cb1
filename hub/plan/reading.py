"""From a document to a draft: read it, and keep what the office still has to look at."""

from collections.abc import Iterator
from dataclasses import replace

from ..core import clock
from ..core.i18n import speaking
from .drafts import Draft, DraftFacts, DraftItem, DraftParty
from .importer import Directory, DocumentFacts, ItemReading, PartyReading, PlanReading, Problem, Role, read_plan
from .importer.problems import problems_of_item, problems_of_numbering
from .importer.units.matching import Lookup


def read_document(source: bytes | str, filename: str, names: Directory, locale: str = "zh") -> Draft:
    """The draft that a document makes, its doubts in `locale`; up to seconds of CPU, so to be run aside.

    Raises Invalid where the document cannot be read or nothing is found in it.
    """
    with speaking(locale):
        return draft_of(read_plan(source, filename, names), names)


def draft_of(reading: PlanReading, names: Directory) -> Draft:
    """The draft of a reading. Unknown names and numbers given twice are no doubts: the draft finds them by itself."""
    lookup = Lookup(names)
    asked = {problem.message for item in reading.items for problem in _about_names(item, lookup)}
    asked |= {problem.message for problem in problems_of_numbering(reading.items) if problem.item is not None}
    doubts: dict[int | None, list[str]] = {}
    for problem in reading.problems:
        if problem.message not in asked:
            doubts.setdefault(problem.item, []).append(problem.message)
    return Draft(
        facts=_facts(reading.document),
        items=tuple(
            _item(str(place), item, tuple(doubts.get(item.number, ())))
            for place, item in enumerate(reading.items, start=1)
        ),
        doubts=tuple(doubts.get(None, ())),
    )


def _about_names(item: ItemReading, lookup: Lookup) -> Iterator[Problem]:
    """The problems of an item that go once its names are known."""
    settled = replace(item, units=tuple(party for party in item.units if party.unit is not None))
    remaining = set(problems_of_item(settled, lookup))
    return (problem for problem in problems_of_item(item, lookup) if problem not in remaining)


def _facts(document: DocumentFacts) -> DraftFacts:
    return DraftFacts(
        title=document.title,
        number=document.number,
        issuer=document.issuer,
        dated_on=document.dated_on,
        printed_on=document.printed_on,
        year=document.year or clock.today().year,
    )


def _item(key: str, item: ItemReading, doubts: tuple[str, ...]) -> DraftItem:
    stated = [party for party in item.units if party.role is Role.LEAD]
    return DraftItem(
        key=key,
        number=item.number,
        section=item.section,
        title=item.title,
        body=item.body,
        due_on=item.due,
        parties=tuple(DraftParty(party.name, _leads(party)) for party in item.units),
        leads_confirmed=len(stated) == 1,
        doubts=doubts,
    )


def _leads(party: PartyReading) -> bool:
    """Whoever the document names as lead leads; suggested is a unit only, never a collective that happens to stand first."""
    return party.is_lead and (party.role is Role.LEAD or not party.is_group)
