"""Walking through a register in order, a page at a time, at a cost that follows the page.

Every walk goes along one index from where the page before ended, and stops after a number of its entries: filters that hardly
anything meets give a short page and a place to go on from, never a look at the whole table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..models import Issue

WALK = 2_000
"""Entries of indexes that the first look reads at most, of all its lists together; the next reads twice as many."""
ROUNDS = 2
"""Looks for one page."""

Key = tuple[Any, ...]
Column = InstrumentedAttribute[Any]
Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Way:
    """What to walk along: each of `lists` is an index's beginning (by equality), `columns` the order in which it goes on.

    Nothing lies above the place `highest`; `key` is the column of what is found. Each walk has one upper bound and one lower,
    since SQLite uses one of each.
    """

    lists: Sequence[Conditions]
    columns: tuple[Column, ...]
    is_descending: bool
    highest: Key | None = None
    key: Column = Issue.id

    def ordered(
        self, columns: Sequence[Any], conditions: Conditions, after: Key | None, end: Key | None = None
    ) -> Select[Any]:
        """These columns of what a list holds behind a place, up to an end with it, in order."""
        if self.is_descending:
            after = after or self.highest
        else:
            end = end or self.highest
        found = select(*columns).where(*conditions, *([self._until(end)] if end else []))
        if after is not None:
            here, there = tuple_(*self.columns), _bound(self.columns, after)
            found = found.where(here < there if self.is_descending else here > there)
        return found.order_by(*(column.desc() if self.is_descending else column for column in self.columns))

    def _until(self, place: Key) -> ColumnElement[bool]:
        here, there = tuple_(*self.columns), _bound(self.columns, place)
        reached: ColumnElement[bool] = here >= there if self.is_descending else here <= there
        return reached

    def is_until(self, place: Key, end: Key) -> bool:
        """Whether a place lies up to that end."""
        here = place[: len(self.columns)]
        return here >= end if self.is_descending else here <= end


@dataclass(frozen=True, slots=True)
class Walked:
    """What was found: places (their last value is the key) in order; `reached` is how far the walk came when it
    stopped before the end, None when it saw everything or has all that was wanted."""

    places: list[Key]
    reached: Key | None


def walk(session: Session, way: Way, filters: Conditions, after: Key | None, limit: int) -> Walked:
    """Up to `limit` of them behind `after` that meet the filters; ROUNDS looks at most."""
    found: list[Key] = []
    for turn in range(ROUNDS):
        looked = _look(session, way, filters, after, limit - len(found), WALK << turn)
        found += looked.places
        if looked.reached is None or len(found) >= limit:
            return Walked(found[:limit], None)
        after = looked.reached
    return Walked(found, after)


def _look(  # noqa: PLR0913 (where, what, from where, and how far)
    session: Session, way: Way, filters: Conditions, after: Key | None, limit: int, most: int
) -> Walked:
    """One look: what several lists hold is in order only as far as all of them have been read."""
    places: list[Key] = []
    ends: list[Key] = []
    entries = max(most // len(way.lists), 1)
    for conditions in way.lists:
        end = cut(session, way, conditions, after, entries) if filters else None
        wanted = way.ordered((*way.columns, way.key), [*conditions, *filters], after, end)
        rows = session.execute(wanted.limit(limit)).all()
        places += map(tuple, rows)
        if end and len(rows) < limit:
            ends.append(end)
    places.sort(reverse=way.is_descending)
    if not ends:
        return Walked(places[:limit], None)
    reached = max(ends) if way.is_descending else min(ends)
    return Walked([place for place in places if way.is_until(place, reached)][:limit], reached)


def cut(session: Session, way: Way, conditions: Conditions, after: Key | None, entries: int) -> Key | None:
    """The last of so many places of this list; None where it ends before."""
    row = session.execute(way.ordered(way.columns, conditions, after).offset(entries - 1).limit(1)).first()
    return None if row is None else tuple(row)


def _bound(columns: Sequence[Column], place: Key) -> Any:
    return tuple_(*place[: len(columns)], types=[column.type for column in columns])
