"""Runs on older versions of a ladder: what a newer one would do to each, and moving them to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from ..calendar import WorkingTime
from . import guard, ladders
from . import matters as kinds
from .models import Escalation, EscalationEvent, LadderVersion
from .rules import is_provisional, moved
from .shapes import Ladder, Position

MOST_LISTED = 200
BATCH = 200
_runs = cast(Table, Escalation.__table__)
_move = (
    update(_runs)
    .where(_runs.c.id == bindparam("run"))
    .values(
        version_id=bindparam("version"),
        generation=_runs.c.generation + 1,
        step_no=bindparam("step"),
        state=bindparam("becomes"),
        planned_at=bindparam("planned"),
        next_step_at=bindparam("look"),
        is_provisional=bindparam("provisional"),
        error_count=0,
        error="",
    )
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a newer version does to a run: its next step now, and under that version (None: no step would be left)."""

    matter: str
    matter_id: int
    number: int
    tier: int
    at: datetime
    then_tier: int | None
    then_at: datetime | None

    @property
    def is_same(self) -> bool:
        """Whether the next step stays as it is."""
        return (self.tier, self.at) == (self.then_tier, self.then_at)


@dataclass(frozen=True, slots=True)
class _Move:
    row: Escalation
    old: Ladder
    then: Position | None


def effects(session: Session, ladder_id: int, new: Ladder) -> tuple[list[Effect], int]:
    """What `new` would do to the runs of older versions of the ladder (key): the first MOST_LISTED by time, and how many."""
    older = _older(ladder_id, new)
    count = session.scalar(select(func.count()).select_from(older.subquery())) or 0
    first = older.order_by(Escalation.planned_at, Escalation.id).limit(MOST_LISTED)
    return [_effect(one, new) for one in _moves(session, first, new, guard.now())], count


def move(session: Session, ladder_id: int, new: Ladder) -> list[tuple[str, int]]:
    """Let the runs of older versions of the ladder (key) go on under `new`; the kinds and keys of what they count for.

    A few statements for each BATCH. Each begins another generation, in which the steps that are over stand as skipped.
    """
    now, time = guard.now(), ladders.time_of(session, new)
    matters: list[tuple[str, int]] = []
    after = 0
    while True:
        batch = _older(ladder_id, new).where(Escalation.id > after).order_by(Escalation.id).limit(BATCH)
        found = session.scalars(batch).all()
        kinds.hold(session, ((row.matter, row.matter_id) for row in found), waits=True)
        ours = batch.where(Escalation.id.in_([row.id for row in found])).with_for_update()
        moves = list(_moves(session, ours.execution_options(populate_existing=True), new, now))
        if not moves:
            return matters
        after = moves[-1].row.id
        session.connection().execute(_move, [_values(one, new, time) for one in moves])
        if skipped := [step for one in moves for step in _skipped(one, new, now)]:
            session.connection().execute(insert(EscalationEvent), skipped)
        matters += [(one.row.matter, one.row.matter_id) for one in moves]
        session.expire_all()


def _older(ladder_id: int, new: Ladder) -> Select[Escalation]:
    versions = select(LadderVersion.id).where(LadderVersion.ladder_id == ladder_id, LadderVersion.id != new.version_id)
    return select(Escalation).where(Escalation.state == "running", Escalation.version_id.in_(versions))


def _moves(session: Session, which: Select[Escalation], new: Ladder, now: datetime) -> Iterator[_Move]:
    rows = session.scalars(which.execution_options(populate_existing=True)).all()
    known = ladders.of_versions(session, {row.version_id for row in rows}) if rows else {}
    time = ladders.time_of(session, new)
    for row in rows:
        old = known[row.version_id]
        yield _Move(row, old, moved(old, new, Position(row.step_no, row.planned_at, row.base_at), now, time))


def _effect(one: _Move, new: Ladder) -> Effect:
    row, then = one.row, one.then
    tier = new.steps[then.step_no].tier if then else None
    now = one.old.steps[row.step_no].tier
    at = then.planned_at if then else None
    return Effect(row.matter, row.matter_id, one.old.number, now, row.planned_at, tier, at)


def _values(one: _Move, new: Ladder, time: WorkingTime) -> dict[str, Any]:
    then = one.then
    return {
        "run": one.row.id,
        "version": new.version_id,
        "step": then.step_no if then else len(new.steps),
        "becomes": "running" if then else "done",
        "planned": then.planned_at if then else one.row.planned_at,
        "look": then.planned_at if then else None,
        "provisional": then is not None and is_provisional(new, then, time),
    }


def _skipped(one: _Move, new: Ladder, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(one.then.step_no if one.then else len(new.steps)):
        yield {
            "escalation_id": one.row.id,
            "generation": one.row.generation + 1,
            "step_no": number,
            "version_id": new.version_id,
            "tier": new.steps[number].tier,
            "outcome": "skipped",
            "planned_at": one.row.planned_at,
            "fired_at": now,
        }
