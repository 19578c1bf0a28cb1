"""The figures of a period by unit, or by the channel of a work item; a fixed number of queries, which count in the database."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, cast, extract, func, select
from sqlalchemy.orm import Session

from ...accounts.queries import directory
from ...calendar import office_time
from ...channels.models import Channel
from ...core.viewer import Viewer
from ..policy import sees_any
from ..rules import ENDS, STANDINGS, Period, middle
from ..shapes import Ends, Figures, TakenUp
from .asking import asked
from .attending import standings
from .matters import Matters, kinds


def of_units(session: Session, viewer: Viewer, period: Period) -> list[Figures]:
    """Of every unit that the viewer sees and that has any, in official order."""
    if not sees_any(viewer):
        return []
    found = _Found(session, viewer, period, by_unit=True)
    attendance = standings(session, viewer, period)
    units = directory(session).units
    return [
        figures
        for unit in units
        if not (figures := found.of(unit.id, unit.public_id, unit.short_name, attendance.get(unit.id))).is_empty
    ]


def of_items(session: Session, viewer: Viewer, period: Period) -> list[Figures]:
    """Of the channels that matters came from, work items first, in the plan's order; each matter once, whoever answers for it."""
    if not sees_any(viewer):
        return []
    found = _Found(session, viewer, period, by_unit=False)
    wanted = (
        select(Channel)
        .where(Channel.id.in_(found.keys))
        .order_by(Channel.item_id.is_(None), Channel.item_id, Channel.id)
    )
    return [found.of(row.id, row.public_id, row.title) for row in session.scalars(wanted)]


class _Found:
    """What the queries gave, by unit (key) or by channel (key)."""

    def __init__(self, session: Session, viewer: Viewer, period: Period, *, by_unit: bool) -> None:
        self._ends: dict[str, defaultdict[int, Counter[str]]] = {}
        self._lengths: defaultdict[int, list[int]] = defaultdict(list)
        self._waiting: Counter[int] = Counter()
        for matters in kinds(session, viewer):
            by = matters.by(unit=by_unit)
            self._ends[matters.name] = _ends(session, matters, period, by)
            self._take(session, matters, period, by)
        self._extensions = asked(session, viewer, period, by_unit=by_unit)

    @property
    def keys(self) -> set[int]:
        """All that anything was found for."""
        ended = {key for ends in self._ends.values() for key in ends}
        return ended | {*self._lengths} | {*self._waiting} | {*self._extensions}

    def of(self, key: int, public_id: str, name: str, attendance: Counter[str] | None = None) -> Figures:
        """The figures of one of them."""
        lengths = self._lengths.get(key, [])
        return Figures(
            key=public_id,
            name=name,
            issues=self._ends_of("issues", key),
            follow_ups=self._ends_of("follow_ups", key),
            taken_up=TakenUp(len(lengths), middle(lengths), self._waiting[key]),
            extensions=self._extensions[key],
            attendance={standing: attendance[standing] if attendance else 0 for standing in STANDINGS},
        )

    def _ends_of(self, kind: str, key: int) -> Ends:
        counted = self._ends[kind].get(key, Counter())
        return Ends(**{end: counted[end] for end in ENDS})

    def _take(self, session: Session, matters: Matters, period: Period, by: ColumnElement[Any]) -> None:
        """How long it took units to take up what they were given, in working time."""
        time = office_time(session)
        each = select(by.label("of"), _span(matters)).where(*matters.given_in(period), by.is_not(None)).subquery()
        spans, waiting = func.aggregate_strings(each.c.span, " "), func.count() - func.count(each.c.span)
        for key, written, still in session.execute(select(each.c.of, spans, waiting).group_by(each.c.of)):
            self._waiting[key] += still
            seconds = [int(instant) for instant in (written or "").split()]
            self._lengths[key] += map(time.seconds_between, seconds[::2], seconds[1::2])


def _ends(session: Session, matters: Matters, period: Period, by: ColumnElement[Any]) -> defaultdict[int, Counter[str]]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = select(by.label("of"), matters.end.label("ended"), matters.matter.id.label("id"))
    each = rows.where(*matters.due_in(period), by.is_not(None)).subquery()
    wanted = select(each.c.of, each.c.ended, func.count(each.c.id.distinct())).group_by(each.c.of, each.c.ended)
    for key, end, number in session.execute(wanted).all():
        found[key][end] += number
    return found


def _span(matters: Matters) -> ColumnElement[str]:
    """SQL: when a unit was given the matter and when it took it up, as two numbers; nothing while it waits.

    Written into one text by unit, a hundred thousand cost half of what they cost as rows.
    """
    given, taken = (
        cast(cast(extract("epoch", at), BigInteger), String) for at in (matters.share.added_at, matters.taken_at)
    )
    return (given + " " + taken).label("span")
