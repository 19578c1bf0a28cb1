"""The HTTP API of plans: the list, and one plan with its items."""

from datetime import date, datetime

from flask import Blueprint

from ..core.db import reading
from ..core.viewer import Viewer
from ..web.api import Answer, api_route
from . import queries

plan_api = Blueprint("plan_api", __name__)


class PlanEntry(Answer):
    """A plan in the list."""

    id: str
    year: int
    title: str
    number: str
    imported_at: datetime
    items: int


class PlanList(Answer):
    """All plans, the newest year first."""

    plans: list[PlanEntry]


class PartyBody(Answer):
    """A unit or a group that an item names; `units` counts the units that a group means today."""

    id: str
    kind: str
    name: str
    written_name: str
    lead: bool
    units: int


class ItemBody(Answer):
    """An item; `channel` is null where there is none that you may read, `gone` says that a later version lacks it."""

    id: str
    number: int
    section: str
    title: str
    body: str
    due_on: date | None
    parties: list[PartyBody]
    channel: str | None
    gone: bool


class PlanBody(Answer):
    """A plan with its items in the document's order, those that are gone last."""

    id: str
    year: int
    title: str
    number: str
    issuer: str
    dated_on: date | None
    printed_on: date | None
    imported_at: datetime
    items: list[ItemBody]


@api_route(plan_api, "GET", "/plans", rule="plan.read", answer=PlanList)
def list_plans(viewer: Viewer) -> PlanList:
    """All work plans, the newest year first."""
    with reading() as session:
        tabs = queries.plans(session, viewer)
    return PlanList(
        plans=[
            PlanEntry(
                id=tab.public_id,
                year=tab.year,
                title=tab.title,
                number=tab.number,
                imported_at=tab.imported_at,
                items=tab.items,
            )
            for tab in tabs
        ]
    )


@api_route(plan_api, "GET", "/plans/<plan_id>", rule="plan.read", answer=PlanBody)
def get_plan(viewer: Viewer, plan_id: str) -> PlanBody:
    """One work plan with its items, their responsible units and their channels."""
    with reading() as session:
        found = queries.plan(session, viewer, plan_id)
    return PlanBody(
        id=found.public_id,
        year=found.year,
        title=found.title,
        number=found.number,
        issuer=found.issuer,
        dated_on=found.dated_on,
        printed_on=found.printed_on,
        imported_at=found.imported_at,
        items=[_item(item) for item in (*found.items, *found.gone)],
    )


def _item(item: queries.ItemView) -> ItemBody:
    return ItemBody(
        id=item.public_id,
        number=item.number,
        section=item.section,
        title=item.title,
        body=item.body,
        due_on=item.due.on,
        parties=[
            PartyBody(
                id=party.public_id,
                kind=party.kind,
                name=party.name,
                written_name=party.written_name,
                lead=party.is_lead,
                units=party.units,
            )
            for party in item.parties
        ],
        channel=item.place.channel if item.place else None,
        gone=item.is_gone,
    )
