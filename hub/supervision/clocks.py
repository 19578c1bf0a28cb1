"""Which clock runs in which state of a follow-up, and from when: the one place where follow-ups wind the engine up."""

from sqlalchemy.orm import Session

from ..core import clock
from ..escalation import ladders, running
from ..escalation.shapes import Clock
from .models import FollowUp

FOLLOW_UP = "follow_up"
SEVERITY = "normal"
"""Follow-ups know no degrees: one set of ladders counts for all."""


def await_units(session: Session, row: FollowUp) -> None:
    """Units have to take it up, from now on; the due time counts already, since the minutes bind from their publication."""
    running.stop(session, FOLLOW_UP, row.id, Clock.PROGRESS, Clock.CLOSING, Clock.APPROVAL)
    _begin(session, row, Clock.ANSWER)


def await_office(session: Session, row: FollowUp) -> None:
    """Somebody contests it, or asks for another date: the office has a clock too, and the due time runs on."""
    _begin(session, row, Clock.APPROVAL)


def decided(session: Session, row: FollowUp) -> None:
    """The office has decided what was asked of it."""
    running.stop(session, FOLLOW_UP, row.id, Clock.APPROVAL)


def at_work(session: Session, row: FollowUp) -> None:
    """Every unit has taken it up: how long nothing is reported counts."""
    running.stop(session, FOLLOW_UP, row.id, Clock.ANSWER, Clock.CLOSING, Clock.APPROVAL)
    _begin(session, row, Clock.PROGRESS)


def contested(session: Session, row: FollowUp) -> None:
    """Nobody is asked to take up what the office has to look at first."""
    running.stop(session, FOLLOW_UP, row.id, Clock.ANSWER, Clock.PROGRESS, Clock.CLOSING)
    await_office(session, row)


def reported(session: Session, row: FollowUp) -> None:
    """A report came in: the clock that waits for one counts from now."""
    _begin(session, row, Clock.PROGRESS)


def due_counts(session: Session, row: FollowUp) -> None:
    """The due time counts, from its beginning or because it is another one."""
    ladder = ladders.current(session, FOLLOW_UP, SEVERITY, Clock.DUE)
    running.begin(session, FOLLOW_UP, row.id, ladder, row.due_at)


def await_closing(session: Session, row: FollowUp) -> None:
    """The lead says that it is done: the supporting units and the office have to look."""
    running.stop(session, FOLLOW_UP, row.id)
    _begin(session, row, Clock.CLOSING)


def at_rest(session: Session, row: FollowUp) -> None:
    """Nothing is to be done any more."""
    running.stop(session, FOLLOW_UP, row.id)


def main_clock(row: FollowUp) -> Clock:
    """The clock that is moved by hand."""
    return {"assigned": Clock.ANSWER, "contested": Clock.APPROVAL}.get(row.state, Clock.DUE)


def _begin(session: Session, row: FollowUp, which: Clock) -> None:
    ladder = ladders.current(session, FOLLOW_UP, SEVERITY, which)
    running.begin(session, FOLLOW_UP, row.id, ladder, clock.now())
