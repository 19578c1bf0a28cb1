"""Engines as the hub wants them: SQLite with one patient writer, PostgreSQL with connections that are still alive."""

import math
import time
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InvalidatePoolError, OperationalError

from . import commits

BUSY_SECONDS = 10.0
"""How long a writer waits for another process's."""
RESTED_SECONDS = 1.0
"""How long a connection may rest before it is asked whether it is still alive."""


def make_engine(url: str) -> Engine:
    """An engine with the hub's settings for its kind of database (docs/security.md); errors tell no values to logs."""
    if make_url(url).get_backend_name() == "sqlite":
        how = {"timeout": 0, "factory": commits.Connection}
        made = create_engine(url, pool_size=8, max_overflow=32, connect_args=how, hide_parameters=True)
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_sqlite)
        return made
    made = create_engine(url, pool_size=8, max_overflow=32, hide_parameters=True)
    event.listen(made, "checkin", _note_return)
    event.listen(made, "checkout", partial(_knock_if_rested, made.dialect))
    return made


def _note_return(_raw: Any, record: Any) -> None:
    record.info["returned_at"] = time.monotonic()


def _knock_if_rested(dialect: Any, raw: Any, record: Any, _fairy: object) -> None:
    """Ask whether the server is still at the other end of a connection that rested.

    `pool_pre_ping` asks each time, a round trip for every event of a busy second, in which a connection that broke is found
    by its own statement just as well.
    """
    if time.monotonic() < record.info.get("returned_at", math.inf) + RESTED_SECONDS:
        return
    try:
        dialect.do_ping(raw)
    except dialect.dbapi.Error as error:
        raise InvalidatePoolError from error  # all that are as old, and the pool opens a new one


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own is deferred and loses increments
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=0", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    if not connection.get_execution_options().get("hub_write"):
        connection.exec_driver_sql("BEGIN")
        return
    give_up_at = time.monotonic() + BUSY_SECONDS
    while True:  # another process (a command line) may be writing: wait without holding up the loop
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up_at:
                raise
            time.sleep(0.005)
