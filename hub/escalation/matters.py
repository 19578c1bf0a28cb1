"""Kinds of matters that have clocks: each says whom its steps tell, and does what they do besides."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from .shapes import Due, Fired, Told


class Matter(Protocol):
    """One kind of matter. The engine asks for many at once, so that a sweep takes a handful of statements."""

    name: str

    def told(self, session: Session, due: Sequence[Due]) -> dict[int, tuple[Told, ...]]:
        """Whom each step tells as of now, by the run's key; a run that is missing tells nobody. Each person once."""

    def fired(self, session: Session, fired: Sequence[Fired]) -> None:
        """Do what the steps do besides telling, in the same transaction, and show it where the matter is shown."""


_matters: dict[str, Matter] = {}


def register(matter: Matter) -> None:
    """Have the engine serve this kind of matter."""
    _matters[matter.name] = matter


def matter_named(name: str) -> Matter:
    """The kind of this name; KeyError."""
    return _matters[name]
