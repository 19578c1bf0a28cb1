"""By which way something is done, for the record: set by the doors, read by the journal.

A policy never asks it: who may is the viewer's affair (`core/viewer.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

Way = Literal["page", "program", "command", "hub"]
"""A browser, a program with a token, the command line on the hub's own machine, or the hub by itself."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks for what is being done: a person's public id ("" for nobody's) and key, the way, and the network address."""

    person: str = ""
    way: Way = "hub"
    address: str = ""
    person_id: int | None = None


_caller: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039 (frozen)


def current_caller() -> Caller:
    """Who asks in this request, command or block; the hub itself when nobody does."""
    return _caller.get()


def set_caller(caller: Caller) -> None:
    """Work for `caller` from here on in this context."""
    _caller.set(caller)


@contextmanager
def calling(caller: Caller) -> Iterator[None]:
    """Work for `caller` inside the block."""
    token = _caller.set(caller)
    try:
        yield
    finally:
        _caller.reset(token)
