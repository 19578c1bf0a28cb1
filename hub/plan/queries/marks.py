"""What a plan or an item looks like right now, as a short mark: whoever saw another one decides anew."""

import hashlib

from ..models import WorkItem, WorkPlan


def mark_of(item: WorkItem) -> str:
    """Differs after each change of the item's words, due date, parties or standing."""
    parties = [(party.unit_id, party.group_id, party.is_lead) for party in item.parties]
    return _mark(item.number, item.section, item.title, item.body, item.due_on, item.gone_at is None, parties)


def mark_of_plan(plan: WorkPlan | None) -> str:
    """Differs after each change of the plan's own words or any of its items; empty for a plan that is not there yet."""
    if plan is None:
        return ""
    facts = (plan.year, plan.number, plan.title, plan.issuer, plan.dated_on, plan.printed_on)
    return _mark(plan.public_id, *facts, [(item.public_id, mark_of(item)) for item in plan.items])


def _mark(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
