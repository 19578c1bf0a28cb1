"""The database: one engine, `reading()` and the only thing in the hub that commits, `transaction()`.

SQLite has one writer. A greenlet that yields inside a write transaction would freeze the process at the next
`BEGIN IMMEDIATE` (measured: 5.07 s, then an error), so writers queue for a cooperative lock first, and nothing inside a
transaction does I/O of its own. PostgreSQL needs no lock: the channel's row orders the messages there.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from . import events
from .engines import make_engine
from .offload import COMMITS, offload

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
    is_sqlite = bind.dialect.name == "sqlite"
    with _writer if is_sqlite else nullcontext(), Session(bind, expire_on_commit=False) as session:
        _here.inside = True
        try:
            session.connection()  # BEGIN IMMEDIATE now, before any read
            yield session
            session.flush()
            events.conclude(session)
        finally:
            _here.inside = False
        _commit(session, is_sqlite)
        recorded = session.info.pop("events", [])
    if recorded:
        events.publish(recorded)


def _commit(session: Session, is_sqlite: bool) -> None:
    """Commit; on SQLite in a native thread while the disk is slow, because it waits for the disk and the loop could go on.

    The writer lock is still held, so nobody begins meanwhile. Measured on a disk whose fsync takes 15 ms: the loop's p99
    delay is 1.4 ms in a thread and 35 ms inline. On a fast disk a commit takes 0.2 ms, less than changing threads does on
    a busy loop (5 ms each way while others hold the interpreter), so there it stays inline.
    """
    if not is_sqlite:
        session.commit()
    elif _disk.is_slow():
        offload(session.commit, pool=COMMITS)
    else:
        start = time.perf_counter()
        session.commit()
        _disk.took(time.perf_counter() - start)


class _Disk:
    """How long commits take: asked inline, and asked again now and then while they go to the thread."""

    SLOW_SECONDS = 0.008
    ASK_AGAIN_AFTER = 200

    def __init__(self) -> None:
        self.mean_seconds = 0.0
        self._until_asked = 0

    def took(self, seconds: float) -> None:
        """Note one commit's time."""
        self.mean_seconds += (seconds - self.mean_seconds) / 16

    def is_slow(self) -> bool:
        """Whether the next commit should not hold up the loop; every so often it does, to find out."""
        if self.mean_seconds < self.SLOW_SECONDS:
            return False
        self._until_asked = (self._until_asked or self.ASK_AGAIN_AFTER) - 1
        if self._until_asked == 0:
            self.mean_seconds /= 2
            return False
        return True


_disk = _Disk()


def inside_transaction() -> bool:
    """Whether this greenlet or thread holds a transaction open (asked by the trip-wire and by senders of I/O)."""
    return getattr(_here, "inside", False)
