"""What a filter of the register means in the tables, and only ever in channels that the viewer is in."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, bindparam, or_, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...accounts.queries import directory
from ...channels.models import Channel, Membership
from ...channels.policy import is_active
from ...core import clock
from ...core.viewer import Viewer
from ..listing import RegisterFilter
from ..models import Issue, IssueUnit
from .walking import Conditions

FEW = 8
"""Channels up to which each is walked through by itself."""
_mine = (
    select(Membership.channel_id)
    .join(Person, Person.id == Membership.person_id)
    .join(Unit, Unit.id == Person.unit_id)
    .where(Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))
    .where(is_active(bindparam("today", type_=Date)))
    .order_by(Membership.channel_id)
)


def channels_of(session: Session, viewer: Viewer, channel: str = "") -> list[int]:
    """The channels (keys) in which the viewer reads issues, or of them the one with this public id; one query."""
    if not viewer.sees_content:
        return []
    found = _mine
    if channel:
        found = found.join(Channel, Channel.id == Membership.channel_id).where(Channel.public_id == channel)
    return list(session.scalars(found, {"person_id": viewer.person_id, "today": clock.today()}))


def sees_all(session: Session, channels: list[int]) -> bool:
    """Whether there is no channel besides these (keys)."""
    return session.scalar(select(Channel.id).where(Channel.id.not_in(channels)).limit(1)) is None


def inside(channels: list[int] | BindParameter[Any]) -> ColumnElement[bool]:
    """In one of the channels (keys), said so that no database takes it for the way to go: an index in order is."""
    return (Issue.channel_id + 0).in_(channels)


def conditions(session: Session, viewer: Viewer, wanted: RegisterFilter) -> Conditions:
    """Everything that is asked for besides states, channels, and being overdue."""
    return (*_of_what(wanted), *_of_whom(session, viewer, wanted))


def _of_what(wanted: RegisterFilter) -> Iterable[ColumnElement[bool]]:
    for column, value in ((Issue.kind, wanted.kind), (Issue.severity, wanted.severity)):
        if value:
            yield column == value
    if wanted.tier:
        yield Issue.tier + 0 >= wanted.tier
    if wanted.is_supervised:
        yield Issue.supervised_at.is_not(None)
    if wanted.year is not None and wanted.number is None:
        yield Issue.year + 0 == wanted.year
    if wanted.text and wanted.number is None:
        yield _says(wanted.text)


def _of_whom(session: Session, viewer: Viewer, wanted: RegisterFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.unit:
        yield answered_by(_unit(session, wanted.unit))
    if wanted.raiser:
        yield Issue.unit_id + 0 == _unit(session, wanted.raiser)
    if wanted.is_mine:
        yield or_(Issue.unit_id + 0 == viewer.unit_id, answered_by(viewer.unit_id))


def answered_by(unit_id: int) -> ColumnElement[bool]:
    """A unit (key) answers for it now; looked up issue by issue, for whoever walks through them in order."""
    stands = select(IssueUnit.issue_id).where(IssueUnit.issue_id == Issue.id, IssueUnit.unit_id == unit_id)
    return stands.where(IssueUnit.released_at.is_(None)).limit(1).correlate(Issue).scalar_subquery().is_not(None)


def _unit(session: Session, public_id: str) -> int:
    """The unit's key; 0, which is nobody's, where there is none."""
    found = directory(session).unit_by_public_id(public_id)
    return found.id if found else 0


def _says(text: str) -> ColumnElement[bool]:
    said = Issue.title.icontains(text, autoescape=True)
    return or_(said, Issue.number + 0 == int(text)) if text.isascii() and text.isdecimal() and len(text) <= 6 else said
