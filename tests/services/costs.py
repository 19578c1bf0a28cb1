"""What a piece of work costs a database, in numbers that no busy computer changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from hub.core import db

Sent = list[tuple[str, Any]]


@contextmanager
def sent() -> Iterator[Sent]:
    """Collects the statements that are sent within, each with its parameters."""
    found: Sent = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        found.append((statement, parameters))

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)


def plan(statement: str, parameters: Any, first: str = "SELECT 1") -> str:
    """What the database says to EXPLAIN …, a line for each row; `first` is said before on the same connection."""
    with db.engine().connect() as connection:
        connection.exec_driver_sql(first)
        return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(statement, parameters))


def steps(work: Callable[[], object], each: int) -> int:
    """How many times `each` steps SQLite's machine takes for the work, the second time; what is kept in between is there then."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1

    def count(_connection: object, cursor: Any, *_rest: object) -> None:
        cursor.connection.set_progress_handler(step, each)

    work()
    event.listen(db.engine(), "before_cursor_execute", count)
    try:
        work()
    finally:
        event.remove(db.engine(), "before_cursor_execute", count)
        db.engine().dispose()
    return max(done, 1)
