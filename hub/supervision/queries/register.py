"""The register 督办台账: a page of the follow-ups that the viewer may know of, at a cost that follows the page."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.viewer import Viewer
from ...issues.queries.walking import Conditions, Key, walk
from ..cards import cards
from ..listing import RegisterFilter, cleaned
from ..models import FollowUp
from ..shapes import Card
from . import places
from .narrowing import conditions, due_by

PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Lines in order; `next` is what to ask for `after`, "" at the end. `is_cut` says that the look stopped for its length."""

    rows: list[Card]
    next: str
    is_cut: bool


def register(
    session: Session, viewer: Viewer, wanted: RegisterFilter, after: str = "", limit: int = PAGE
) -> RegisterPage:
    """A page of what the viewer may see of it, from behind the place `after`; Invalid."""
    wanted = cleaned(wanted)
    found, reached = _find(session, viewer, wanted, after, limit + 1)
    more, shown = len(found) > limit, found[:limit]
    rows = cards(session, [place[-1] for place in shown])
    if more:
        return RegisterPage(rows, places.written(wanted, shown[-1]), is_cut=False)
    return RegisterPage(rows, places.written(wanted, reached) if reached else "", is_cut=reached is not None)


def matching_keys(session: Session, viewer: Viewer, wanted: RegisterFilter, most: int) -> tuple[list[int], bool]:
    """The keys of the first `most` that match, and whether there are more: it looks on until it has so many; Invalid."""
    wanted, after = cleaned(wanted), ""
    found: list[int] = []
    while len(found) <= most:
        places_, reached = _find(session, viewer, wanted, after, most + 1 - len(found))
        found += [place[-1] for place in places_]
        if reached is None:
            break
        after = places.written(wanted, reached)
    return found[:most], len(found) > most


def _find(
    session: Session, viewer: Viewer, wanted: RegisterFilter, after: str, limit: int
) -> tuple[list[Key], Key | None]:
    """Up to `limit` places (their last value is the key), and how far the look came if it was cut short."""
    now, filters = clock.now(), conditions(session, viewer, wanted)
    if wanted.is_overdue_only and wanted.order[0] != "due":
        filters = (*filters, due_by(now))
    if wanted.number:
        year, number = wanted.number
        named = select(FollowUp.id).where(FollowUp.year == year, FollowUp.number == number, *filters)
        return [tuple(row) for row in session.execute(named)], None
    lists: list[Conditions] = [(FollowUp.state == state,) for state in wanted.states]
    if not lists:
        return [], None
    walked = walk(session, places.way(wanted, lists, now), filters, places.read(wanted, after), limit)
    return walked.places, walked.reached
