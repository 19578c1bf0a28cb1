"""Correcting a living plan by hand: change an item, add one, end one, or bring it back."""

from sqlalchemy.orm import Session

from ...accounts.access import rights_changed
from ...accounts.faults import raise_any
from ...accounts.queries import UnitEntry, directory
from ...core import clock
from ...core.errors import Conflict
from ...core.events import record
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..drafts import DraftParty
from ..events import ItemAdded, ItemChanged, ItemGone
from ..forms import ItemForm, check_item, tidy_parties
from ..models import ItemParty, WorkItem, WorkPlan
from ..names import Known, known_from
from ..policy import IMPORT
from ..queries import item_row, mark_of, plan_row


def change_item(
    session: Session, viewer: Viewer, plan_id: str, item_id: str, form: ItemForm, *, seen: str | None = None
) -> WorkItem:
    """Other words, due date or parties for an item; needs `plan.import`.

    `seen` is the mark of the item as the form showed it (`queries.mark_of`); raises Conflict when it has changed since,
    Faults by field, NotFound.
    """
    plan = _plan_to_change(session, viewer, plan_id)
    item = item_row(session, viewer, plan_id, item_id)
    before = mark_of(item)
    if seen is not None and seen != before:
        raise Conflict(_("这一事项刚刚被别人修改过。请查看现在的内容，再重新修改。"))
    fill_item(session, plan, item, form)
    if mark_of(item) != before:
        session.flush()
        record(session, ItemChanged(item.id))
    return item


def add_item(session: Session, viewer: Viewer, plan_id: str, form: ItemForm) -> WorkItem:
    """A new item at the end of its section; needs `plan.import`; raises Faults by field, NotFound."""
    plan = _plan_to_change(session, viewer, plan_id)
    item = WorkItem(position=0, number=form.number, title="")
    fill_item(session, plan, item, form)
    _insert(plan, item)
    session.flush()
    record(session, ItemAdded(item.id))
    return item


def end_item(session: Session, viewer: Viewer, plan_id: str, item_id: str) -> None:
    """The item stands no more and its channel is archived; needs `plan.import`; NotFound."""
    _plan_to_change(session, viewer, plan_id)
    item = item_row(session, viewer, plan_id, item_id)
    if item.gone_at is None:
        item.gone_at = clock.now()
        session.flush()
        record(session, ItemGone(item.id))


def restore_item(session: Session, viewer: Viewer, plan_id: str, item_id: str) -> None:
    """An item that was ended stands again, and its channel is open; needs `plan.import`; NotFound; Conflict when its
    number has been given to another."""
    plan = _plan_to_change(session, viewer, plan_id)
    item = item_row(session, viewer, plan_id, item_id)
    if item.gone_at is None:
        return
    if _number_taken(plan, item, item.number):
        raise Conflict(_("序号%(number)d已给了别的事项。请先修改其中一个的序号。", number=item.number))
    item.gone_at = None
    session.flush()
    record(session, ItemAdded(item.id))


def fill_item(session: Session, plan: WorkPlan, item: WorkItem, form: ItemForm) -> None:
    """Check the form against the plan and the directory, and write it into the item; raises Faults by field."""
    check_item(form)
    known = known_from(directory(session))
    parties = tidy_parties(form.parties)
    unknown = [party.name for party in parties if known.find(party.name) is None]
    raise_any(
        {
            "number": _("序号%(number)d已有事项。", number=form.number)
            if _number_taken(plan, item, form.number)
            else None,
            "parties": _(
                "没有叫“%(names)s”的单位或集合。请从列表中选择，或先在“单位”中新建。", names=_("、").join(unknown)
            )
            if unknown
            else None,
        }
    )
    item.number, item.section, item.title = form.number, form.section.strip(), form.title.strip()
    item.body, item.due_on = form.body.strip(), form.due_on
    set_parties(item, [party_row(known, party) for party in parties])


def party_row(known: Known, party: DraftParty) -> ItemParty:
    """The row of a party whose name the directory knows."""
    found = known.find(party.name)
    if found is None:
        raise LookupError(party.name)
    return row_of(found.id, party, is_unit=isinstance(found, UnitEntry))


def row_of(key: int, party: DraftParty, *, is_unit: bool) -> ItemParty:
    """The row of a party that is the unit, or else the group, with this key."""
    return ItemParty(
        position=0,
        unit_id=key if is_unit else None,
        group_id=None if is_unit else key,
        written_name=party.name,
        is_lead=party.is_lead,
    )


def set_parties(item: WorkItem, wanted: list[ItemParty]) -> None:
    """Give the item these parties, in this order, each unit and group once; rows that stay as they are stay."""
    once: dict[tuple[int | None, int | None], ItemParty] = {}
    for party in wanted:
        first = once.setdefault((party.unit_id, party.group_id), party)
        first.is_lead = first.is_lead or party.is_lead
    present = {(party.unit_id, party.group_id): party for party in item.parties}
    parties = []
    for position, (who, party) in enumerate(once.items(), start=1):
        row = present.get(who, party)
        row.position, row.is_lead, row.written_name = position, party.is_lead, party.written_name
        parties.append(row)
    item.parties = parties


def _plan_to_change(session: Session, viewer: Viewer, plan_id: str) -> WorkPlan:
    require(session, viewer, IMPORT)
    rights_changed(session)  # who answers for an item decides who is in its channel; and one change at a time
    return plan_row(session, viewer, plan_id)


def _number_taken(plan: WorkPlan, item: WorkItem, number: int) -> bool:
    return any(other is not item and other.number == number and other.gone_at is None for other in plan.items)


def _insert(plan: WorkPlan, item: WorkItem) -> None:
    places = [place for place, other in enumerate(plan.items, start=1) if other.section == item.section]
    plan.items.insert(places[-1] if places else len(plan.items), item)
    for position, other in enumerate(plan.items, start=1):
        other.position = position
