"""What the databases are asked for candidates, each in its own way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Text,
    and_,
    case,
    column,
    func,
    literal,
    null,
    select,
    table,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from .models import PIECES, SearchText
from .rules import BUCKET, bucket, number

Statement = Select[int, str | None]
"""Gives candidates: `key` and `folded`, the text unless it lacks one of the texts that were asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be so: all of `pieces`, one of each of `groups` (of pieces), and each of `texts` somewhere in the text."""

    pieces: Sequence[str]
    groups: Sequence[Sequence[str]]
    texts: Sequence[str]


_pieces = table(PIECES, column("rowid", Integer), column(PIECES))


def batch_of(candidates: Statement) -> CompoundSelect[Any]:
    """Only those of the candidates that have a text, in any order, and a last row: the lowest key and how many they are."""
    some = candidates.cte("candidates")
    fitting = select(some.c.key, some.c.folded, literal(None, Integer)).where(some.c.folded.is_not(None))
    return union_all(fitting, select(func.min(some.c.key), type_coerce(null(), Text), func.count()).select_from(some))


def sqlite_statement(wanted: Wanted, high: int) -> Statement:
    """Candidates below `high` by FTS5; `+ 0` keeps the planner from looking each text up in the index instead."""
    key = _pieces.c.rowid
    found = select(key.label("key"), _text(wanted, func.instr))
    found = found.join_from(_pieces, SearchText, SearchText.message_id == key + 0)
    return found.where(_pieces.c[PIECES].op("MATCH")(_match(wanted)), key < high).order_by(key.desc())


def postgresql_statement(wanted: Wanted, low: int, high: int) -> Statement:
    """Candidates of one window by GIN; `+ 0` keeps the planner from walking the keys instead.

    GIN goes by its conditions in their order and looks at the next ones only where the first is met. Words that stand in
    many messages but never in one keep it going through all of them, unless the window comes first.
    """
    window = _having.overlap([number(bucket(at)) for at in range(low, high, BUCKET)])
    return _by_gin([window, *_fits(wanted)], wanted, high).order_by(_key.desc())


def postgresql_rest(wanted: Wanted, high: int) -> Statement:
    """All candidates below `high` by GIN, in no order: with a limit, no more rows are read than that."""
    return _by_gin(_fits(wanted), wanted, high)


_having = type_coerce(SearchText.pieces, ARRAY(Integer))
_key = SearchText.message_id + 0


def _by_gin(fits: Sequence[ColumnElement[bool]], wanted: Wanted, high: int) -> Statement:
    found = select(SearchText.message_id.label("key"), _text(wanted, func.strpos))
    return found.where(*fits, _key < high)


def _fits(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What a message must have: the words first, they are the rarest."""
    words = [_having.contains([number(piece) for piece in wanted.pieces])] if wanted.pieces else []
    return [*words, *(_having.overlap([number(piece) for piece in group]) for group in wanted.groups)]


def _match(wanted: Wanted) -> str:
    """FTS5's expression; no piece has a quotation mark in it."""
    groups = ["(" + " OR ".join(f'"{piece}"' for piece in group) + ")" for group in wanted.groups]
    return " AND ".join([*(f'"{piece}"' for piece in wanted.pieces), *groups])


def _text(wanted: Wanted, place_of: Callable[..., ColumnElement[int]]) -> ColumnElement[Any]:
    has_all = and_(true(), *(place_of(SearchText.folded, text) > 0 for text in wanted.texts))
    return case((has_all, SearchText.folded)).label("folded")
