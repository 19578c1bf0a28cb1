"""谁将在何时被告知: what the clocks of a follow-up have told, and will tell if nothing is done; by the code that fires."""

from sqlalchemy.orm import Session

from ..escalation.queries import runs_of
from ..issues.telling import ClockView, views_of
from .clocks import FOLLOW_UP
from .models import FollowUp
from .recipients import told_of_follow_ups
from .words import clock_name


def clocks_of(session: Session, row: FollowUp) -> tuple[ClockView, ...]:
    """The clocks of a follow-up that run or have told somebody, whichever fires first first."""
    runs = [run for run in runs_of(session, FOLLOW_UP, [row.id]).get(row.id, []) if run.state != "done" or run.fired]
    return views_of(session, ((runs, told_of_follow_ups),), clock_name)
