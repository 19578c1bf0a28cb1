"""Ladders and what the engine says about them: values that the pure rules work on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Clock(StrEnum):
    """What a run counts: until a matter is taken up, until it is due, since its last report, from its answer until it is closed,
    until a review, until an approval."""

    ANSWER = "answer"
    DUE = "due"
    PROGRESS = "progress"
    CLOSING = "closing"
    REVIEW = "review"
    APPROVAL = "approval"


ANCHORED = frozenset({Clock.DUE, Clock.REVIEW})
"""Clocks whose steps stand at fixed distances from an appointed time, before or after it; the others count from a start."""


class Audience(StrEnum):
    """Whom a step tells. Who that is, is found out when the step fires."""

    LIAISON = "liaison"
    LEADER = "leader"
    OFFICE = "office"
    COMMITTEE = "committee"
    RAISER = "raiser"
    APPROVER = "approver"


class Act(StrEnum):
    """What a step does besides telling: nothing more (催办), take it under supervision (督办), put it on the next agenda."""

    REMIND = "remind"
    SUPERVISE = "supervise"
    TOPIC = "topic"


class Measure(StrEnum):
    """What a ladder counts in."""

    DAYS = "days"
    HOURS = "hours"


class Calendar(StrEnum):
    """Whose time it counts: the office's working time, or every hour of every day (24×7)."""

    OFFICE = "office"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Step:
    """A rung: `after` is its distance in the ladder's measure, from the start, or (ANCHORED) from the appointed time."""

    tier: int
    after: int
    tells: tuple[Audience, ...]
    act: Act = Act.REMIND


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one version of a ladder, in order; `version_id` is its key, `number` what people call it."""

    version_id: int
    number: int
    clock: Clock
    measure: Measure
    calendar: Calendar
    steps: tuple[Step, ...]

    @property
    def is_anchored(self) -> bool:
        """Whether the steps stand around an appointed time."""
        return self.clock in ANCHORED


@dataclass(frozen=True, slots=True)
class Position:
    """Where a run stands: the next step's number, when it is planned, and what the run counts from."""

    step_no: int
    planned_at: datetime
    base_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """What else a run's next step was counted by.

    `before` is when the step before it was planned and when it fired, None for the first; `holds` are the instants from
    and to which the clock stood still since.
    """

    before: tuple[datetime, datetime] | None = None
    holds: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Foretold:
    """A step that will fire, and when, unless something is done before."""

    step_no: int
    step: Step
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A run whose next step is due: keys, and the step. `planned_at` is when it should have fired."""

    escalation_id: int
    matter: str
    matter_id: int
    clock: Clock
    generation: int
    step_no: int
    planned_at: datetime
    base_at: datetime
    ladder: Ladder

    @property
    def step(self) -> Step:
        """The step that is due."""
        return self.ladder.steps[self.step_no]


@dataclass(frozen=True, slots=True)
class Told:
    """A person (key) who is told; `instead_of` is whom they stand in for (代理)."""

    person_id: int
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Fired:
    """A step that has fired: at what instant, and who was told. An empty rung is recorded and skipped."""

    due: Due
    at: datetime
    told: tuple[Told, ...]
