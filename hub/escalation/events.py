"""What the engine tells the floors above, in the transaction of the steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .shapes import Fired


@dataclass(frozen=True, slots=True)
class StepsFired:
    """Steps of one kind of matter have fired, told of and done; once for a batch."""

    matter: str
    fired: tuple["Fired", ...]


@dataclass(frozen=True, slots=True)
class InboxSettled:
    """What steps told these persons (keys) waits for them no longer."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClockAlarmed:
    """The clock, or how much is due at once, looks wrong: `reason` is `clock` or `flood`, `count` how many steps are due."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ClockConfirmed:
    """The office has said that the clock is right; what waited for that goes on."""

    person_id: int
