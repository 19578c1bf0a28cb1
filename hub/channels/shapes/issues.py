"""The card of an issue, as everybody in the channel sees it: what the floor of issues hangs on its message."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class IssueUnitView:
    """A unit that answers for an issue, and when it took it up."""

    public_id: str
    name: str
    is_lead: bool
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue in short. `light` is `overdue`, `soon`, `calm` or `idle`; `tier` the highest rung reached, 0 for none.

    `next_at` is when the next step of its clock fires if nothing is done, None when none is to come; `next_tier` its rung.
    `is_held_back` says that it waits for the office's word about the clock.
    """

    public_id: str
    number: str
    kind: str
    severity: str
    title: str
    state: str
    unit_name: str
    units: tuple[IssueUnitView, ...]
    due_at: datetime
    is_provisional: bool
    tier: int
    is_supervised: bool
    light: str
    next_tier: int | None
    next_at: datetime | None
    is_held_back: bool
