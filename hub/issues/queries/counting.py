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
from .places import NUMBER
from .walking import Conditions, Way, cut

MOST = 500
"""More are not counted: the register then says 500+."""
MOST_OVERDUE = 99
LOOKED_AT = 1_000
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
    count = _counted if filters else _counted_by_channel
    states = {state: count(session, channels, state, filters, now) for state in GROUPS["all"]}
    return {group: _sum(states[state][group == "overdue"] for state in of_group) for group, of_group in GROUPS.items()}


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


def _counted(
    session: Session, channels: list[int], state: str, filters: Conditions, now: datetime
) -> tuple[Count, Count]:
    """What a look finds in a state, and what of it is late, which stands first: at least so many there are."""
    of_state = (Issue.state == state,)
    way = Way([of_state], _DUE, is_descending=False)
    end = cut(session, way, of_state, None, LOOKED_AT_EACH)
    found = way.ordered((Issue.due_at,), (*of_state, *filters, inside(channels)), None, end)
    seen = found.limit(MOST + 1).subquery()
    of_these = select(func.count(), func.count().filter(seen.c.due_at <= now)).select_from(seen)
    number, late = session.execute(of_these).one()
    return _count(number, is_cut=end is not None), _count(late, is_cut=end is not None and end[0] <= now)


def _counted_by_channel(
    session: Session, channels: list[int], state: str, _filters: Conditions, now: datetime
) -> tuple[Count, Count]:
    """The same where nothing is filtered: the channels' own index says it."""
    found = select(Issue.id).where(Issue.channel_id.in_(channels), Issue.state == state).limit(MOST + 1)
    ways = [found, found.where(Issue.due_at <= now)] if state in AT_WORK else [found]
    numbers = [session.scalar(select(func.count()).select_from(one.subquery())) or 0 for one in ways]
    return _count(numbers[0]), _count(numbers[-1])


def _count(number: int, *, is_cut: bool = False) -> Count:
    return Count(min(number, MOST), number > MOST or is_cut)
