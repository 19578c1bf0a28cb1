"""Ladders as the engine reads them: versions never change, so each is read once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..calendar import WorkingTime, around_the_clock, office_time
from .models import EscalationLadder, LadderVersion
from .shapes import Act, Audience, Calendar, Clock, Ladder, Measure, Step


def current(session: Session, matter: str, severity: str, clock: Clock) -> Ladder:
    """The newest version of the ladder for this kind of matter, severity and clock; LookupError where there is none."""
    found = (
        select(LadderVersion, EscalationLadder.clock)
        .join(EscalationLadder, EscalationLadder.id == LadderVersion.ladder_id)
        .where(
            EscalationLadder.matter == matter,
            EscalationLadder.severity == severity,
            EscalationLadder.clock == clock.value,
        )
        .order_by(LadderVersion.number.desc())
        .limit(1)
    )
    row = session.execute(found).first()
    if row is None:
        raise LookupError(f"there is no ladder for {matter}, {severity}, {clock}")
    return made(*row)


def of_versions(session: Session, version_ids: set[int]) -> dict[int, Ladder]:
    """The ladders of these versions (keys); one query."""
    found = (
        select(LadderVersion, EscalationLadder.clock)
        .join(EscalationLadder, EscalationLadder.id == LadderVersion.ladder_id)
        .where(LadderVersion.id.in_(version_ids))
    )
    return {version.id: made(version, clock) for version, clock in session.execute(found)}


def made(version: LadderVersion, clock: str) -> Ladder:
    """The value that the rules work on."""
    return Ladder(
        version.id,
        version.number,
        Clock(clock),
        Measure(version.measure),
        Calendar(version.calendar),
        tuple(read_step(step) for step in version.steps),
    )


def read_step(step: dict[str, object]) -> Step:
    """A step as the table keeps it."""
    tells = step["tells"]
    if not isinstance(tells, list):
        raise TypeError(f"a step tells a list of audiences: {tells}")
    return Step(int(str(step["tier"])), int(str(step["after"])), tuple(map(Audience, tells)), Act(str(step["act"])))


def written_step(step: Step) -> dict[str, object]:
    """The same for the table."""
    return {"tier": step.tier, "after": step.after, "tells": list(map(str, step.tells)), "act": str(step.act)}


def time_of(session: Session, ladder: Ladder) -> WorkingTime:
    """The working time that the ladder counts in."""
    return around_the_clock() if ladder.calendar is Calendar.ALWAYS else office_time(session)
