"""For whom something waits by a change, asked of the rooms whose kind of thing hangs on the message: for other processes.

The process that wrote the change has it in the event (`reached`); the others have the change log alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from .shapes import Facet


class Moved(NamedTuple):
    """The change `number` of a channel (key), and the message (key) that it is of."""

    channel_id: int
    number: int
    message_id: int


Find = Callable[[Session, Collection[Moved]], Iterable[tuple[Moved, int]]]

_finds: dict[Facet, Find] = {}


def reaching(kind: Facet, find: Find) -> None:
    """Have `find(session, changes)`, pairs of change and person key, asked for messages with `kind`, of any channels."""
    _finds[kind] = find


def reached(session: Session, hangs: Mapping[Moved, Facet]) -> dict[Moved, set[int]]:
    """The persons (keys) for whom something waits by each of these changes, of which is said what hangs on their messages.

    As many queries a kind, however many changes and channels there are; none for plain messages.
    """
    found: defaultdict[Moved, set[int]] = defaultdict(set)
    for kind, find in _finds.items():
        if having := [moved for moved, bits in hangs.items() if bits & kind]:
            for moved, person_id in find(session, having):
                found[moved].add(person_id)
    return found
