"""How many issues there are of each group of states, counted as far as is worth it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.prepared import NOW, Prepared
from ...core.viewer import Viewer
from ..listing import GROUPS, RegisterFilter, cleaned
from ..models import Issue, IssueYear
from ..rules import AT_WORK
from .narrowing import answered_by, channels_of, conditions, inside
from .places import NUMBER, until
from .walking import Conditions, Way, cut

MOST = 500
"""More are not counted: the register then says 500+."""
MOST_OVERDUE = 99
LOOKED_AT = 2_000
LOOKED_AT_EACH = 1_000
"""Issues of each state that are looked at for a count with filters."""
_DUE = (Issue.due_at, *NUMBER)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; `is_more` says that there may be more, which nobody counted."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.is_more else str(self.number)

    def __add__(self, other: "Count") -> "Count":
        number = self.number + other.number
        return Count(min(number, MOST), self.is_more or other.is_more or number > MOST)


def counts(session: Session, viewer: Viewer, wanted: RegisterFilter) -> dict[str, Count]:
    """By group, how many there are of what is wanted, whatever group it wants; Invalid. Bounded, however many there are."""
    wanted = replace(cleaned(wanted), group="all")
    channels = channels_of(session, viewer, wanted.channel)
    if not channels:
        return dict.fromkeys(GROUPS, Count(0))
    filters, now = conditions(session, viewer, wanted), clock.now()
    if number := wanted.number:
        filters = (*filters, Issue.year == number[0], Issue.number == number[1])
    states = {state: _count(session, channels, state, filters) for state in GROUPS["all"]}
    late = {state: _count(session, channels, state, filters, now) for state in AT_WORK}
    return {
        group: _sum((late if group == "overdue" else states)[state] for state in of_group)
        for group, of_group in GROUPS.items()
    }


def unsettled_in(session: Session, viewer: Viewer, channel: str) -> Count:
    """How many issues of a channel (public id) are not settled; two queries, and bounded."""
    found = select(Issue.id).where(Issue.channel_id.in_(channels_of(session, viewer, channel)))
    some = found.where(Issue.state.in_(GROUPS["unsettled"])).limit(MOST + 1).subquery()
    number = session.scalar(select(func.count()).select_from(some)) or 0
    return Count(min(number, MOST), number > MOST)


def years(session: Session) -> list[int]:
    """The years that issues have been raised in, the newest first."""
    return list(session.scalars(select(IssueYear.year).order_by(IssueYear.year.desc())))


def overdue_count(session: Session, viewer: Viewer) -> Count:
    """How many issues of the viewer's unit are overdue (of the office: all that it sees).

    Every page asks, so it looks at LOOKED_AT of those that are late in the whole hub and counts to MOST_OVERDUE.
    """
    channels = channels_of(session, viewer)
    number = _overdue_count.number(session, viewer, channels=channels) if channels else 0
    return Count(min(number, MOST_OVERDUE), number > MOST_OVERDUE)


def _overdue(viewer: Viewer) -> Select[int]:
    late = select(Issue.id).where(Issue.state.in_(sorted(AT_WORK)), Issue.due_at <= NOW).limit(LOOKED_AT)
    found = select(Issue.id).where(Issue.id.in_(late), inside(bindparam("channels", expanding=True)))
    if not viewer.is_office:
        found = found.where(answered_by(viewer.unit_id))
    return found.limit(MOST_OVERDUE + 1)


_overdue_count = Prepared(_overdue).counted()


def _sum(several: Iterable[Count]) -> Count:
    total = Count(0)
    for one in several:
        total += one
    return total


def _count(
    session: Session, channels: list[int], state: str, filters: Conditions, due_by: datetime | None = None
) -> Count:
    """Without filters the channels' own index says it; with some, what a look finds, which is at least so many."""
    of_state, end = (Issue.state == state,), None
    if filters:
        way = Way([of_state], _DUE, is_descending=False, highest=until(due_by) if due_by else None)
        end = cut(session, way, of_state, None, LOOKED_AT_EACH)
        found = way.ordered((Issue.id,), (*of_state, *filters, inside(channels)), None, end)
    else:
        found = select(Issue.id).where(Issue.channel_id.in_(channels), *of_state)
        found = found.where(Issue.due_at <= due_by) if due_by else found
    number = session.scalar(select(func.count()).select_from(found.limit(MOST + 1).subquery())) or 0
    return Count(min(number, MOST), number > MOST or end is not None)
