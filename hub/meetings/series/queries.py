"""Reads of series: all of them, one with its dates, what a rule would give, and where a consultation stands in its series."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.viewer import Viewer
from .. import policy
from ..models import Consultation
from ..shapes import ConsultationSheet
from .drafting import plan_of, starts_at
from .models import ConsultationSeries
from .rules import DAY, Occurrence, Pattern, Plan, first_date, occurrences, upcoming

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Made:
    """A consultation of a series that is there."""

    public_id: str
    title: str
    state: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Date:
    """A date of the series with what was made for it. `is_elsewhere` when that is held on another day than the rule says now."""

    one: Occurrence
    made: Made | None
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series; `dates` are its next ones, `split_from` the public id of what it goes on from, "" for none."""

    public_id: str
    title: str
    kind: str
    pattern: Pattern
    begins_on: date
    begins_minute: int
    minutes: int
    planned_until: date | None
    ended_on: date | None
    is_over: bool
    split_from: str
    dates: tuple[Date, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a consultation stands in its series. `held_on` is the day that the rule gives now, None where it gives none."""

    series: str
    title: str
    pattern: Pattern
    occurs_on: date
    held_on: date | None
    before: Made | None
    after: Made | None
    is_over: bool


def all_series(session: Session) -> list[SeriesView]:
    """All series, those that go on first, each with its next date."""
    rows = session.scalars(select(ConsultationSeries).order_by(ConsultationSeries.id.desc())).all()
    views = [_view(session, row, 1) for row in rows]
    return sorted(views, key=lambda view: view.is_over)


def one_series(session: Session, series: str) -> SeriesView:
    """A series (public id) with its next dates; NotFound."""
    return _view(session, row_of(session, series), SHOWN)


def row_of(session: Session, series: str) -> ConsultationSeries:
    """The row of a series (public id); NotFound."""
    row = session.scalar(select(ConsultationSeries).where(ConsultationSeries.public_id == series))
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def series_id(session: Session, row: Consultation) -> str:
    """The public id of a consultation's series; "" for one that is of none."""
    return session.get_one(ConsultationSeries, row.series_id).public_id if row.series_id else ""


def foretold(session: Session, pattern: Pattern, from_on: date, count: int = SHOWN) -> list[Occurrence]:
    """The next dates of a rule that would begin on `from_on` or after, moved and merged ones among them."""
    plan = Plan(pattern, first_date(pattern, from_on))
    return upcoming(plan, office_time(session).days, max(clock.today(), plan.begins_on - DAY), count)


def neighbours(session: Session, viewer: Viewer, sheet: ConsultationSheet) -> Neighbours | None:
    """Where the consultation stands in its series; None for one that is of none. Only what the viewer may see is beside it."""
    own = session.get_one(Consultation, sheet.id)
    if own.series_id is None or own.occurs_on is None:
        return None
    row = session.get_one(ConsultationSeries, own.series_id)
    plan = plan_of(row)
    one = next(occurrences(plan, office_time(session).days, own.occurs_on, own.occurs_on), None)
    beside = select(Consultation).where(Consultation.series_id == row.id, Consultation.state != "cancelled")
    beside = beside.where(policy.visible(viewer)).limit(1)
    before = beside.where(Consultation.occurs_on < own.occurs_on).order_by(Consultation.occurs_on.desc())
    after = beside.where(Consultation.occurs_on > own.occurs_on).order_by(Consultation.occurs_on)
    return Neighbours(
        series=row.public_id,
        title=row.draft["title"],
        pattern=plan.pattern,
        occurs_on=own.occurs_on,
        held_on=one.held_on if one and one.fate == "held" else None,
        before=_made(session.scalar(before)),
        after=_made(session.scalar(after)),
        is_over=_is_over(row),
    )


def _view(session: Session, row: ConsultationSeries, count: int) -> SeriesView:
    plan = plan_of(row)
    ahead = upcoming(plan, office_time(session).days, clock.today() - DAY, count)
    wanted = [one.occurs_on for one in ahead]
    found = select(Consultation).where(Consultation.series_id == row.id, Consultation.occurs_on.in_(wanted))
    made = {one.occurs_on: one for one in session.scalars(found)}
    split = session.get_one(ConsultationSeries, row.split_from_id).public_id if row.split_from_id else ""
    return SeriesView(
        public_id=row.public_id,
        title=row.draft["title"],
        kind=row.draft["kind"],
        pattern=plan.pattern,
        begins_on=row.begins_on,
        begins_minute=row.begins_minute,
        minutes=row.minutes,
        planned_until=row.planned_until,
        ended_on=row.ended_on,
        is_over=_is_over(row),
        split_from=split,
        dates=tuple(_date(row, one, made.get(one.occurs_on)) for one in ahead),
    )


def _date(row: ConsultationSeries, one: Occurrence, made: Consultation | None) -> Date:
    is_here = made is not None and made.state != "cancelled" and one.fate == "held"
    is_elsewhere = is_here and made is not None and made.starts_at != starts_at(row, one.held_on)
    return Date(one, _made(made), is_elsewhere)


def _made(row: Consultation | None) -> Made | None:
    return Made(row.public_id, row.title, row.state, row.starts_at) if row else None


def _is_over(row: ConsultationSeries) -> bool:
    return row.ended_on is not None and row.ended_on < clock.today()
