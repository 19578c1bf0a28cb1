"""The hub's own reminder of a round: once, on the working day before its deadline, to the units that have said nothing."""

from datetime import time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.db import reading, transaction
from ..models import Minutes
from .actions.opening import missing_of, remind_units
from .models import CommentRound

LOOK_AHEAD = timedelta(days=15)
"""No holiday is so long that the working day before lies further back."""
MORNING = time(9)


def remind_of_rounds() -> int:
    """Remind for all rounds for which it is time; how many units that reaches. Opens transactions of its own.

    Two that do this at once remind once: the minutes' row is held while it is looked whether somebody has.
    """
    with reading() as session:
        now = clock.now()
        soon = select(CommentRound).where(CommentRound.ended_at.is_(None), CommentRound.reminded_at.is_(None))
        rows = session.scalars(soon.where(CommentRound.due_at > now, CommentRound.due_at <= now + LOOK_AHEAD))
        due = [(row.minutes_id, row.id) for row in rows if _is_time(session, row)]
    return sum(_remind(minutes_id, round_id) for minutes_id, round_id in due)


def _is_time(session: Session, row: CommentRound) -> bool:
    """From nine on the working day before the deadline, but not on the day on which the round began."""
    now = clock.local(clock.now())
    day_before = clock.local(office_time(session).days_before(row.due_at, 1)).date()
    return now.date() >= day_before and now.time() >= MORNING and now.date() > clock.local(row.opened_at).date()


def _remind(minutes_id: int, round_id: int) -> int:
    with transaction() as session:
        held = select(Minutes).where(Minutes.id == minutes_id).with_for_update()
        row = session.scalars(held.execution_options(populate_existing=True)).one()
        one = session.get_one(CommentRound, round_id, populate_existing=True)
        if row.state != "commenting" or one.ended_at is not None or one.reminded_at is not None:
            return 0
        one.reminded_at = clock.now()
        missing = missing_of(session, one)
        return remind_units(session, row, None, missing) if missing else 0
