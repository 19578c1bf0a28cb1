"""移交: what is open with a person and where it goes when they change posts or leave, done in one act and shown before.

Features above say what of theirs is open (`handed_over`); the office may name a successor in the old unit.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..core.events import record
from .events import HandedOver

Count = Callable[[Session, int, int | None], int]


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of thing that is open with a person: `count` says how many an act changes, `act` changes them and says so too.

    Both get the keys of the person and of the successor (None for nobody). `is_moved` where the successor gets it; the
    rest ends.
    """

    name: str
    is_moved: bool
    count: Count
    act: Count


_matters: dict[str, Matter] = {}


def handed_over(matter: Matter) -> None:
    """Have things of this kind handed over when somebody changes posts."""
    _matters[matter.name] = matter


def foreseen(session: Session, person_id: int, successor_id: int | None) -> list[tuple[Matter, int]]:
    """What `hand_over` would do: every kind with its number."""
    return [(matter, matter.count(session, person_id, successor_id)) for matter in _matters.values()]


def hand_over(session: Session, person_id: int, successor_id: int | None) -> None:
    """Move what is open with a person to the successor (keys), end the rest, and record how much of each."""
    done = tuple((matter.name, matter.act(session, person_id, successor_id)) for matter in _matters.values())
    session.flush()
    if any(count for _name, count in done):
        record(session, HandedOver(person_id, successor_id, tuple(pair for pair in done if pair[1])))
