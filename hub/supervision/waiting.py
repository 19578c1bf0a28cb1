"""Which follow-ups wait for a person, and why: one statement for everything, so that the strip of every page may count them.

A follow-up waits for one reason only, the first of `Why` that holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from ..core.prepared import Prepared, together
from ..core.viewer import Role, Viewer
from ..escalation.models import Escalation, EscalationEvent, InboxItem
from .clocks import FOLLOW_UP
from .models import FollowUp, FollowUpUnit
from .policy import ACTING, visible
from .rules import AT_WORK, TAKING_UP, UNSETTLED
from .settings import Lights, lights_of


class Why(IntEnum):
    """What a follow-up waits for, the most pressing first."""

    DECIDE = 0
    TAKE_UP = 1
    CONFIRM = 2
    CLOSE = 3
    WORK = 4
    TOLD = 5


@dataclass(frozen=True, slots=True)
class Waits:
    """A follow-up (key) that waits, and since when; `tier` is the highest rung that told the person, 0 for none."""

    follow_up_id: int
    why: Why
    tier: int
    since: datetime


def waits_for(session: Session, viewer: Viewer) -> list[Waits]:
    """The follow-ups that wait for the viewer, each once."""
    rows = _pressing(session, _asked.rows(session, viewer))
    tiers: dict[int, int] = {}
    for row in rows:
        tiers[row.id] = max(tiers.get(row.id, 0), row.tier)
    found: dict[int, Waits] = {}
    for row in sorted(rows, key=lambda row: (row.why, row.id)):
        found.setdefault(row.id, Waits(row.id, Why(row.why), tiers[row.id], row.since))
    return list(found.values())


def _pressing(session: Session, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Without what is at work and green; whose unit has nothing at work pays for no calendar."""
    if all(row.why != Why.WORK for row in rows):
        return list(rows)
    lights = lights_of(session)
    return [row for row in rows if row.why != Why.WORK or _presses(row, lights)]


def _presses(row: Row[Any], lights: Lights) -> bool:
    """Whether its light is yellow or red."""
    return row.due_at <= lights.soon_by or (row.heard_at is not None and row.heard_at <= lights.behind_by)


def _branches(viewer: Viewer) -> Iterable[Select[Any]]:
    found: list[Select[Any]] = []
    if not viewer.sees_content:
        return found
    if viewer.has(*ACTING):
        found += [_to_take_up(viewer), _to_confirm(viewer), _at_work(viewer)]
    if viewer.is_office:
        found += [_to_decide(viewer), _to_close(viewer)]
    if viewer.has(*ACTING, Role.COMMITTEE):
        found.append(_told(viewer))
    return found


def _of(viewer: Viewer, why: Why, since: Any, tier: Any = None) -> Select[Any]:
    reason, rung = literal(int(why)).label("why"), (literal(0) if tier is None else tier).label("tier")
    columns = (FollowUp.id, reason, rung, since.label("since"), FollowUp.due_at, FollowUp.heard_at)
    return select(*columns).select_from(FollowUp).where(visible(viewer))


def _mine(viewer: Viewer, why: Why, since: Any) -> Select[Any]:
    found = _of(viewer, why, since).join(FollowUpUnit, FollowUpUnit.follow_up_id == FollowUp.id)
    return found.where(FollowUpUnit.unit_id == viewer.unit_id, FollowUpUnit.released_at.is_(None))


def _to_take_up(viewer: Viewer) -> Select[Any]:
    found = _mine(viewer, Why.TAKE_UP, FollowUpUnit.added_at).where(FollowUp.state.in_(TAKING_UP))
    return found.where(FollowUpUnit.accepted_at.is_(None), FollowUpUnit.contested_at.is_(None))


def _to_confirm(viewer: Viewer) -> Select[Any]:
    found = _mine(viewer, Why.CONFIRM, FollowUp.completed_at).where(FollowUp.state == "completed")
    found = found.where(FollowUpUnit.is_lead.is_(False))
    return found.where(FollowUpUnit.confirmed_at.is_(None), FollowUpUnit.objected_at.is_(None))


def _at_work(viewer: Viewer) -> Select[Any]:
    """What the unit has taken up."""
    found = _mine(viewer, Why.WORK, FollowUpUnit.accepted_at).where(FollowUpUnit.accepted_at.is_not(None))
    return found.where(FollowUp.state.in_(AT_WORK))


def _to_decide(viewer: Viewer) -> Select[Any]:
    """What a unit contests, has no lead, or asks more time for; what its minutes no longer say, while anything is to be done."""
    contested = (FollowUp.state == "contested") | FollowUp.asked_at.is_not(None)
    decides = (FollowUp.state.in_(AT_WORK) & contested) | FollowUp.unfounded_at.is_not(None)
    since = func.coalesce(FollowUp.unfounded_at, FollowUp.opened_at)
    return _of(viewer, Why.DECIDE, since).where(FollowUp.state.in_(UNSETTLED), decides)


def _to_close(viewer: Viewer) -> Select[Any]:
    """What all have confirmed, or somebody has objected to."""
    found = _of(viewer, Why.CLOSE, FollowUp.completed_at).where(FollowUp.state == "completed")
    return found.where(or_(~_unit_with(_silent()), _unit_with(FollowUpUnit.objected_at.is_not(None))))


def _silent() -> ColumnElement[bool]:
    return FollowUpUnit.confirmed_at.is_(None) & FollowUpUnit.is_lead.is_(False)


def _unit_with(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(FollowUpUnit.follow_up_id == FollowUp.id, FollowUpUnit.released_at.is_(None), condition)
    return found.correlate(FollowUp)


def _told(viewer: Viewer) -> Select[Any]:
    """Those of which a step has told the viewer, and that have not moved on since."""
    step = (
        (EscalationEvent.escalation_id == InboxItem.escalation_id)
        & (EscalationEvent.generation == InboxItem.generation)
        & (EscalationEvent.step_no == InboxItem.step_no)
    )
    found = _of(viewer, Why.TOLD, InboxItem.told_at, EscalationEvent.tier)
    found = found.join(Escalation, (Escalation.matter == FOLLOW_UP) & (Escalation.matter_id == FollowUp.id))
    found = found.join(InboxItem, InboxItem.escalation_id == Escalation.id).join(EscalationEvent, step)
    return found.where(InboxItem.person_id == viewer.person_id, InboxItem.settled_at.is_(None))


_asked = Prepared(lambda viewer: together(_branches(viewer)))
