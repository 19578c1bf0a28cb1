"""Reads of runs: where a matter's clocks stand, and who will be told when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import clock
from . import ladders
from .models import Escalation, EscalationEvent
from .rules import foretell
from .shapes import Clock, Due, Foretold, Ladder, Position, Step


@dataclass(frozen=True, slots=True)
class FiredStep:
    """A step of the present generation that is over: it told people, found its rung `empty`, or was `skipped`."""

    step_no: int
    tier: int
    outcome: str
    planned_at: datetime
    fired_at: datetime


@dataclass(frozen=True, slots=True)
class RunView:
    """A clock of a matter as it stands: what is over, and what comes when if nothing is done before.

    `next_at` is None unless it runs; `remaining_seconds` is the working time that a held one has left.
    """

    escalation_id: int
    matter_id: int
    clock: Clock
    state: str
    generation: int
    ladder: Ladder
    fired: tuple[FiredStep, ...]
    coming: tuple[Foretold, ...]
    next_at: datetime | None
    is_provisional: bool
    remaining_seconds: float | None

    def due(self, one: Foretold) -> Due:
        """The step to come as the engine will hand it out, so that whom it would tell can be asked."""
        at = self.next_at or one.at
        return Due(
            self.escalation_id, "", self.matter_id, self.clock, self.generation, one.step_no, at, at, self.ladder
        )


def runs_of(session: Session, matter: str, matter_ids: Collection[int]) -> dict[int, list[RunView]]:
    """The clocks of these matters (keys) that run, are held or wait; by matter. Three queries, however many."""
    found = select(Escalation).where(Escalation.matter == matter, Escalation.matter_id.in_(matter_ids))
    rows = session.scalars(found.where(Escalation.state != "stopped").order_by(Escalation.id)).all()
    known = ladders.of_versions(session, {row.version_id for row in rows}) if rows else {}
    fired = _fired(session, [row.id for row in rows]) if rows else {}
    views: dict[int, list[RunView]] = {}
    for row in rows:
        mine = tuple(fired.get((row.id, row.generation), ()))
        views.setdefault(row.matter_id, []).append(_view(session, row, known[row.version_id], mine))
    return views


def _view(session: Session, row: Escalation, ladder: Ladder, fired: tuple[FiredStep, ...]) -> RunView:
    coming: tuple[Foretold, ...] = ()
    if row.state == "running":
        at = Position(row.step_no, row.planned_at, row.base_at)
        looked_at = max(clock.now(), row.next_step_at or row.planned_at)  # later than planned where a step has failed
        coming = tuple(foretell(ladder, at, looked_at, ladders.time_of(session, ladder)))
    return RunView(
        row.id,
        row.matter_id,
        ladder.clock,
        row.state,
        row.generation,
        ladder,
        fired,
        coming,
        row.next_step_at,
        row.is_provisional,
        row.remaining_seconds,
    )


def _fired(session: Session, run_ids: list[int]) -> dict[tuple[int, int], list[FiredStep]]:
    found = select(EscalationEvent).where(EscalationEvent.escalation_id.in_(run_ids))
    over: dict[tuple[int, int], list[FiredStep]] = {}
    for row in session.scalars(found.order_by(EscalationEvent.step_no)):
        step = FiredStep(row.step_no, row.tier, row.outcome, row.planned_at, row.fired_at)
        over.setdefault((row.escalation_id, row.generation), []).append(step)
    return over


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step of a matter's clocks that comes first: its rung and when; `waits` for the office's word about the clock.

    `top` is the highest tier of its ladder.
    """

    clock: Clock
    tier: int
    at: datetime
    waits: bool
    step: Step
    top: int


def next_steps(session: Session, matter: str, matter_ids: Collection[int]) -> dict[int, NextStep]:
    """What comes first for each of these matters (keys), if anything does; two queries."""
    found = select(
        Escalation.matter_id, Escalation.version_id, Escalation.step_no, Escalation.state, Escalation.planned_at
    )
    found = found.where(Escalation.matter == matter, Escalation.matter_id.in_(matter_ids))
    rows = session.execute(found.where(Escalation.state.in_(["running", "waiting"]))).all()
    known = ladders.of_versions(session, {row.version_id for row in rows}) if rows else {}
    first: dict[int, NextStep] = {}
    for row in sorted(rows, key=lambda row: row.planned_at, reverse=True):
        ladder = known[row.version_id]
        step, top = ladder.steps[row.step_no], max(one.tier for one in ladder.steps)
        first[row.matter_id] = NextStep(ladder.clock, step.tier, row.planned_at, row.state == "waiting", step, top)
    return first
