"""Which clock runs in which state of an issue, and from when: the one place where issues wind the engine up."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from ..calendar import WorkingTime, around_the_clock, office_time
from ..core import clock
from ..core.clock import SHANGHAI
from ..escalation import ladders, running
from ..escalation.shapes import Clock
from .handling import HandlingTime
from .models import Issue

ISSUE = "issue"
EXTENSION = "extension"


def await_answer(session: Session, issue: Issue) -> None:
    """A unit has to take it up: the first clock counts from now, and the others stand still."""
    running.stop(session, ISSUE, issue.id, Clock.DUE, Clock.PROGRESS, Clock.CLOSING, Clock.REVIEW)
    _begin(session, issue, Clock.ANSWER, clock.now())


def at_work(session: Session, issue: Issue) -> None:
    """Everybody has taken it up: the due time counts, and so does how long nothing is reported."""
    running.stop(session, ISSUE, issue.id, Clock.ANSWER, Clock.CLOSING, Clock.REVIEW)
    _begin(session, issue, Clock.DUE, issue.due_at)
    _begin(session, issue, Clock.PROGRESS, clock.now())


def reported(session: Session, issue: Issue) -> None:
    """A report came in: the clock that waits for one counts from now."""
    _begin(session, issue, Clock.PROGRESS, clock.now())


def due_moved(session: Session, issue: Issue) -> None:
    """The due time is another one: its clock, where it runs, counts anew."""
    if issue.state == "acknowledged":
        _begin(session, issue, Clock.DUE, issue.due_at)


def await_closing(session: Session, issue: Issue) -> None:
    """It is settled, as those who answer for it say: whoever raised it has to look."""
    running.stop(session, ISSUE, issue.id)
    _begin(session, issue, Clock.CLOSING, clock.now())


def at_rest(session: Session, issue: Issue) -> None:
    """Nothing is to be done any more."""
    running.stop(session, ISSUE, issue.id)


def hold(session: Session, issue: Issue) -> None:
    """The clocks stand still with what is left of them until the office looks at it again."""
    running.hold(session, ISSUE, issue.id)
    if issue.review_on is not None:
        _begin(session, issue, Clock.REVIEW, close_of(office_time(session), issue.review_on))


def resume(session: Session, issue: Issue, held_at: datetime) -> None:
    """The clocks run on; what was left until it was due is left again."""
    running.stop(session, ISSUE, issue.id, Clock.REVIEW)
    running.resume(session, ISSUE, issue.id)
    working = time_of(session, handling_time(session, issue.severity))
    left = working.between(held_at, issue.due_at)
    if left > timedelta():
        issue.due_at, issue.counted_from = working.add_hours(clock.now(), left), None
        issue.is_provisional = working.is_provisional(clock.now(), issue.due_at)
    due_moved(session, issue)


def main_clock(issue: Issue) -> Clock:
    """The clock that is moved by hand."""
    return Clock.DUE if issue.state == "acknowledged" else Clock.ANSWER


def handling_time(session: Session, severity: str) -> HandlingTime:
    """办理时限 for this severity."""
    return session.get_one(HandlingTime, severity)


def time_of(session: Session, handling: HandlingTime) -> WorkingTime:
    """The working time that it counts in."""
    return around_the_clock() if handling.calendar == "always" else office_time(session)


def counted_by(handling: HandlingTime) -> list[int | str]:
    """It for a timeline, so that a due time can be computed anew by what it was computed by."""
    return [handling.amount, handling.measure, handling.calendar]


def due_from(session: Session, severity: str, start: datetime) -> tuple[datetime, bool]:
    """When an issue of this severity is due that counts from `start`, and whether that may still move (暂定)."""
    handling = handling_time(session, severity)
    working = time_of(session, handling)
    if handling.measure == "hours":
        due = working.add_hours(start, timedelta(hours=handling.amount))
    else:
        due = working.add_days(start, handling.amount)
    return due, working.is_provisional(start, due)


def soon_from(working: WorkingTime, handling: HandlingTime, due: datetime) -> datetime:
    """From when on an issue that is due then counts as soon due."""
    if handling.measure == "hours":
        return working.hours_before(due, timedelta(hours=handling.soon))
    return working.days_before(due, handling.soon)


def close_of(working: WorkingTime, on: date) -> datetime:
    """Close of business on a Shanghai date, or on the next working day after it (民法典 §203)."""
    before = datetime.combine(on - timedelta(days=1), time(), SHANGHAI)
    return working.add_days(before, 1)


def _begin(session: Session, issue: Issue, which: Clock, base: datetime) -> None:
    running.begin(session, ISSUE, issue.id, ladders.current(session, ISSUE, issue.severity, which), base)
