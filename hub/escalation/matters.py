"""Kinds of matters that have clocks: each says whom its steps tell, and does what they do besides."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from .shapes import Due, Fired, Told


class Matter(Protocol):
    """One kind of matter. The engine asks for many at once, so that a sweep takes a handful of statements."""

    name: str
    has_raiser: bool
    """Whether a unit has raised it, which steps can tell; else the office has assigned it."""

    def hold(self, session: Session, matter_ids: Collection[int], *, waits: bool) -> set[int]:
        """Take the rows of these matters (keys) as acts on them do, before their clocks; passes by what another holds unless it
        `waits`. Returns those that are held."""

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


def hold(session: Session, wanted: Iterable[tuple[str, int]], *, waits: bool = False) -> set[tuple[str, int]]:
    """Take the rows of matters (kind and key), always before their clocks: so that a sweep and an act never wait for each
    other. Returns those that are held."""
    by_kind: defaultdict[str, set[int]] = defaultdict(set)
    for name, matter_id in wanted:
        by_kind[name].add(matter_id)
    return {(name, id_) for name in sorted(by_kind) for id_ in _matters[name].hold(session, by_kind[name], waits=waits)}
