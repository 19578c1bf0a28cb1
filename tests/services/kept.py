"""A world that many tests begin in is made once a run and kind of database, by the hub's own rules, and copied afterwards.

What is kept are the rows as they stand after the commit; nobody is told of them a second time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar
from unittest.mock import patch

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from hub import tables
from hub.core import clock, db, events
from hub.journal import reactions
from tests.services.databases import FILLED, REFILLED
from tests.services.postgres import connect


class Rows(Protocol):
    """All that a database holds."""

    def put(self, url: URL) -> None:
        """Into a database that nobody has opened, and that has nothing but what migrations fill."""


@dataclass(frozen=True)
class File:
    """SQLite's."""

    data: bytes

    @classmethod
    def take(cls, url: URL) -> "File":
        """By SQLite's own copying, which reads the log too."""
        with closing(sqlite3.connect(url.database or "")) as source, closing(sqlite3.connect(":memory:")) as copy:
            source.backup(copy)
            return cls(copy.serialize())

    def put(self, url: URL) -> None:
        Path(url.database or "").write_bytes(self.data)


@dataclass(frozen=True)
class Copies:
    """PostgreSQL's: what COPY gives of each table, and where the keys stand."""

    tables: dict[str, bytes]
    keys: dict[str, int]

    @classmethod
    def take(cls, url: URL) -> "Copies":
        with connect(url) as connection:
            copies = {name: _copy_out(connection, name) for name in sorted(tables.metadata().tables)}
            found = connection.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
            return cls({name: copy for name, copy in copies.items() if copy}, dict(found.fetchall()))

    def put(self, url: URL) -> None:
        with connect(url) as connection, connection.transaction(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # triggers have had their say
            for name in FILLED | REFILLED.keys():
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 (the hub's own tables)
            for name, rows in self.tables.items():
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(rows)
            cursor.executemany("SELECT setval(%s::regclass, %s)", [*self.keys.items()])


def _copy_out(connection: psycopg.Connection, name: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {name} TO STDOUT") as copy:
        return b"".join(bytes(piece) for piece in copy)


Made = TypeVar("Made")

_kept: dict[tuple[str, object], tuple[Rows, object]] = {}


def open_furnished(url: str, furnish: Callable[[Session], Made]) -> Made:
    """Open an empty database as `furnish` fills it; returns what that returned, a copy for everybody."""
    address = make_url(url)
    kind = (address.get_backend_name(), furnish)
    if kind in _kept:
        rows, made = _kept[kind]
        rows.put(address)
        db.open_database(url)
        return deepcopy(made)  # type: ignore[return-value]
    db.open_database(url)
    # Without a trail: each hub seals with a key of its own, and could not read this one's.
    with patch.object(reactions, "append"), db.transaction() as session:
        made = furnish(session)
    _kept[kind] = (File if kind[0] == "sqlite" else Copies).take(address), deepcopy(made)
    return made


class Story(AbstractContextManager[Any], Protocol):
    """What is told on a scene, by a clock of its own."""

    def at(self, instant: datetime) -> None:
        """Set the clock."""


Told = TypeVar("Told", bound=Story)
HOLD = "_hold"
"""What a story holds its clock by: each has its own."""


@contextmanager
def telling(
    url: str, kind: Callable[[Any], Told], furnish: Callable[[Session], Any], *chapters: Callable[[Told], object]
) -> Iterator[Told]:
    """A story in an empty database, up to the end of these chapters: told once a run and kind of database, copied afterwards.

    Nobody hears the chapters; who listens hears what is told after them, whether this one was told or copied.
    """
    address = make_url(url)
    key = (address.get_backend_name(), (kind, chapters))
    if key in _kept:
        rows, kept = _kept[key]
        rows.put(address)
        db.open_database(url)
        now, state = deepcopy(kept)  # type: ignore[misc]
        with kind(None) as story:
            vars(story).update(state)
            story.at(now)
            yield story
    else:
        with kind(open_furnished(url, furnish)) as story:
            with patch.object(events, "_listeners", []):
                for chapter in chapters:
                    chapter(story)
            state = {name: value for name, value in vars(story).items() if name != HOLD}
            kept = (clock.now(), deepcopy(state))
            _kept[key] = (File if key[0] == "sqlite" else Copies).take(address), kept
            yield story
    db.close_database()


def beginning(
    kind: Callable[[Any], Any],
    furnish: Callable[[Session], Any],
    *chapters: Callable[[Any], object],
    **further: tuple[Callable[[Any], object], ...],
) -> Any:
    """A fixture: a story up to the end of the chapters, and of those of each fixture in `further` that the test asks for."""

    @pytest.fixture
    def begun(database_url: str, request: pytest.FixtureRequest) -> Iterator[Any]:
        asked = [told for name, several in further.items() if name in request.fixturenames for told in several]
        with telling(database_url, kind, furnish, *chapters, *asked) as story:
            yield story

    return begun
