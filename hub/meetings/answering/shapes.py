"""What pages and programs see of answers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """An invited unit and its answer. `reason` and `answered_by` are "" for whoever may not read them."""

    public_id: str
    name: str
    tile: str
    answer: str
    reason: str
    delegate_name: str
    delegate_post: str
    answered_at: datetime | None
    answered_by: str
    reminders: int
    reminded_at: datetime | None
    is_mine: bool

    @property
    def delegate(self) -> str:
        """The delegate's name and post."""
        return f"{self.delegate_name} {self.delegate_post}".strip()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the units have answered, in the order of the units; `reason` is why they were reminded last, for the reminded."""

    units: tuple[UnitAnswer, ...]
    quorum: int | None
    is_open: bool
    may_remind: bool
    reason: str = ""

    def of(self, *answers: str) -> list[UnitAnswer]:
        """The units that gave one of these answers."""
        return [unit for unit in self.units if unit.answer in answers]

    @property
    def mine(self) -> UnitAnswer | None:
        """The viewer's own unit, if it is invited."""
        return next((unit for unit in self.units if unit.is_mine), None)

    @property
    def coming(self) -> int:
        """How many units come, themselves or by a delegate."""
        return len(self.of("attending", "delegated"))

    @property
    def lacking(self) -> int:
        """How many units are missing for the quorum; 0 when it is reached, or none is set."""
        return max((self.quorum or 0) - self.coming, 0)
