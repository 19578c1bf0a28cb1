"""How news becomes notes: each kind of event has a function that describes it, and these are what several of them need."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..core import clock
from ..core.caller import current_caller
from .rules import Note

Describe = Callable[[Session, Any], Note | None]

_described: dict[type, Describe] = {}


def audited(kind: type) -> Callable[[Describe], Describe]:
    """Decorator: `describe(session, event)` gives the note for each event of this kind, None for one that needs none."""

    def register(describe: Describe) -> Describe:
        _described[kind] = describe
        return describe

    return register


def notes_of(session: Session, recorded: list[Any]) -> list[Note]:
    """What these events are put down as, in their order."""
    told = [_described[type(event)](session, event) for event in recorded if type(event) in _described]
    return [note for note in told if note is not None]


def person_of(session: Session, person_id: int) -> str:
    """A person's public id; whoever asks for what is being done is known."""
    caller = current_caller()
    if caller.person_id == person_id:
        return caller.person
    return session.scalars(select(Person.public_id).where(Person.id == person_id)).one()


def unit_of(session: Session, unit_id: int) -> str:
    """A unit's public id."""
    return session.get_one(Unit, unit_id).public_id


def who(session: Session, person_id: int) -> dict[str, object]:
    """A detail that says which person."""
    return {"person": person_of(session, person_id)}


def roles_of(session: Session, person_id: int) -> dict[str, object]:
    """A detail that says which roles a person holds."""
    return {"roles": sorted(role.value for role in session.get_one(Person, person_id).roles)}


def minute(at: datetime) -> str:
    """As a clock in Shanghai shows it."""
    return f"{clock.local(at):%Y-%m-%d %H:%M}"
