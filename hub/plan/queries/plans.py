"""Plans and their items, by section, with who answers for them, until when, and where they are talked about."""

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from ...accounts.queries import Directory, directory
from ...core import clock
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..models import ItemParty, WorkItem, WorkPlan
from ..places import places
from ..policy import READ
from ..rules import due_seen_from
from .views import ItemView, PartyView, PlanTab, PlanView, SectionView

T = TypeVar("T")

_NEWEST = (WorkPlan.year.desc(), WorkPlan.imported_at.desc(), WorkPlan.id.desc())


def plans(session: Session, viewer: Viewer) -> list[PlanTab]:
    """All plans, the newest year first; needs `plan.read`."""
    require(session, viewer, READ)
    counted = (
        select(WorkItem.plan_id, func.count().label("standing"))
        .where(WorkItem.gone_at.is_(None))
        .group_by(WorkItem.plan_id)
        .subquery()
    )
    found = select(WorkPlan, func.coalesce(counted.c.standing, 0)).outerjoin(counted, counted.c.plan_id == WorkPlan.id)
    return [
        PlanTab(plan.public_id, plan.year, plan.title, plan.number, plan.imported_at, items)
        for plan, items in session.execute(found.order_by(*_NEWEST))
    ]


def newest_plan(session: Session, viewer: Viewer) -> PlanView | None:
    """The plan of the latest year; None on an empty hub; needs `plan.read`."""
    require(session, viewer, READ)
    found = session.scalar(_LOADED.order_by(*_NEWEST).limit(1))
    return None if found is None else plan_view(session, viewer, found)


def plan(session: Session, viewer: Viewer, public_id: str) -> PlanView:
    """One plan; needs `plan.read`; NotFound."""
    return plan_view(session, viewer, plan_row(session, viewer, public_id))


def item(session: Session, viewer: Viewer, plan_id: str, item_id: str) -> ItemView:
    """One item of a plan, both by public id; needs `plan.read`; NotFound."""
    return _items(session, viewer, [item_row(session, viewer, plan_id, item_id)])[0]


def plan_row(session: Session, viewer: Viewer, public_id: str) -> WorkPlan:
    """The row of a plan with its items; needs `plan.read`; NotFound."""
    require(session, viewer, READ)
    return _found(session.scalar(_LOADED.where(WorkPlan.public_id == public_id)))


def item_row(session: Session, viewer: Viewer, plan_id: str, item_id: str) -> WorkItem:
    """The row of an item of a plan; needs `plan.read`; NotFound."""
    rows = plan_row(session, viewer, plan_id).items
    return _found(next((row for row in rows if row.public_id == item_id), None))


def plan_view(session: Session, viewer: Viewer, row: WorkPlan) -> PlanView:
    """A plan's row as the viewer sees it."""
    items = _items(session, viewer, row.items)
    sections = groupby((item for item in items if not item.is_gone), key=lambda item: item.section)
    return PlanView(
        public_id=row.public_id,
        year=row.year,
        title=row.title,
        number=row.number,
        issuer=row.issuer,
        dated_on=row.dated_on,
        printed_on=row.printed_on,
        imported_at=row.imported_at,
        sections=tuple(SectionView(title, tuple(held)) for title, held in sections),
        gone=tuple(item for item in items if item.is_gone),
    )


_LOADED = select(WorkPlan).options(selectinload(WorkPlan.items).selectinload(WorkItem.parties))


def _items(session: Session, viewer: Viewer, rows: Sequence[WorkItem]) -> list[ItemView]:
    known = directory(session)
    found = places(session, viewer, [row.id for row in rows])
    today = clock.today()
    return [
        ItemView(
            id=row.id,
            public_id=row.public_id,
            number=row.number,
            section=row.section,
            title=row.title,
            body=row.body,
            due=due_seen_from(today, row.due_on),
            parties=tuple(_party(known, viewer, party) for party in row.parties),
            place=found.get(row.id),
            is_gone=row.gone_at is not None,
        )
        for row in rows
    ]


def _party(known: Directory, viewer: Viewer, party: ItemParty) -> PartyView:
    if party.unit_id is not None:
        unit = known.unit(party.unit_id)
        mine = unit.id == viewer.unit_id
        return PartyView("unit", unit.public_id, unit.short_name, unit.tile, party.written_name, party.is_lead, mine)
    group = next(group for group in known.groups if group.id == party.group_id)
    mine = viewer.unit_id in group.unit_ids
    return PartyView(
        "group", group.public_id, group.name, "", party.written_name, party.is_lead, mine, len(group.unit_ids)
    )


def _found(row: T | None) -> T:
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row
