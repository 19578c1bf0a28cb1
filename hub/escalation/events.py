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


@dataclass(frozen=True, slots=True)
class LadderChanged:
    """A ladder has a new version; what runs stays on its own unless RunsMoved follows."""

    ladder_id: int
    public_id: str
    number: int
    person_id: int


@dataclass(frozen=True, slots=True)
class RunsMoved:
    """Runs of a ladder go on under its version `number`: `matters` are the kinds and keys of what they count for."""

    ladder_id: int
    public_id: str
    number: int
    matters: tuple[tuple[str, int], ...]
    person_id: int
