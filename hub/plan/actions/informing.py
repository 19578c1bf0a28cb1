"""What the plan that is there knows better than the newer document: who a name was, and who was chosen to lead."""

from dataclasses import replace

from sqlalchemy.orm import Session

from ...accounts.queries import directory
from ...core.policy import require
from ...core.viewer import Viewer
from ..comparing import pair_up
from ..drafts import Answer, Draft, DraftItem, DraftParty
from ..models import WorkPlan
from ..names import Known, known_from
from ..policy import IMPORT
from ..queries import target_row
from ..resolving import resolve
from ..versions import drafted_version, standing_version


def informed_by_plan(session: Session, viewer: Viewer, held: Draft) -> Draft:
    """The draft with what the plan of which it is a version knows better; needs `plan.import`.

    Names that nobody knows are who they were the last time, and where the document only suggests who leads, the plan's
    leads stay.
    """
    require(session, viewer, IMPORT)
    plan = target_row(session, held.facts)
    if plan is None:
        return held
    known = known_from(directory(session))
    return _with_leads_of(known, _with_answers_of(known, held, plan), plan)


def _with_answers_of(known: Known, held: Draft, plan: WorkPlan) -> Draft:
    parties = {party.written_name: party for item in plan.items for party in item.parties}
    groups = {group.id: group.public_id for group in known.directory.groups}
    answers = dict(held.answers)
    for name in held.names:
        party = parties.get(name)
        if party is not None and resolve(known, answers, name).kind == "unknown":
            unit = known.directory.unit(party.unit_id).public_id if party.unit_id else ""
            answers[name] = Answer("unit", unit) if unit else Answer("group", groups[party.group_id or 0])
    return replace(held, answers=answers)


def _with_leads_of(known: Known, held: Draft, plan: WorkPlan) -> Draft:
    old = [standing_version(known.directory, item) for item in plan.items]
    new = [drafted_version(known, held.answers, item) for item in held.items]
    leads = {pair.new.ref: pair.old.leads for pair in pair_up(old, new) if pair.old and pair.new}
    return replace(
        held,
        items=tuple(
            _led_by(known, held, item, leads[item.key]) if item.key in leads and not item.leads_confirmed else item
            for item in held.items
        ),
    )


def _led_by(known: Known, held: Draft, item: DraftItem, leads: frozenset[str]) -> DraftItem:
    """The item led by these, or by nobody as the office wanted it; as it is where it names none of its leads any more."""
    found = [resolve(known, held.answers, party.name) for party in item.parties]
    leading = [f"{who.kind}:{who.public_id}" in leads for who in found]
    if leads and not any(leading):
        return item
    pairs = zip(item.parties, leading, strict=True)
    return replace(item, parties=tuple(DraftParty(party.name, leads) for party, leads in pairs), leads_confirmed=True)
