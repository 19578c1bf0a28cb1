"""What the office sets for follow-ups, and the two instants that lights are reckoned by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ..calendar import WorkingTime, office_time
from ..core import clock
from .models import FollowUpSetting

ONLY = 1
"""The key of the one row."""


@dataclass(frozen=True, slots=True)
class Lights:
    """What is due by `soon_by` is soon due; who was heard of last at `behind_by` or before is behind. `now` is when one looks."""

    now: datetime
    soon_by: datetime
    behind_by: datetime
    working: WorkingTime


def setting(session: Session, *, lock: bool = False) -> FollowUpSetting:
    """The row that holds them; `lock` takes it."""
    return session.get_one(FollowUpSetting, ONLY, with_for_update=lock or None, populate_existing=lock)


def lights_of(session: Session) -> Lights:
    """What lights are reckoned by now; one query."""
    kept, now, working = setting(session), clock.now(), office_time(session)
    return Lights(now, working.add_days(now, kept.soon_days), working.days_before(now, kept.behind_days), working)
