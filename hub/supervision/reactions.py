"""What follow-ups do about news from below: minutes that go out or are void, and days that turn out to be no working days."""

from sqlalchemy.orm import Session

from ..calendar import CalendarChanged, office_time
from ..core import events
from ..files.housekeeping import refers
from ..minutes.events import MinutesPublished, MinutesVoided
from . import carrying as _carrying  # noqa: F401 (agendas ask it)
from . import ladders as _ladders  # noqa: F401 (the office keeps them with the others)
from . import matters as _matters  # noqa: F401 (the engine serves them)
from . import policy as _policy  # noqa: F401 (the rules that doors ask for)
from . import todo as _todo  # noqa: F401 (待我处理 lists them)
from .actions import follow, note_void
from .models import ProgressFile
from .recomputing import recompute

refers(ProgressFile.file_id)


@events.on(MinutesPublished)
def follow_minutes(session: Session, event: MinutesPublished) -> None:
    """What they decided is followed up from now on."""
    follow(session, event.minutes_id)


@events.on(MinutesVoided)
def follow_void(session: Session, event: MinutesVoided) -> None:
    """Their follow-ups say so."""
    note_void(session, event.minutes_id)


@events.on(CalendarChanged)
def follow_calendar(session: Session, _event: CalendarChanged) -> None:
    """What was counted by provisional days is counted anew."""
    recompute(session, office_time(session))
