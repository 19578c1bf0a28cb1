"""What a run would work out a thousand times, it works out once: SQL, templates and addresses are put together again and
again because every test has a database and an app of its own.

Only what follows from the code alone is shared. Connections, apps and what a database answers stay each test's own.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Dialect, Engine, create_engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from hub.core import engines

MANY = 5_000
"""More statements than the hub has."""

_statements: LRUCache[Any, Any] = LRUCache(MANY)
_builders: dict[object, Callable[..., Any]] = {}
_compile_builder = Rule._compile_builder


def pytest_configure() -> None:
    """Whoever makes an engine or an app from now on makes such a one."""
    engines.create_engine = make_sharing_engine  # type: ignore[assignment]
    share_addresses()


@pytest.fixture(scope="session", autouse=True)
def templates_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    share_templates(tmp_path_factory.mktemp("templates"))


def make_sharing_engine(url: str, **options: Any) -> Engine:
    """What `create_engine` makes, with the statements of all others of its kind."""
    made = create_engine(url, **options)
    _make_alike(type(made.dialect))
    made.update_execution_options(compiled_cache=_statements)
    return made


def _make_alike(kind: type[Dialect]) -> None:
    """SQLAlchemy keeps a statement by its dialect, and those of one kind put it into the same words on one server."""
    kind.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[assignment, method-assign]
    kind.__hash__ = lambda one: hash(type(one))  # type: ignore[assignment, method-assign]


def share_templates(folder: Path) -> None:
    """Templates that an app of this run has compiled are in the folder; Jinja looks whether their text is still the same."""
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


def share_addresses() -> None:
    """The functions that put addresses together, of which Werkzeug compiles two for every route of every app."""
    Rule._compile_builder = _kept_builder  # type: ignore[method-assign]


def _kept_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """They take the rule as an argument, so that what is compiled depends on its parts alone."""
    if rule.defaults:
        return _compile_builder(rule, append_unknown)
    parts = (rule.rule, tuple(rule._trace), append_unknown)
    if parts not in _builders:
        _builders[parts] = _compile_builder(rule, append_unknown)
    return _builders[parts]
