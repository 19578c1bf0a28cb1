"""The live page as one viewer sees it, whole or without its frame."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from flask import render_template
from sqlalchemy.orm import Session

from ....accounts.queries import directory
from ....calendar import Days, office_time
from ....channels.views.desk import Talk, Wanted, composing, talk_of
from ....core import clock
from ....core.db import reading
from ....core.errors import NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ....web.viewer import current_viewer
from ..queries import Board, board
from ..rules import LONGEST, default_due

AHEAD = LONGEST.days


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form of a new decision: what was typed, else the default due date."""

    text: str = ""
    lead: str = ""
    supporting_ids: tuple[str, ...] = ()
    due_on: date | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """Days that differ from their weekday, for the picker of due dates, which says what kind of day one is."""

    days: Days
    today: date
    exceptions: dict[str, str] = field(default_factory=dict)

    @property
    def holidays(self) -> str:
        """ISO dates to come, with spaces between."""
        return self._ahead(self.days.holidays)

    @property
    def makeups(self) -> str:
        """The same of make-up workdays."""
        return self._ahead(self.days.makeups)

    def note(self, on: date) -> str:
        """What is special about a day, with a comma before it; "" on a working day."""
        if on in self.days.makeups:
            return _("，%(what)s", what=_("调休上班"))
        if on in self.days.holidays:
            return _("，%(what)s", what=_("放假"))
        return "" if self.days.is_working(on) else _("，%(what)s", what=_("周末"))

    def _ahead(self, days: frozenset[date]) -> str:
        return " ".join(sorted(on.isoformat() for on in days if 0 <= (on - self.today).days <= AHEAD))


def draw(consultation_id: str, *, whole: bool = True, capture: Written | None = None) -> str:
    """The page; without its frame, and without the conversation, where it is not `whole`. NotFound."""
    viewer = current_viewer()
    with reading() as session:
        found = board(session, viewer, consultation_id)
        values = values_of(session, found) if found.conducts else {}
        talk = _talk(session, viewer, found) if whole else None
    new = capture or Written(due_on=values.get("default_due"))
    template = "meetings/live/live.html" if whole else "meetings/live/_parts.html"
    key = str(uuid4())
    values |= composing(Wanted()) if talk else {}
    return render_template(template, board=found, talk=talk, capture=new, decision_key=key, **values)


def values_of(session: Session, found: Board) -> dict[str, Any]:
    """What forms of those who conduct offer: units, invited ones first; days; the default due date."""
    invited = [unit.public_id for unit in found.roster.units]
    units = [unit for unit in directory(session).units if unit.is_active]
    days, today = office_time(session).days, clock.today()
    return {
        "units": sorted(units, key=lambda unit: unit.public_id not in invited),
        "days": DaysAhead(days, today),
        "today": today,
        "default_due": default_due(today, days.is_working),
    }


def _talk(session: Session, viewer: Viewer, found: Board) -> Talk | None:
    """The conversation beside it, for those who are in the channel."""
    try:
        return talk_of(session, viewer, found.channel) if found.channel else None
    except NotFound:
        return None
