"""Which issues wait for a person, and why: one statement for everything, so that the strip of every page may count them.

An issue waits for one reason only, the first of `Why` that holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import Select, String, cast, literal, select
from sqlalchemy.orm import Session

from ..channels.models import Channel, Membership
from ..core import clock
from ..core.prepared import TODAY, Prepared, instant, together
from ..core.viewer import Role, Viewer
from ..escalation.models import Escalation, EscalationEvent, InboxItem
from .cards import lights_of
from .clocks import EXTENSION, ISSUE, soon_from
from .models import ExtensionRequest, Issue, IssueUnit
from .policy import RAISING, leads
from .rules import AT_WORK, TAKING_UP

SOON_DAYS = 60
"""No handling time counts as soon due so long before; what is due later need not be looked at."""


class Why(IntEnum):
    """What an issue waits for, the most pressing first."""

    TAKE_UP = 0
    DECIDE = 1
    CLOSE = 2
    REVIEW = 3
    WORK = 4
    TOLD = 5


@dataclass(frozen=True, slots=True)
class Waits:
    """An issue (key) that waits, and since when; `tier` is the highest rung that told the person, 0 for none."""

    issue_id: int
    why: Why
    tier: int
    since: datetime


def waits_for(session: Session, viewer: Viewer) -> list[Waits]:
    """The issues that wait for the viewer, each once."""
    rows = _asked.rows(session, viewer, far=clock.now() + timedelta(days=SOON_DAYS))
    found: dict[int, Waits] = {}
    tiers = _tiers(rows)
    may_lead = _Once(lambda: leads(session, viewer))
    soon = _Once(lambda: lights_of(session))
    for issue_id, why, _tier, since, due_at, severity, approver in sorted(rows, key=lambda row: row[1]):
        reason = Why(why)
        if issue_id in found or (reason is Why.DECIDE and approver == "leader" and not may_lead()):
            continue
        if reason is Why.WORK and not _is_soon(soon(), severity, due_at):
            continue
        found[issue_id] = Waits(issue_id, reason, tiers.get(issue_id, 0), since)
    return list(found.values())


class _Once:
    """A value that is asked of the database when it is first needed."""

    def __init__(self, find: Any) -> None:
        self._find = find
        self._found: list[Any] = []

    def __call__(self) -> Any:
        if not self._found:
            self._found.append(self._find())
        return self._found[0]


def _tiers(rows: Iterable[Any]) -> dict[int, int]:
    tiers: dict[int, int] = {}
    for row in rows:
        tiers[row[0]] = max(tiers.get(row[0], 0), row[2])
    return tiers


def _is_soon(lights: Any, severity: str, due_at: datetime) -> bool:
    handling, working = lights[severity]
    return bool(soon_from(working, handling, due_at) <= clock.now())


def _branches(viewer: Viewer) -> Iterable[Select[Any]]:
    found: list[Select[Any]] = []
    if not viewer.sees_content:
        return found
    if viewer.has(*RAISING):
        found += [_to_take_up(viewer), _at_work(viewer), _to_close(viewer), _to_decide(viewer, "leader")]
    if viewer.is_office:
        found += [_to_review(viewer), _to_decide(viewer, "office")]
    if viewer.has(*RAISING, Role.COMMITTEE):
        found += [_told(viewer), _told_of_requests(viewer)]
    return found


def _of(viewer: Viewer, why: Why, since: Any, tier: Any = 0, approver: Any = "") -> Select[Any]:
    """Issues in channels that the viewer is in and that are open, in the columns that all branches have."""
    columns = (
        Issue.id,
        literal(int(why)),
        tier if tier is not None and not isinstance(tier, int) else literal(0),
        since,
    )
    named = approver if not isinstance(approver, str) else cast(literal(approver), String)
    found = select(*columns, Issue.due_at, Issue.severity, named).select_from(Issue)
    found = found.join(Channel, Channel.id == Issue.channel_id)
    found = found.join(Membership, Membership.channel_id == Issue.channel_id)
    found = found.where(Membership.person_id == viewer.person_id, Membership.ended_at.is_(None))
    return found.where(Channel.archived_at.is_(None))


def _mine(viewer: Viewer, why: Why, since: Any) -> Select[Any]:
    found = _of(viewer, why, since).join(IssueUnit, IssueUnit.issue_id == Issue.id)
    return found.where(IssueUnit.unit_id == viewer.unit_id, IssueUnit.released_at.is_(None))


def _to_take_up(viewer: Viewer) -> Select[Any]:
    found = _mine(viewer, Why.TAKE_UP, IssueUnit.added_at)
    return found.where(IssueUnit.acknowledged_at.is_(None), Issue.state.in_(TAKING_UP))


def _at_work(viewer: Viewer) -> Select[Any]:
    found = _mine(viewer, Why.WORK, IssueUnit.added_at)
    found = found.where(IssueUnit.acknowledged_at.is_not(None), Issue.state.in_(AT_WORK))
    return found.where(Issue.due_at <= instant("far"))


def _to_close(viewer: Viewer) -> Select[Any]:
    found = _of(viewer, Why.CLOSE, Issue.resolved_at)
    return found.where(Issue.unit_id == viewer.unit_id, Issue.state == "resolved")


def _to_review(viewer: Viewer) -> Select[Any]:
    found = _of(viewer, Why.REVIEW, Issue.held_at)
    return found.where(Issue.state == "on_hold", Issue.review_on <= TODAY)


def _to_decide(viewer: Viewer, approver: str) -> Select[Any]:
    found = _of(viewer, Why.DECIDE, ExtensionRequest.asked_at, approver=ExtensionRequest.approver)
    found = found.join(ExtensionRequest, ExtensionRequest.issue_id == Issue.id)
    found = found.where(ExtensionRequest.state == "pending", ExtensionRequest.approver == approver)
    return found.where(ExtensionRequest.unit_id == viewer.unit_id) if approver == "leader" else found


def _told(viewer: Viewer) -> Select[Any]:
    found = _of(viewer, Why.TOLD, InboxItem.told_at, tier=EscalationEvent.tier)
    found = found.join(Escalation, (Escalation.matter == ISSUE) & (Escalation.matter_id == Issue.id))
    return _open_items(found, viewer)


def _told_of_requests(viewer: Viewer) -> Select[Any]:
    found = _of(viewer, Why.TOLD, InboxItem.told_at, tier=EscalationEvent.tier)
    found = found.join(ExtensionRequest, ExtensionRequest.issue_id == Issue.id)
    found = found.join(Escalation, (Escalation.matter == EXTENSION) & (Escalation.matter_id == ExtensionRequest.id))
    return _open_items(found, viewer)


def _open_items(found: Select[Any], viewer: Viewer) -> Select[Any]:
    """Those of which a step has told the viewer, and that have not moved on since."""
    step = (
        (EscalationEvent.escalation_id == InboxItem.escalation_id)
        & (EscalationEvent.generation == InboxItem.generation)
        & (EscalationEvent.step_no == InboxItem.step_no)
    )
    found = found.join(InboxItem, InboxItem.escalation_id == Escalation.id).join(EscalationEvent, step)
    return found.where(InboxItem.person_id == viewer.person_id, InboxItem.settled_at.is_(None))


_asked = Prepared(lambda viewer: together(_branches(viewer)))
