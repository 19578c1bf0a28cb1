"""What the page of a poll shows: units by times."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SlotView:
    """An offered time with what was said to it; `answers` are by unit (public id). `overlaps` are other consultations of its units."""

    public_id: str
    starts_at: datetime
    ends_at: datetime
    yes: int
    maybe: int
    no: int
    overlaps: int
    answers: dict[str, str]
    is_best: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PollUnit:
    """A unit that is asked."""

    public_id: str
    name: str
    has_answered: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PollSheet:
    """A poll as the viewer sees it. `is_over`: its deadline has passed, or a time was chosen, or it was given up (`is_ended`)."""

    public_id: str
    consultation: str
    title: str
    kind: str
    minutes: int
    closes_at: datetime
    is_over: bool
    is_ended: bool
    units: tuple[PollUnit, ...]
    slots: tuple[SlotView, ...]
    may_answer: bool
    may_arrange: bool

    @property
    def missing(self) -> list[PollUnit]:
        """The units that have not answered."""
        return [unit for unit in self.units if not unit.has_answered]

    @property
    def best(self) -> SlotView | None:
        """The time to propose."""
        return next((slot for slot in self.slots if slot.is_best), None)

    def mine(self, slot: SlotView) -> str:
        """What the viewer's unit said to a time; "" for nothing."""
        return next((slot.answers.get(unit.public_id, "") for unit in self.units if unit.is_mine), "")
