"""The messages that the index offers for a question, newest first: SQLite by FTS5, PostgreSQL by GIN, the same ones on both.

FTS5 gives them in the order of their keys as it goes. GIN gives all at once, so PostgreSQL looks through windows of keys,
each four times the one before: a frequent word is found in the first, a rare one has few hits to sort in the last.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, column, func, select, table, text, true, type_coerce
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from .models import PIECES, SearchText
from .rules import BUCKET, bucket, number

FIRST_WINDOW = 4
"""Buckets of keys."""
WIDEST_WINDOW = 256
AT_ONCE = (64, 512, 4096)
"""Rows that one statement fetches: the first, the second, and all further ones."""

_by_the_index = text("SET LOCAL enable_seqscan = off")
"""PostgreSQL thinks comparing arrays costs next to nothing: it would rather read tens of thousands of rows."""

Statement = Select[int, str | None]
Candidate = tuple[int, str | None]
"""A message's key, and its folded text unless it lacks one of the texts that were asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be so: all of `pieces`, one of each of `groups` (of pieces), and each of `texts` somewhere in the text."""

    pieces: Sequence[str]
    groups: Sequence[Sequence[str]]
    texts: Sequence[str]


def candidates(session: Session, wanted: Wanted, before: int) -> Iterator[Candidate]:
    """Messages with keys below `before`, newest first; a piece of PostgreSQL's may be another's, so look at the text."""
    if session.get_bind().dialect.name == "sqlite":
        yield from _in_turn(session, before, partial(sqlite_statement, wanted))
        return
    session.execute(_by_the_index)
    for low, high in windows(before):
        yield from _in_turn(session, high, partial(postgresql_statement, wanted, low))


def windows(before: int) -> Iterator[tuple[int, int]]:
    """Ranges of keys (from, below), from `before` down to 0, along the bounds of buckets."""
    width, high = FIRST_WINDOW, before
    while high > 0:
        low = max(((high - 1) // BUCKET - width + 1) * BUCKET, 0)
        yield low, high
        high, width = low, min(width * 4, WIDEST_WINDOW)


def _in_turn(session: Session, high: int, statement: Callable[[int], Statement]) -> Iterator[Candidate]:
    for limit in chain(AT_ONCE, repeat(AT_ONCE[-1])):
        rows = session.execute(statement(high).limit(limit)).all()
        yield from ((key, folded) for key, folded in rows)
        if len(rows) < limit:
            return
        high = rows[-1][0]


_pieces = table(PIECES, column("rowid", Integer), column(PIECES))


def sqlite_statement(wanted: Wanted, high: int) -> Statement:
    """Candidates below `high` by FTS5; `+ 0` keeps the planner from looking each text up in the index instead."""
    key = _pieces.c.rowid
    found = select(key, _text(wanted, func.instr)).join_from(_pieces, SearchText, SearchText.message_id == key + 0)
    return found.where(_pieces.c[PIECES].op("MATCH")(_match(wanted)), key < high).order_by(key.desc())


def postgresql_statement(wanted: Wanted, low: int, high: int) -> Statement:
    """Candidates of one window by GIN; `+ 0` keeps the planner from walking the keys instead."""
    having = type_coerce(SearchText.pieces, ARRAY(Integer))
    key = SearchText.message_id + 0
    groups = [*wanted.groups, [bucket(at) for at in range(low, high, BUCKET)]]
    fits = [having.overlap([number(piece) for piece in group]) for group in groups]
    if wanted.pieces:
        fits.append(having.contains([number(piece) for piece in wanted.pieces]))
    found = select(SearchText.message_id, _text(wanted, func.strpos))
    return found.where(*fits, key < high).order_by(key.desc())


def _match(wanted: Wanted) -> str:
    """FTS5's expression; no piece has a quotation mark in it."""
    groups = ["(" + " OR ".join(f'"{piece}"' for piece in group) + ")" for group in wanted.groups]
    return " AND ".join([*(f'"{piece}"' for piece in wanted.pieces), *groups])


def _text(wanted: Wanted, place_of: Callable[..., ColumnElement[int]]) -> ColumnElement[Any]:
    has_all = and_(true(), *(place_of(SearchText.folded, text) > 0 for text in wanted.texts))
    return case((has_all, SearchText.folded))
