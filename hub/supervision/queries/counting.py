"""How many follow-ups there are of each group of states, counted as far as is worth it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.prepared import NOW, Prepared
from ...core.viewer import Viewer
from ...issues.queries.counting import MOST, Count
from ...issues.queries.walking import Conditions, Way, cut
from ..listing import GROUPS, RegisterFilter, cleaned
from ..models import FollowUp, FollowUpYear
from ..policy import carried_by, visible
from ..rules import AT_WORK
from . import places
from .narrowing import conditions

MOST_OVERDUE = 99
LOOKED_AT = 1_000
"""Follow-ups that are looked at for a count, of each state."""


def counts(session: Session, viewer: Viewer, wanted: RegisterFilter) -> dict[str, Count]:
    """By group, how many there are of what is wanted, whatever group it wants; Invalid. Bounded, however many there are."""
    wanted = replace(cleaned(wanted), group="all")
    filters, now = conditions(session, viewer, wanted), clock.now()
    if number := wanted.number:
        filters = (*filters, FollowUp.year == number[0], FollowUp.number == number[1])
    late_by = now if wanted.light == "overdue" else None
    states = {state: _count(session, state, filters, late_by) for state in wanted.states}
    late = {state: _count(session, state, filters, now) for state in wanted.states if state in AT_WORK}
    return {
        group: sum(
            ((late if group == "overdue" else states)[state] for state in of_group if state in states), start=Count(0)
        )
        for group, of_group in GROUPS.items()
    }


def years(session: Session) -> list[int]:
    """The years that follow-ups have been opened in, the newest first."""
    return list(session.scalars(select(FollowUpYear.year).order_by(FollowUpYear.year.desc())))


def overdue_count(session: Session, viewer: Viewer) -> Count:
    """How many are overdue for the viewer's unit (of the office: all that it sees).

    Every page asks, so it looks at LOOKED_AT of those that are late in the whole hub and counts to MOST_OVERDUE.
    """
    number = _overdue_count.number(session, viewer)
    return Count(min(number, MOST_OVERDUE), number > MOST_OVERDUE)


def _overdue(viewer: Viewer) -> Select[int] | None:
    if not viewer.sees_content:
        return None
    late = select(FollowUp.id).where(FollowUp.state.in_(sorted(AT_WORK)), FollowUp.due_at <= NOW)
    found = select(FollowUp.id).where(FollowUp.id.in_(late.limit(LOOKED_AT)), visible(viewer))
    if not viewer.is_office:
        found = found.where(carried_by(viewer.unit_id))
    return found.limit(MOST_OVERDUE + 1)


_overdue_count = Prepared(_overdue).counted()


def _count(session: Session, state: str, filters: Conditions, due_by: datetime | None) -> Count:
    """What a look finds, which is at least so many."""
    of_state = (FollowUp.state == state,)
    highest = places.until(due_by) if due_by else None
    way = Way([of_state], places.DUE, is_descending=False, highest=highest, key=FollowUp.id)
    end = cut(session, way, of_state, None, LOOKED_AT)
    found = way.ordered((FollowUp.id,), (*of_state, *filters), None, end)
    number = session.scalar(select(func.count()).select_from(found.limit(MOST + 1).subquery())) or 0
    return Count(min(number, MOST), number > MOST or end is not None)
