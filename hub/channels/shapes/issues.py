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

    `next_at` is when the next step of its clock fires if nothing is done, None when none is to come; `next_tier` its rung,
    `next_tells` whom it tells (`liaison`, `leader`, …) and `next_act` what it does besides (`remind`, `supervise`, `topic`).
    `is_held_back` says that it waits for the office's word about the clock. `top` is the highest rung of its ladder, `days`
    and `hours` what is left until it is due (working days, and full hours; less than nothing once that is past), `excerpt`
    the beginning of what was written.
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
    next_act: str = ""
    next_tells: tuple[str, ...] = ()
    top: int = 5
    days: int = 0
    hours: int = 0
    excerpt: str = ""

    @property
    def owing(self) -> str:
        """The units (public ids) that still have to take it up, with spaces between."""
        return " ".join(unit.public_id for unit in self.units if unit.acknowledged_at is None)

    @property
    def may_be_taken_up(self) -> bool:
        """Whether units may take it up now."""
        return self.state in {"open", "reopened"}
