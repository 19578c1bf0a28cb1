"""Drafts on their way to becoming plans, seen against the directory and the plans of this moment."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ...accounts.models import Person
from ...accounts.queries import directory
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..comparing import Pair, pair_up
from ..drafts import Draft, DraftFacts, load
from ..importer.words.names import is_indefinite
from ..models import PlanDraft, WorkItem, WorkPlan
from ..names import Known, known_from
from ..places import places
from ..policy import IMPORT
from ..resolving import resolve
from ..rules import likely_kind, same_document
from ..versions import drafted_version, standing_version
from .draft_views import Change, DraftEntry, DraftView, ItemPreview, NamePreview, PreviewParty
from .findings import findings_of
from .marks import mark_of_plan
from .views import PlanTab
from .wording import field_changes


def drafts(session: Session, viewer: Viewer) -> list[DraftEntry]:
    """Drafts that nobody has applied, the newest first; needs `plan.import`."""
    require(session, viewer, IMPORT)
    found = select(PlanDraft, Person.name).join(Person).where(PlanDraft.applied_plan_id.is_(None))
    entries = []
    for row, person in session.execute(found.order_by(PlanDraft.id.desc())):
        held = load(row.reading)
        entries.append(
            DraftEntry(row.public_id, held.facts.title, row.filename, person, row.created_at, len(held.items))
        )
    return entries


def draft(session: Session, viewer: Viewer, public_id: str) -> DraftView:
    """A draft with what importing it would do; needs `plan.import`; NotFound."""
    row = draft_row(session, viewer, public_id)
    applied = session.get(WorkPlan, row.applied_plan_id) if row.applied_plan_id else None
    return replace(
        preview(session, viewer, load(row.reading)),
        public_id=row.public_id,
        filename=row.filename,
        created_at=row.created_at,
        applied_plan=applied.public_id if applied else "",
    )


def preview(session: Session, viewer: Viewer, held: Draft) -> DraftView:
    """What importing a draft that no row holds would do; needs `plan.import`."""
    require(session, viewer, IMPORT)
    known = known_from(directory(session))
    plan = target_row(session, held.facts)
    talked = _talked_about(session, viewer, plan)
    previews = [_preview(known, held, pair, talked) for pair in compared(known, held, plan)]
    items = tuple(preview for preview in previews if preview.item is not None)
    names = _names(known, held)
    return DraftView(
        revision=held.revision,
        facts=held.facts,
        items=items,
        gone=tuple(preview for preview in previews if preview.item is None),
        names=names,
        findings=findings_of(held, items, names),
        target=_tab(plan) if plan else None,
        mark=mark_of_plan(plan),
    )


def draft_row(session: Session, viewer: Viewer, public_id: str, *, to_change: bool = False) -> PlanDraft:
    """The row of a draft, locked when it is to be changed; needs `plan.import`; NotFound."""
    require(session, viewer, IMPORT)
    found = select(PlanDraft).where(PlanDraft.public_id == public_id)
    row = session.scalar(found.with_for_update() if to_change else found)
    if row is None:
        raise NotFound(_("没有找到这份草稿，它可能已被放弃。"))
    return row


def target_row(session: Session, facts: DraftFacts) -> WorkPlan | None:
    """The plan of which the document is a version: the same year and number, else the same year and title."""
    found = select(WorkPlan).where(WorkPlan.year == facts.year).order_by(WorkPlan.id)
    loaded = found.options(selectinload(WorkPlan.items).selectinload(WorkItem.parties))
    return next(
        (plan for plan in session.scalars(loaded) if same_document(facts.number, facts.title, plan.number, plan.title)),
        None,
    )


def compared(known: Known, held: Draft, plan: WorkPlan | None) -> list[Pair]:
    """Each item of the draft with its counterpart in the plan, then what the draft lacks and still stands."""
    new = [drafted_version(known, held.answers, item) for item in held.items]
    old = [standing_version(known.directory, item) for item in plan.items] if plan else []
    return [pair for pair in pair_up(old, new) if pair.new or (pair.old and pair.old.stands)]


def change_of(pair: Pair) -> Change:
    """What importing does to this item."""
    if pair.new is None:
        return Change.GONE
    if pair.old is None:
        return Change.NEW
    if not pair.old.stands:
        return Change.BACK
    return Change.CHANGED if pair.changed else Change.SAME


def _preview(known: Known, held: Draft, pair: Pair, talked: frozenset[str]) -> ItemPreview:
    item = held.item(pair.new.ref) if pair.new else None
    existing = pair.old.ref if pair.old else ""
    named = item.parties if item else ()
    return ItemPreview(
        item=item,
        parties=tuple(
            PreviewParty(party.name, party.is_lead, resolve(known, held.answers, party.name)) for party in named
        ),
        change=change_of(pair),
        pair=pair,
        fields=field_changes(pair),
        existing=existing,
        has_messages=existing in talked,
    )


def _talked_about(session: Session, viewer: Viewer, plan: WorkPlan | None) -> frozenset[str]:
    """The plan's items, by public id, in whose channels something was said."""
    rows = plan.items if plan else []
    found = places(session, viewer, [item.id for item in rows])
    return frozenset(item.public_id for item in rows if item.id in found and found[item.id].has_messages)


def _names(known: Known, held: Draft) -> tuple[NamePreview, ...]:
    """The names that were answered, or that nobody knows."""
    previews = []
    for name in held.names:
        who = resolve(known, held.answers, name)
        if name in held.answers or who.kind == "unknown":
            numbers = tuple(item.number for item in held.items if name in {party.name for party in item.parties})
            previews.append(
                NamePreview(name, held.answers.get(name), who, numbers, is_indefinite(name), likely_kind(name))
            )
    return tuple(previews)


def _tab(plan: WorkPlan) -> PlanTab:
    standing = sum(1 for item in plan.items if item.gone_at is None)
    return PlanTab(plan.public_id, plan.year, plan.title, plan.number, plan.imported_at, standing)
