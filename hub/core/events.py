"""News between floors: recorded inside an action, answered in the same transaction, told to the world after the commit."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

R = TypeVar("R", bound=Callable[..., None])
Reaction = Callable[[Session, Any], None]
Listener = Callable[[list[Any]], None]

Ending = Callable[[Session, list[Any]], None]

_reactions: dict[type, list[Reaction]] = defaultdict(list)
_endings: list[Ending] = []
_listeners: list[Listener] = []


def record(session: Session, event: object) -> None:
    """Note that `event` (a frozen dataclass) happened; the reactions of upper floors run now, in this transaction."""
    session.info.setdefault("events", []).append(event)
    for reaction in _reactions[type(event)]:
        reaction(session, event)


def on(kind: type) -> Callable[[R], R]:
    """Decorator: answer each `kind` inside the transaction that recorded it."""

    def register(reaction: R) -> R:
        if reaction not in _reactions[kind]:
            _reactions[kind].append(reaction)
        return reaction

    return register


def before_commit(ending: Ending) -> Ending:
    """Decorator: get every transaction's events at its end, inside of it, once all reactions have run.

    For rows that whole transactions queue for: taken last, they are held for the shortest time, and nobody who holds one
    waits for anything else.
    """
    if ending not in _endings:
        _endings.append(ending)
    return ending


def after_commit(listener: Listener) -> Listener:
    """Decorator: get the list of events of every transaction that has committed, outside of it and in order."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def conclude(session: Session) -> None:
    """Let the endings see what the transaction has recorded; called by `core.db.transaction()` alone."""
    recorded = session.info.get("events")
    if recorded:
        for ending in _endings:
            ending(session, recorded)


def publish(events: list[Any]) -> None:
    """Hand committed events to the listeners; called by `core.db.transaction()` alone."""
    for listener in _listeners:
        listener(events)
