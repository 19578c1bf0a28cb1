"""Ladders of other kinds of matters on the same pages: what a floor above says of its own."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ...core.viewer import Viewer
from ...escalation.shapes import Clock
from . import words

Named = tuple[str, str, str]
"""Number, title ("" where the viewer may not read it) and address of a matter."""


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind of matter with one set of ladders: what it and its clocks are called, and its matters by key."""

    matter: str
    title: Callable[[], str]
    clock_word: Callable[[Clock], str]
    clock_sentence: Callable[[Clock], str]
    supposed: Callable[[Clock], str]
    named: Callable[[Session, Viewer, Collection[int]], dict[int, Named]]


_others: dict[str, OtherKind] = {}


def register(kind: OtherKind) -> None:
    """Have its ladders shown and changed beside those of issues."""
    _others[kind.matter] = kind


def others() -> list[OtherKind]:
    """All of them."""
    return list(_others.values())


def named(session: Session, viewer: Viewer, matter: str, ids: Collection[int]) -> dict[int, Named]:
    """These matters (keys) of another kind."""
    return _others[matter].named(session, viewer, ids) if ids else {}


def ladder_group(matter: str, severity: str) -> str:
    """What stands before a clock's name: the severity of issues, or the kind of matter."""
    return _others[matter].title() if matter in _others else severity


def ladder_clock(matter: str, clock: Clock) -> str:
    """What the ladder is for."""
    return _others[matter].clock_word(clock) if matter in _others else words.clock_word(clock)


def ladder_sentence(matter: str, clock: Clock) -> str:
    """From when it counts, and what ends it."""
    return _others[matter].clock_sentence(clock) if matter in _others else words.clock_sentence(clock)


def ladder_supposed(matter: str, clock: Clock) -> str:
    """What is supposed to happen at the example's instant."""
    return _others[matter].supposed(clock) if matter in _others else words.supposed(clock)
