"""What the office sets for follow-ups, and the two instants that lights are reckoned by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from ..calendar import WorkingTime, office_time
from ..core import clock
from ..core.columns import Base

ONLY = 1
"""The key of the one row."""


class FollowUpSetting(Base):
    """One row, which the office keeps: from when lights change their colour, and by when what has no date is due.

    `due_days` are calendar days after publication; `soon_days` and `behind_days` working days.
    """

    __tablename__ = "follow_up_setting"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_days: Mapped[int]
    soon_days: Mapped[int]
    behind_days: Mapped[int]


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
