"""The messages that the index offers for a question, newest first: SQLite by FTS5, PostgreSQL by GIN, the same ones on both.

FTS5 gives them in the order of their keys as it goes. GIN gives all at once and in no order, so PostgreSQL looks through
windows of keys, wider ones as long as little is found; and once, after the first, it asks for all the rest, provided that
these are few: so a rare word takes two statements. Texts are compared where they are kept: only those that have what was
asked for come here, because tens of thousands of rows would cost more than finding them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, repeat
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from .rules import BUCKET
from .statements import Statement, Wanted, batch_of, postgresql_rest, postgresql_statement, sqlite_statement

FIRST_WINDOW, WIDEST_WINDOW = 4, 64
"""Buckets of keys. GIN compares each message with each bucket that it is asked for: 31,000 messages of 256 buckets took 83 ms."""
WIDEST_GAP = 256
"""Buckets where nothing is expected: without messages to compare they cost 2 ms."""
ENOUGH = 8192
"""Candidates that a window should not exceed: PostgreSQL sorts them all."""
FEW = 1000
"""Candidates that are fetched wherever they are."""
AT_ONCE = (64, 512, 8192)
"""Candidates that one statement looks at: the first, the second, and all further ones."""

_by_the_index = text("SET LOCAL enable_seqscan = off")
"""PostgreSQL thinks comparing arrays costs next to nothing: it would rather read tens of thousands of rows."""


class Batch(NamedTuple):
    """Candidates that follow each other: those with all the texts (key, folded text), how many they are, the lowest's key."""

    fitting: Sequence[tuple[int, str]]
    seen: int
    lowest: int


def candidates(
    session: Session, wanted: Wanted, before: int, most: int, expected: Callable[[], int] | None = None
) -> Iterator[Batch]:
    """At most `most` messages with keys below `before`, newest first; a piece of PostgreSQL's may be another's, so look at the text.

    `expected` tells, where it pays to ask, above which key nothing is to be expected: it is looked through all the same.
    """
    sizes = chain(AT_ONCE, repeat(AT_ONCE[-1]))
    if session.get_bind().dialect.name == "sqlite":
        yield from _in_turn(session, before, partial(sqlite_statement, wanted), sizes, most)
        return
    session.execute(_by_the_index)
    for low, high in gap(bucket_end(expected()), before) if expected else ():
        before = low
        for batch in _in_turn(session, high, partial(postgresql_statement, wanted, low), sizes, most):
            yield batch
            most -= batch.seen
    yield from _through_windows(session, wanted, before, sizes, most)


def _through_windows(session: Session, wanted: Wanted, high: int, sizes: Iterator[int], most: int) -> Iterator[Batch]:
    width, is_first = FIRST_WINDOW, True
    while high > 0 and most:
        low, seen = max(bucket_end(high - 1) - width * BUCKET, 0), 0
        for batch in _in_turn(session, high, partial(postgresql_statement, wanted, low), sizes, most):
            yield batch
            seen += batch.seen
        high, most = low, most - seen
        if is_first and seen * (high // BUCKET) <= FEW * width and (rest := _rest(session, wanted, high, most)):
            yield rest
            return
        width, is_first = next_width(width, seen), False


def gap(low: int, high: int) -> Iterator[tuple[int, int]]:
    """Ranges of keys (from, below) from `high` down to `low`, the end of a bucket; none where `low` is not below `high`."""
    while low < high:
        middle = max(low, bucket_end(high - 1) - WIDEST_GAP * BUCKET)
        yield middle, high
        high = middle


def bucket_end(key: int) -> int:
    """The end of a key's bucket: the first key of the next."""
    return (key // BUCKET + 1) * BUCKET


def next_width(width: int, seen: int) -> int:
    """How many buckets to look through after `width` with `seen` candidates."""
    return max(min(4 * width, WIDEST_WINDOW, ENOUGH * width // max(seen, 1)), 1)


def _in_turn(
    session: Session, high: int, statement: Callable[[int], Statement], sizes: Iterator[int], most: int
) -> Iterator[Batch]:
    while most:
        limit = min(next(sizes), most)
        batch = _fetch(session, statement(high).limit(limit))
        if batch.seen:
            yield batch
        if batch.seen < limit:
            return
        high, most = batch.lowest, most - batch.seen


def _rest(session: Session, wanted: Wanted, high: int, most: int) -> Batch | None:
    """All that is below `high`, unless that is more than a few."""
    few = min(FEW, most)
    batch = _fetch(session, postgresql_rest(wanted, high).limit(few + 1))
    return batch if batch.seen <= few else None


def _fetch(session: Session, statement: Statement) -> Batch:
    rows = session.execute(batch_of(statement)).all()
    fitting = sorted(((key, folded) for key, folded, seen in rows if seen is None), reverse=True)
    seen, lowest = next((seen, key) for key, _folded, seen in rows if seen is not None)
    return Batch(fitting, seen, lowest or 0)
