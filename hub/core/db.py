"""The database: one engine, `reading()` and the only thing in the hub that commits, `transaction()`.

SQLite has one writer. A greenlet that yields inside a write transaction would freeze the process at the next
`BEGIN IMMEDIATE` (measured: 5.07 s, then an error), so writers queue for a cooperative lock first, and nothing inside a
transaction does I/O of its own. PostgreSQL needs no lock: the channel's row orders the messages there.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from . import events
from .engines import make_engine

OUT_OF_REACH = (OperationalError, InterfaceError, PoolTimeout)
"""What is raised when the database does not answer, or not in time: nobody's fault who asked, and it passes."""

_engine: Engine | None = None
_writer = threading.Lock()
_here = threading.local()


def open_database(url: str) -> Engine:
    """Make `url` (`sqlite:///…` or `postgresql+psycopg://…`) the database of this process and return its engine."""
    global _engine
    close_database()
    _engine = make_engine(url)
    return _engine


def close_database() -> None:
    """Close every pooled connection of this process's database."""
    global _engine
    if _engine is not None:
        _engine.dispose()
    _engine = None


def engine() -> Engine:
    """The engine of this process; RuntimeError before `open_database`."""
    if _engine is None:
        raise RuntimeError("no database is open")
    return _engine


@contextmanager
def reading() -> Iterator[Session]:
    """A session that never writes, on one snapshot: what its queries say holds together, whoever commits meanwhile.

    SQLite's transactions are so; PostgreSQL's own default would look anew with each statement, and a page could give a
    channel's newest change without that change's message.
    """
    bind = engine()
    if bind.dialect.name == "postgresql":
        bind = bind.execution_options(isolation_level="REPEATABLE READ")
    with Session(bind, expire_on_commit=False, autoflush=False) as session:
        yield session


@contextmanager
def glance() -> Iterator[Connection]:
    """A connection for one statement that reads, when it need not agree with any other.

    Without a transaction round it, of whose beginning and end PostgreSQL would have to be told.
    """
    bind = engine()
    if bind.dialect.name == "postgresql":
        bind = bind.execution_options(isolation_level="AUTOCOMMIT")
    with bind.connect() as connection:
        yield connection


@contextmanager
def transaction() -> Iterator[Session]:
    """A session that commits when the block ends and rolls back when it raises; then the news goes out.

    Do no I/O inside: no sockets, files, sleeps or hashing. Raises RuntimeError when one is open already in this
    greenlet or thread.
    """
    if getattr(_here, "inside", False):
        raise RuntimeError("a transaction is already open here")
    bind = engine().execution_options(hub_write=True)
    with _writer if bind.dialect.name == "sqlite" else nullcontext(), Session(bind, expire_on_commit=False) as session:
        _here.inside = True
        try:
            session.connection()  # BEGIN IMMEDIATE now, before any read
            yield session
            session.flush()
            events.conclude(session)
        finally:
            _here.inside = False
        session.commit()
        recorded = session.info.pop("events", [])
    if recorded:
        events.publish(recorded)


def inside_transaction() -> bool:
    """Whether this greenlet or thread holds a transaction open (asked by the trip-wire and by senders of I/O)."""
    return getattr(_here, "inside", False)
