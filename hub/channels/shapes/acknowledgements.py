"""What a sender asks for with a post, and what came of it: by unit, never by person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

RESPONSIBLE = "responsible"
"""All units that answer for the channel's item; in 全体 all member units and sub-districts."""


@dataclass(frozen=True, slots=True)
class AckWish:
    """Who is asked to acknowledge: RESPONSIBLE, public ids of units and groups; within how many working hours, None for any."""

    units: tuple[str, ...] = (RESPONSIBLE,)
    within_hours: int | None = None


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that was asked. `acknowledged_by` is the name of whoever answered for it; `is_released` that it need not any more."""

    public_id: str
    name: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    is_released: bool

    @property
    def owes(self) -> bool:
        """Whether its answer is still missing."""
        return self.acknowledged_at is None and not self.is_released


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder to the units that were missing, and why."""

    reminded_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AcknowledgementView:
    """What became of a request: the asked units in official order. `is_provisional` when its deadline may still move (暂定).

    `moved_from_at` is what the deadline was before the working calendar last moved it.
    """

    units: tuple[AskedUnit, ...]
    due_at: datetime | None
    is_provisional: bool
    reminders: tuple[ReminderView, ...]
    moved_from_at: datetime | None = None

    @property
    def received(self) -> list[AskedUnit]:
        """The units that have acknowledged, the first to do so first."""
        found = [(unit.acknowledged_at, unit) for unit in self.units if unit.acknowledged_at is not None]
        return [unit for _at, unit in sorted(found, key=lambda pair: pair[0])]

    @property
    def missing(self) -> list[AskedUnit]:
        """The units that still owe an answer."""
        return [unit for unit in self.units if unit.owes]

    @property
    def released(self) -> list[AskedUnit]:
        """The units that have gone from the channel without an answer."""
        return [unit for unit in self.units if unit.is_released and unit.acknowledged_at is None]

    @property
    def owing(self) -> str:
        """The public ids of the missing units, for the page's script."""
        return _ids(self.missing)

    @property
    def answered(self) -> str:
        """The public ids of the units that have acknowledged, each with the second at which it did: `id:1764140000`."""
        return " ".join(
            f"{unit.public_id}:{int(unit.acknowledged_at.timestamp())}"
            for unit in self.received
            if unit.acknowledged_at
        )


@dataclass(frozen=True, slots=True)
class AskableUnit:
    """A unit that can be asked in a channel; `answers` when it answers for the item (in 全体: a member unit or sub-district)."""

    id: int
    public_id: str
    name: str
    answers: bool


@dataclass(frozen=True, slots=True)
class AskableGroup:
    """A group that can be asked in a channel, and the public ids of its units there."""

    public_id: str
    name: str
    units: tuple[str, ...]


def _ids(units: Iterable[AskedUnit]) -> str:
    return " ".join(unit.public_id for unit in units)
