"""Series follow the working calendar: drafts move with it at once; what is announced stays, and its page says so."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...calendar import CalendarChanged
from ...core import clock, events
from .following import bring_forward, locked_series
from .models import ConsultationSeries


@events.on(CalendarChanged)
def follow_calendar(session: Session, event: CalendarChanged) -> None:
    """Days have changed; hours are none of theirs."""
    if event.kind == "hours":
        return
    for series_id in running(session):
        bring_forward(session, locked_series(session, series_id))


def running(session: Session) -> list[int]:
    """Series (keys) that go on, in the order in which they are taken."""
    goes_on = ConsultationSeries.ended_on.is_(None) | (ConsultationSeries.ended_on >= clock.today())
    return list(session.scalars(select(ConsultationSeries.id).where(goes_on).order_by(ConsultationSeries.id)))
