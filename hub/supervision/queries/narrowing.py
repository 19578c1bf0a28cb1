"""What a filter of the register means in the tables, and only ever what the viewer may know of."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from ...accounts.queries import directory
from ...channels.models import Channel
from ...core.clock import SHANGHAI
from ...core.viewer import Viewer
from ...issues.models import Issue
from ...issues.queries.walking import Conditions
from ...meetings.models import Consultation
from ...minutes.models import Minutes
from ..listing import RegisterFilter
from ..models import FollowUp
from ..policy import carried_by, visible
from ..settings import Lights, lights_of


def conditions(session: Session, viewer: Viewer, wanted: RegisterFilter) -> Conditions:
    """Everything that is asked for besides states and being overdue; said so that no database takes it for the way to go."""
    return (visible(viewer), *_of_what(session, wanted), *_of_whom(session, viewer, wanted))


def _of_what(session: Session, wanted: RegisterFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.light and wanted.light != "overdue":
        yield _shining(wanted.light, lights_of(session))
    if wanted.year is not None and wanted.number is None:
        yield FollowUp.year + 0 == wanted.year
    if (wanted.first_on or wanted.last_on) and wanted.number is None:
        yield (FollowUp.consultation_id + 0).in_(_consultations(wanted.first_on, wanted.last_on))
    if wanted.text and wanted.number is None:
        yield _says(wanted.text)
    for column, model, public_id in (
        (FollowUp.consultation_id, Consultation, wanted.consultation),
        (FollowUp.minutes_id, Minutes, wanted.minutes),
        (FollowUp.issue_id, Issue, wanted.issue),
        (FollowUp.channel_id, Channel, wanted.channel),
    ):
        if public_id:
            named = select(model.id).where(model.public_id == public_id)
            yield column + 0 == (session.scalar(named) or 0)


def _consultations(first_on: date | None, last_on: date | None) -> Select[int]:
    """Those of the days, both within."""
    found = select(Consultation.id)
    if first_on:
        found = found.where(Consultation.starts_at >= datetime.combine(first_on, time(), SHANGHAI))
    if last_on:
        found = found.where(Consultation.starts_at < datetime.combine(last_on, time(), SHANGHAI) + timedelta(days=1))
    return found


def _of_whom(session: Session, viewer: Viewer, wanted: RegisterFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.unit:
        found = directory(session).unit_by_public_id(wanted.unit)
        yield carried_by(found.id if found else 0)
    if wanted.is_mine:
        yield carried_by(viewer.unit_id)


def _shining(light: str, lights: Lights) -> ColumnElement[bool]:
    """The colour of what is at work, as `rules.light` has it."""
    soon, late, behind = due_by(lights.soon_by), due_by(lights.now), FollowUp.heard_at <= lights.behind_by
    return {
        "soon": and_(soon, ~late),
        "behind": and_(~soon, behind),
        "calm": and_(~soon, or_(FollowUp.heard_at.is_(None), ~behind)),
    }[light]


def due_by(instant: datetime) -> ColumnElement[bool]:
    """Due by then: looked at one by one, since a walk has its own bounds and SQLite uses one of each."""
    due_at: ColumnElement[datetime] = func.coalesce(FollowUp.due_at, FollowUp.opened_at)
    return due_at <= instant


def _says(text: str) -> ColumnElement[bool]:
    said = or_(FollowUp.title.icontains(text, autoescape=True), FollowUp.text.icontains(text, autoescape=True))
    return (
        or_(said, FollowUp.number + 0 == int(text)) if text.isascii() and text.isdecimal() and len(text) <= 6 else said
    )
