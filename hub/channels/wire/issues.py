"""Issues as programs get them with their message."""

from datetime import datetime
from typing import Literal

from ...web.api import Answer
from ..shapes import IssueCard

Kind = Literal["key", "hard", "hot"]
Severity = Literal["normal", "urgent", "critical"]
State = Literal["open", "acknowledged", "resolved", "closed", "reopened", "on_hold", "withdrawn"]
Light = Literal["overdue", "soon", "calm", "idle"]


class IssueUnitRef(Answer):
    """A unit that answers for an issue, and when it took it up."""

    id: str
    name: str
    is_lead: bool
    acknowledged_at: datetime | None


class IssueRef(Answer):
    """An issue in short. `due_at` may still move while `is_provisional`; `tier` is the highest rung reached, 0 for none.

    `next_at` is when the next step fires if nothing is done, null when none is to come.
    """

    id: str
    number: str
    kind: Kind
    severity: Severity
    title: str
    state: State
    unit_name: str
    units: list[IssueUnitRef]
    due_at: datetime
    is_provisional: bool
    light: Light
    tier: int
    is_supervised: bool
    next_tier: int | None
    next_at: datetime | None


def issue_ref(card: IssueCard) -> IssueRef:
    """An issue as programs get it."""
    units = [
        IssueUnitRef(id=unit.public_id, name=unit.name, is_lead=unit.is_lead, acknowledged_at=unit.acknowledged_at)
        for unit in card.units
    ]
    return IssueRef.model_validate(
        {
            "id": card.public_id,
            "number": card.number,
            "kind": card.kind,
            "severity": card.severity,
            "title": card.title,
            "state": card.state,
            "unit_name": card.unit_name,
            "units": units,
            "due_at": card.due_at,
            "is_provisional": card.is_provisional,
            "light": card.light,
            "tier": card.tier,
            "is_supervised": card.is_supervised,
            "next_tier": card.next_tier,
            "next_at": card.next_at,
        }
    )
