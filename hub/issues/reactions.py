"""What issues do about news from below: who leaves a channel or a unit, and days that turn out to be no working days."""

from sqlalchemy.orm import Session

from ..calendar import CalendarChanged, office_time
from ..core import events
from . import cards as _cards  # noqa: F401 (messages show them)
from . import elsewhere as _elsewhere  # noqa: F401 (exports, the search and other processes know them)
from . import matters as _matters  # noqa: F401 (the engine serves them)
from . import todo as _todo  # noqa: F401 (待我处理 lists them)
from .recomputing import recompute


@events.on(CalendarChanged)
def follow_calendar(session: Session, _event: CalendarChanged) -> None:
    """What was counted by provisional days is counted anew."""
    recompute(session, office_time(session))
