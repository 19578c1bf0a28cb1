"""Bringing a plan's items to the version of a document: write, renumber, end, put in order; then tell."""

from collections.abc import Iterator, Mapping
from typing import Literal

from sqlalchemy.orm import Session

from ...core import clock
from ...core.events import record
from ..comparing import Pair
from ..drafts import Draft, DraftItem
from ..events import ItemAdded, ItemChanged, ItemGone
from ..models import ItemParty, WorkItem, WorkPlan
from ..names import Known
from ..queries import Change, change_of
from ..resolving import resolve
from .items import row_of, set_parties

Choice = Literal["take", "keep", "archive"]
Choices = Mapping[str, Choice]
"""By public id of an item that the plan has: take or keep what the document changes, keep or archive what it lacks."""

Done = list[tuple[Change, WorkItem]]


def bring_up(session: Session, known: Known, held: Draft, plan: WorkPlan, pairs: list[Pair], choices: Choices) -> Done:
    """Make the plan's items what the pairs say, as far as they were chosen; returns what became of which.

    What is not chosen is taken where the document changes it, and kept where the document lacks it. Rows first, then
    their news, so that reactions see the whole plan.
    """
    rows = {item.public_id: item for item in plan.items}
    done: Done = list(_ended(rows, pairs, choices))
    _free_numbers(session, rows, pairs)
    for pair in pairs:
        if pair.new is not None:
            row = rows[pair.old.ref] if pair.old else _new_row(plan, pair.new.ref, rows)
            done += _written(known, held, row, pair, choices)
    done += _number_the_kept(plan)
    _put_in_order(plan, [rows[pair.old.ref if pair.old else pair.new.ref] for pair in pairs if pair.new])
    session.flush()
    for change, item in done:
        record(session, _news(change, item))
    return done


def _news(change: Change, item: WorkItem) -> ItemAdded | ItemChanged | ItemGone:
    if change is Change.GONE:
        return ItemGone(item.id)
    return (ItemChanged if change is Change.CHANGED else ItemAdded)(item.id, in_import=True)


def _ended(rows: dict[str, WorkItem], pairs: list[Pair], choices: Choices) -> Iterator[tuple[Change, WorkItem]]:
    for pair in pairs:
        if pair.new is None and pair.old is not None and choices.get(pair.old.ref) == "archive":
            rows[pair.old.ref].gone_at = clock.now()
            yield Change.GONE, rows[pair.old.ref]


def _free_numbers(session: Session, rows: dict[str, WorkItem], pairs: list[Pair]) -> None:
    """Put aside every number that another item is about to take; the database checks them row by row."""
    wanted = {pair.new.number: pair.old.ref if pair.old else None for pair in pairs if pair.new}
    for ref, row in rows.items():
        if row.gone_at is None and wanted.get(row.number, ref) != ref:
            row.number = -row.number
    session.flush()


def _new_row(plan: WorkPlan, key: str, rows: dict[str, WorkItem]) -> WorkItem:
    rows[key] = WorkItem(position=0, number=0, title="")
    plan.items.append(rows[key])
    return rows[key]


def _written(
    known: Known, held: Draft, row: WorkItem, pair: Pair, choices: Choices
) -> Iterator[tuple[Change, WorkItem]]:
    """The row as the document has it. Its number always follows the document, the rest unless the office keeps it."""
    item = held.item(pair.new.ref) if pair.new else None
    change = change_of(pair)
    if item is None or change is Change.SAME:
        return
    kept = change is Change.CHANGED and pair.old is not None and choices.get(pair.old.ref) == "keep"
    if kept and "number" not in pair.changed:
        return
    row.number, row.gone_at = item.number, None
    if not kept:
        _fill(known, held, row, item)
    yield change, row


def _fill(known: Known, held: Draft, row: WorkItem, item: DraftItem) -> None:
    row.section, row.title, row.body = item.section.strip(), item.title.strip(), item.body.strip()
    row.due_on = item.due_on or row.due_on
    set_parties(row, list(_parties(known, held, item)))


def _parties(known: Known, held: Draft, item: DraftItem) -> Iterator[ItemParty]:
    for party in item.parties:
        who = resolve(known, held.answers, party.name)
        if who.kind in {"unit", "group"}:
            yield row_of(who.id, party, is_unit=who.kind == "unit")


def _number_the_kept(plan: WorkPlan) -> Iterator[tuple[Change, WorkItem]]:
    """Items that were kept although the document gave their numbers to others come after its last."""
    highest = max((item.number for item in plan.items if item.gone_at is None), default=0)
    for item in plan.items:
        if item.gone_at is None and item.number < 0:
            highest += 1
            item.number = highest
            yield Change.CHANGED, item


def _put_in_order(plan: WorkPlan, ordered: list[WorkItem]) -> None:
    """The document's order; what it lacks comes after the last item of the same section, or at the end."""
    for item in plan.items:
        if item not in ordered:
            places = [place for place, other in enumerate(ordered, start=1) if other.section == item.section]
            ordered.insert(places[-1] if places else len(ordered), item)
    for position, item in enumerate(ordered, start=1):
        item.position = position
