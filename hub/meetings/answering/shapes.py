"""What pages show of answers."""

from dataclasses import dataclass
from datetime import datetime

from .rules import quorum_words


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """An invited unit and its answer. `reason` is "" for those whom it does not concern; `answered_by` is who answered."""

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
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Attendances:
    """All invited units, in official order. `mine` is the viewer's own, None where it is not invited.

    `why` is what was said when units were reminded last, for those units and who conducts it.
    """

    units: tuple[UnitAnswer, ...]
    quorum: int | None
    is_open: bool
    may_remind: bool
    why: str = ""

    @property
    def mine(self) -> UnitAnswer | None:
        """The viewer's unit."""
        return next((unit for unit in self.units if unit.is_mine), None)

    def those(self, *answers: str) -> list[UnitAnswer]:
        """The units that answered so."""
        return [unit for unit in self.units if unit.answer in answers]

    @property
    def quorum_words(self) -> str:
        """Whether enough units come."""
        return quorum_words(self.quorum, len(self.those("attending", "delegated")), len(self.those("waiting")))
