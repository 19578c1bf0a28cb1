"""What a post may bring along besides words (a wish for acknowledgement, files, where it was forwarded from).

Each room registers its own; the hot path asks only those whose part of the draft is there.
"""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session

from .admission import Entry, each
from .shapes import Facet, MessageDraft


class Extra(Protocol):
    """One kind of thing that comes with a post.

    One without a facet of its own (`Facet(0)`) is asked last: it may read what the others have written.
    """

    facet: Facet

    def is_in(self, draft: MessageDraft) -> bool:
        """Whether the draft brings it."""

    def clean(self, entry: Entry) -> None:
        """Bring its part of `entry.draft` into the form that is kept; raises Invalid, TooLarge or NotFound."""

    def admit(self, session: Session, entries: list[Entry]) -> None:
        """See whether the authors, who may post, may bring it: a refusal is `entry.outcome` (see `admission.each`)."""

    def insert(self, session: Session, entries: list[Entry]) -> None:
        """Write its rows: the messages have their keys (`entry.id`). Adds to `entry.reached` who has to know."""


_extras: list[Extra] = []


def register(extra: Extra) -> None:
    """Have `extra` taken along with posts from now on."""
    if all(type(known) is not type(extra) for known in _extras):
        _extras.append(extra)
        _extras.sort(key=lambda known: known.facet == Facet(0))


def clean(entries: list[Entry]) -> None:
    """Clean what the drafts bring, and note it in the message's facets."""
    for extra, having in _each(entries):
        each(having, _cleaner(extra))


def admit(session: Session, entries: list[Entry]) -> None:
    """Refuse what may not be brought."""
    for extra, having in _each(entries):
        extra.admit(session, having)


def insert(session: Session, entries: list[Entry]) -> None:
    """Write what the messages bring."""
    for extra, having in _each(entries):
        extra.insert(session, having)


def _each(entries: list[Entry]) -> list[tuple[Extra, list[Entry]]]:
    found = [(extra, [entry for entry in entries if entry.is_open and extra.is_in(entry.draft)]) for extra in _extras]
    return [(extra, having) for extra, having in found if having]


def _cleaner(extra: Extra) -> Callable[[Entry], None]:
    def clean_one(entry: Entry) -> None:
        entry.facets |= extra.facet
        extra.clean(entry)

    return clean_one
