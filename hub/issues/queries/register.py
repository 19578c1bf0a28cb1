"""The register 台账: a page of issues in channels that the viewer is in, and how many there are of each group of states."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...channels.models import Channel
from ...channels.shapes import IssueCard
from ...core import clock
from ...core.viewer import Viewer
from ...plan.models import WorkItem
from .. import cards
from ..listing import RegisterFilter, cleaned
from ..models import Issue
from . import narrowing, places
from .narrowing import channels_of, conditions, inside, sees_all
from .walking import Conditions, Key, walk

PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register: the issue's card, the channel (and its item's number, None in 全体), and when it was raised."""

    card: IssueCard
    channel: str
    channel_title: str
    item_number: int | None
    raiser: str
    raised_at: datetime
    review_on: date | None


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Lines in order; `next` is what to ask for `after`, "" at the end. `is_cut` says that the look stopped for its length:
    what is further on has not been looked at yet."""

    rows: list[RegisterRow]
    next: str
    is_cut: bool


def register(
    session: Session, viewer: Viewer, wanted: RegisterFilter, after: str = "", limit: int = PAGE
) -> RegisterPage:
    """A page of what the viewer may see of it, from behind the place `after`; Invalid. Cost follows the page."""
    wanted = cleaned(wanted)
    found, reached = find(session, viewer, wanted, after, limit + 1)
    more, shown = len(found) > limit, found[:limit]
    rows = rows_of(session, [place[-1] for place in shown])
    if more:
        return RegisterPage(rows, places.written(session, wanted, shown[-1]), is_cut=False)
    return RegisterPage(rows, places.written(session, wanted, reached) if reached else "", is_cut=reached is not None)


def matching(session: Session, viewer: Viewer, wanted: RegisterFilter, most: int) -> tuple[list[str], bool]:
    """The public ids of the first `most` issues that match, and whether there are more; Invalid."""
    ids, is_cut = matching_keys(session, viewer, wanted, most)
    names = {id_: name for id_, name in session.execute(select(Issue.id, Issue.public_id).where(Issue.id.in_(ids)))}
    return [names[id_] for id_ in ids], is_cut


def matching_keys(session: Session, viewer: Viewer, wanted: RegisterFilter, most: int) -> tuple[list[int], bool]:
    """Their keys: it looks on until it has so many, or has seen everything."""
    wanted, after = cleaned(wanted), ""
    found: list[int] = []
    while len(found) <= most:
        places_, reached = find(session, viewer, wanted, after, most + 1 - len(found))
        found += [place[-1] for place in places_]
        if reached is None:
            break
        after = places.written(session, wanted, reached)
    return found[:most], len(found) > most


def find(
    session: Session, viewer: Viewer, wanted: RegisterFilter, after: str, limit: int
) -> tuple[list[Key], Key | None]:
    """Up to `limit` places (their last value is the issue's key), and how far the look came if it was cut short."""
    channels = channels_of(session, viewer, wanted.channel)
    if not channels:
        return [], None
    now, filters = clock.now(), conditions(session, viewer, wanted)
    if wanted.is_overdue_only and wanted.order[0] != "due":
        filters = (*filters, Issue.due_at <= now)
    if wanted.number:
        return _numbered(session, wanted.number, (*filters, inside(channels))), None
    place = places.read(session, wanted, after)
    if wanted.order[0] == "unit":
        return _by_unit(session, wanted, channels, filters, place, limit)
    lists, more = _lists(session, wanted, channels)
    walked = walk(session, places.way(wanted, lists, now), (*filters, *more), place, limit)
    return walked.places, walked.reached


def rows_of(session: Session, ids: list[int]) -> list[RegisterRow]:
    """The lines of these issues (keys), in this order; a fixed number of queries."""
    found = (
        select(Issue, Unit.short_name, Unit.public_id, Channel.public_id, Channel.title, Channel.kind, WorkItem.number)
        .join(Unit, Unit.id == Issue.unit_id)
        .join(Channel, Channel.id == Issue.channel_id)
        .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
        .where(Issue.id.in_(ids))
    )
    by_id = {row[0].id: row for row in session.execute(found)}
    rows = [by_id[id_] for id_ in ids]
    shown = cards.cards(session, [(row[0], row[1]) for row in rows])
    return [_row(row, card) for row, card in zip(rows, shown, strict=True)]


def _row(row: Any, card: IssueCard) -> RegisterRow:
    issue, _name, raiser, channel, title, kind, number = row
    return RegisterRow(
        card=card,
        channel=channel,
        channel_title="" if kind == "everyone" else title,
        item_number=number,
        raiser=raiser,
        raised_at=issue.raised_at,
        review_on=issue.review_on,
    )


def _lists(session: Session, wanted: RegisterFilter, channels: list[int]) -> tuple[list[Conditions], Conditions]:
    """What to walk along, and what to look at on the way: a few channels are lists of their own, many are filtered."""
    states = wanted.states
    if len(channels) <= narrowing.FEW and wanted.order[0] == "due":
        return [(Issue.channel_id == channel, Issue.state == state) for channel in channels for state in states], ()
    seen = () if sees_all(session, channels) else (inside(channels),)
    return [(Issue.state == state,) for state in states], seen


def _by_unit(  # noqa: PLR0913 (what a walk needs)
    session: Session, wanted: RegisterFilter, channels: list[int], filters: Conditions, place: Key | None, limit: int
) -> tuple[list[Key], Key | None]:
    """Raising units one after the other, in official order; places are of unit and issue."""
    lists, more = _lists(session, wanted, channels)
    found: list[Key] = []
    for unit_id in places.units_from(session, place, is_descending=wanted.order[1]):
        after = place[1:] if place and place[0] == unit_id else None
        of_unit: list[Conditions] = [(*conditions_, Issue.unit_id == unit_id) for conditions_ in lists]
        walked = walk(session, places.way(wanted, of_unit, clock.now()), (*filters, *more), after, limit - len(found))
        found += [(unit_id, *one) for one in walked.places]
        if walked.reached is not None:
            return found, (unit_id, *walked.reached)
        if len(found) >= limit:
            break
    return found, None


def _numbered(session: Session, number: tuple[int, int], filters: Conditions) -> list[Key]:
    year, place = number
    found = select(Issue.id).where(Issue.year == year, Issue.number == place, *filters)
    return [tuple(row) for row in session.execute(found)]
