"""For whom something waits by a change, asked of the rooms whose kind of thing hangs on the message: for other processes.

The process that wrote the change has it in the event (`reached`); the others have the change log alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy.orm import Session

from .shapes import Facet

Find = Callable[[Session, int, Collection[int]], Iterable[tuple[int, int]]]

_finds: dict[Facet, Find] = {}


def reaching(kind: Facet, find: Find) -> None:
    """Have `find(session, channel key, changes)`, pairs of change and person key, asked for messages with `kind`."""
    _finds[kind] = find


def reached(session: Session, channel_id: int, hangs: Mapping[int, Facet]) -> dict[int, set[int]]:
    """The persons (keys) for whom something waits by each of these changes, of which is said what hangs on their
    messages; one query a kind, none for plain ones."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for kind, find in _finds.items():
        if having := [number for number, bits in hangs.items() if bits & kind]:
            for number, person_id in find(session, channel_id, having):
                found[number].add(person_id)
    return found
