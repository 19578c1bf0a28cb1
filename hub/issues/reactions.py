"""What issues do about news from below: who leaves a channel or a unit, and days that turn out to be no working days."""

from sqlalchemy.orm import Session

from ..calendar import CalendarChanged, office_time
from ..channels.searching.actions import reindex
from ..core import events
from . import cards as _cards  # noqa: F401 (messages show them)
from . import elsewhere as _elsewhere  # noqa: F401 (exports, the search and other processes know them)
from . import matters as _matters  # noqa: F401 (the engine serves them)
from . import redacting as _redacting  # noqa: F401 (what is retracted is forgotten)
from . import todo as _todo  # noqa: F401 (待我处理 lists them)
from .events import IssueChanged
from .recomputing import recompute
from .rules import Act


@events.on(CalendarChanged)
def follow_calendar(session: Session, _event: CalendarChanged) -> None:
    """What was counted by provisional days is counted anew."""
    recompute(session, office_time(session))


@events.on(IssueChanged)
def follow_words(session: Session, event: IssueChanged) -> None:
    """What is searched of an issue are its number and its words; where its clocks stand is not."""
    if event.act in {Act.RAISE, Act.EDIT}:
        reindex(session, [event.message_id])
