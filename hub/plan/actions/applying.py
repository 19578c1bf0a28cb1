"""From a draft to a plan: units, items and parties in one transaction, or nothing at all."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ...accounts.access import rights_changed
from ...accounts.queries import directory
from ...core import clock
from ...core.errors import Conflict, Invalid
from ...core.events import record
from ...core.i18n import _, _n
from ...core.policy import require
from ...core.viewer import Viewer
from ..drafts import Draft, DraftFacts, load
from ..events import PlanImported
from ..models import WorkPlan
from ..names import known_from
from ..policy import IMPORT
from ..queries import Change, DraftView, compared, draft, draft_row, mark_of_plan, target_row
from .merging import Choices, bring_up
from .naming import settle_names


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did: the plan's public id, and how many items are new, changed (back ones too) and gone."""

    plan: str
    added: int = 0
    changed: int = 0
    gone: int = 0


def apply_draft(
    session: Session,
    viewer: Viewer,
    public_id: str,
    *,
    revision: int,
    mark: str,
    choices: Choices,
    take_suggested_leads: bool = False,
) -> Applied:
    """Make the draft the plan of its year, or the newer version of the plan that is there; needs `plan.import`.

    `revision` and `mark` are those that the preview showed: raises Conflict when the draft or the plan has changed since.
    Raises Invalid while names are unknown, leads are only suggested, items are in doubt, or nobody has said what becomes
    of an item that the document lacks. An applied draft gives its plan again and changes nothing.
    """
    require(session, viewer, IMPORT)
    rights_changed(session)  # one import at a time: whoever comes second sees what the first has done
    row = draft_row(session, viewer, public_id, to_change=True)
    seen = draft(session, viewer, public_id)
    if seen.applied_plan:
        return Applied(seen.applied_plan)
    if (seen.revision, seen.mark) != (revision, mark):
        raise Conflict(_("核对之后，草稿或者这一年的要点又被别人改动过，没有导入。请按新的对比再核对一次。"))
    require_ready(seen, choices, take_suggested_leads=take_suggested_leads)
    done = import_draft(session, viewer, load(row.reading), choices)
    plan = target_row(session, seen.facts)
    row.applied_plan_id = plan.id if plan else None
    return done


def import_draft(session: Session, viewer: Viewer, held: Draft, choices: Choices) -> Applied:
    """Make a draft that is ready (`require_ready`) a plan, without a row of its own; needs `plan.import`."""
    require(session, viewer, IMPORT)
    rights_changed(session)
    held = settle_names(session, viewer, held)
    known = known_from(directory(session))
    plan = target_row(session, held.facts)
    before = mark_of_plan(plan)
    pairs = compared(known, held, plan)
    if plan is None:
        plan = WorkPlan(items=[])
        session.add(plan)
    _set_facts(plan, held.facts)
    done = bring_up(session, known, held, plan, pairs, choices)
    if mark_of_plan(plan) != before:
        plan.imported_at = clock.now()
        session.flush()
        record(session, PlanImported(plan.id))
    count = Counter(change for change, _item in done)
    return Applied(plan.public_id, count[Change.NEW], count[Change.CHANGED] + count[Change.BACK], count[Change.GONE])


def _set_facts(plan: WorkPlan, facts: DraftFacts) -> None:
    plan.year, plan.title, plan.number = facts.year, facts.title.strip(), facts.number.strip()
    plan.issuer, plan.dated_on, plan.printed_on = facts.issuer.strip(), facts.dated_on, facts.printed_on


def require_ready(seen: DraftView, choices: Choices, *, take_suggested_leads: bool) -> None:
    """Raise Invalid with the first reason why this draft cannot be imported yet."""
    if seen.blocking:
        raise Invalid(_n("还有%(num)d处须先改好：%(first)s", len(seen.blocking), first=seen.blocking[0].message))
    if seen.unconfirmed and not take_suggested_leads:
        raise Invalid(_n("还有%(num)d项的牵头单位没有确认。请逐项确认，或采纳全部建议。", seen.unconfirmed))
    open_ = [preview.title for preview in seen.gone if choices.get(preview.existing) not in {"keep", "archive"}]
    if open_:
        raise Invalid(_("请说明新文件里没有的事项怎么办：%(titles)s。", titles=_("、").join(open_)), field="gone")
