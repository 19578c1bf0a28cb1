"""What one test's engine has put into SQL, the next test's need not: a run has a thousand engines, and two kinds of them.

Nothing but words is shared. Connections, transactions and what a database answers stay each engine's own.
"""

from typing import Any

from sqlalchemy import Dialect, Engine, create_engine
from sqlalchemy.util import LRUCache

from hub.core import engines

MANY = 5_000
"""More statements than the hub has, so that none is put into words twice."""

_compiled: LRUCache[Any, Any] = LRUCache(MANY)


def pytest_configure() -> None:
    """Whoever makes an engine from now on makes such a one."""
    engines.create_engine = make_sharing_engine  # type: ignore[assignment]


def make_sharing_engine(url: str, **options: Any) -> Engine:
    """What `create_engine` makes, with the statements of all others of its kind."""
    made = create_engine(url, **options)
    _make_alike(type(made.dialect))
    made.update_execution_options(compiled_cache=_compiled)
    return made


def _make_alike(kind: type[Dialect]) -> None:
    """SQLAlchemy keeps a statement by its dialect, and those of one kind put it into the same words on one server."""
    kind.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[assignment, method-assign]
    kind.__hash__ = lambda one: hash(type(one))  # type: ignore[assignment, method-assign]
