"""Ladders by severity and clock, and drafts in a line: `draft("1 2 liaison", "3 -1 office supervise")`."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.core import db
from hub.escalation.actions import LadderDraft
from hub.escalation.checks import StepDraft
from hub.escalation.models import Escalation, EscalationLadder, LadderVersion


def ladder_id(clock: str = "answer", severity: str = "normal") -> str:
    """The public id of a ladder of issues, or of requests for more time."""
    with db.reading() as session:
        found = select(EscalationLadder.public_id).where(EscalationLadder.matter != "follow_up")
        return session.scalars(
            found.where(EscalationLadder.clock == clock, EscalationLadder.severity == severity)
        ).one()


def step(line: str) -> StepDraft:
    """Tier, distance (less than nothing: before), audiences joined by +, act."""
    tier, after, tells, act = [*line.split(), "remind"][:4]
    return StepDraft(tier, after.lstrip("-"), after.startswith("-"), tuple(tells.split("+")), act)


def draft(*lines: str, unit: str = "days", based_on: int = 1, moves: bool = False) -> LadderDraft:
    """A whole version."""
    return LadderDraft(unit, [step(line) for line in lines], "缩短受理时间", based_on, moves)


def run_of(session: Session, clock: str = "answer") -> tuple[Escalation, int]:
    """The only run of this clock, and the number of its version."""
    found = select(Escalation, LadderVersion.number).join(LadderVersion, LadderVersion.id == Escalation.version_id)
    row, number = session.execute(found.where(Escalation.clock == clock)).one()
    return row, number
