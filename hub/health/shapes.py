"""What is known of how the hub runs: plain values that the rules judge and screens show. Instants are aware, UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Verdict(StrEnum):
    """Whether something is well, should be looked at, or keeps the hub from its work."""

    WELL = "well"
    LOOK = "look"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a worker says of itself: `kind` is `stuck`, `silent` (the scheduler was started anew, `times` in a day, last `at`)
    or `failed` (`error` is the name of what the job raised last)."""

    kind: str
    job: str
    times: int = 0
    at: datetime | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that runs the jobs, and its last sign of life."""

    name: str
    started_at: datetime
    beat_at: datetime
    swept_at: datetime | None
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """The clock alarm that waits for the office: `reason` is `clock` or `flood`, `count` how many steps were due."""

    public_id: str
    reason: str
    count: int
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps of all ladders: how many should have fired a minute ago, since when, how many of them fail, how many wait."""

    late: int
    oldest_at: datetime | None
    failing: int
    waiting: int


@dataclass(frozen=True, slots=True)
class FailingStep:
    """A step that raised: of which matter (`number`; `title` and `issue` only for who may read it), and when it is next tried."""

    run: int
    matter: str
    number: str
    title: str
    issue: str
    clock: str
    tier: int
    error: str
    times: int
    planned_at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Outbox:
    """Notices: how many wait, since when the oldest of those that should have been taken has been due, how many are lost."""

    waiting: int
    late: int
    oldest_at: datetime | None
    dead: int


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of the data folder, in bytes."""

    free: int
    total: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it at one instant."""

    now: datetime
    today: date
    workers: tuple[Worker, ...]
    alarm: Alarm | None
    steps: Steps
    outbox: Outbox
    years: tuple[int, ...]
    backed_up_at: datetime | None
    is_sqlite: bool
    disk: Disk
    audit_seq: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: the part of the hub, how it is, and the code and values that words are made of."""

    part: str
    verdict: Verdict
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
