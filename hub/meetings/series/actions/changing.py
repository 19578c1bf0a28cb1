"""Changing a series: from a date on, without one date, with it again, and no further."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ....calendar import office_time
from ....core import clock
from ....core.errors import Conflict, Invalid, NotFound
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ...models import Consultation
from ...rules import Act
from ..drafting import plan_of
from ..following import bring_forward, locked_series
from ..models import ConsultationSeries
from ..placing import place_anew
from ..rules import DAY, Occurrence, occurrences
from .beginning import SeriesDraft, told, write


def change_from(session: Session, viewer: Viewer, series: str, on: date, wanted: SeriesDraft) -> ConsultationSeries:
    """Hold it otherwise from a date of its rule on. What was before it stays a series of its own, ended (split).

    Drafts become what is wanted; consultations that are announced stay as they are. Raises Denied, NotFound, Conflict,
    Invalid by field, TooLarge.
    """
    row = _locked(session, viewer, series)
    _check_date(session, row, on)
    if wanted.from_on < clock.today():
        raise Invalid(_("开始日期应在今天或以后。"), field="starts_at")
    later = ConsultationSeries(
        created_by=viewer.person_id, exceptions=[one for one in row.exceptions if one >= str(on)]
    )
    later.split_from_id, later.ended_on = row.id, row.ended_on
    write(session, later, wanted)
    session.add(later)
    row.ended_on = on - DAY
    session.flush()
    _hand_over(session, viewer, row, later, on)
    bring_forward(session, row, viewer)
    bring_forward(session, later, viewer)
    told(session, later, viewer, "change", on)
    return later


def skip(session: Session, viewer: Viewer, series: str, on: date) -> None:
    """Hold none on a date of the rule. Raises Denied, NotFound, Conflict when it is announced: then it is called off itself."""
    row = _locked(session, viewer, series)
    if _check_date(session, row, on).fate == "skipped":
        raise Conflict(_("这一次已经跳过。"))
    made = session.scalar(_on(row, on))
    if made is not None and made.announced_at is not None and made.state != "cancelled":
        raise Conflict(_("这一次的通知已经发出，请在会商页面上取消。"))
    row.exceptions = sorted({*row.exceptions, on.isoformat()})
    bring_forward(session, row, viewer)
    told(session, row, viewer, "skip", on)


def take_back(session: Session, viewer: Viewer, series: str, on: date) -> None:
    """Hold one on that date after all. Raises Denied, NotFound, Conflict when none was skipped."""
    row = _locked(session, viewer, series)
    if on.isoformat() not in row.exceptions:
        raise Conflict(_("这一次没有跳过。"))
    row.exceptions = [one for one in row.exceptions if one != on.isoformat()]
    bring_forward(session, row, viewer)
    told(session, row, viewer, "take_back", on)


def end_series(session: Session, viewer: Viewer, series: str, last: date | None) -> None:
    """Hold none after a date, today's for None: later drafts go, what is announced stays. Raises Denied, NotFound, Invalid."""
    row, today = _locked(session, viewer, series), clock.today()
    last = last or today
    if last < today:
        raise Invalid(_("结束日期应在今天或以后。"), field="ended_on")
    if row.ended_on is not None and row.ended_on <= last:
        raise Conflict(_("这个系列已经结束。"))
    row.ended_on = last
    bring_forward(session, row, viewer)
    told(session, row, viewer, "end", last)


def _locked(session: Session, viewer: Viewer, series: str) -> ConsultationSeries:
    require(session, viewer, "office")
    id_ = session.scalar(select(ConsultationSeries.id).where(ConsultationSeries.public_id == series))
    if id_ is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return locked_series(session, id_)


def _check_date(session: Session, row: ConsultationSeries, on: date) -> Occurrence:
    """What the rule says of a date that is still to come; NotFound for one that is none of its, Conflict for one that is past."""
    found = next(occurrences(plan_of(row), office_time(session).days, on, on), None)
    if found is None:
        raise NotFound(_("这个系列在这一天没有会商。"))
    if found.held_on < clock.today():
        raise Conflict(_("这一次已经过去。"))
    return found


def _on(row: ConsultationSeries, on: date) -> Select[Consultation]:
    return select(Consultation).where(Consultation.series_id == row.id, Consultation.occurs_on == on)


def _hand_over(session: Session, viewer: Viewer, row: ConsultationSeries, later: ConsultationSeries, on: date) -> None:
    """Consultations from the date on belong to the later series where its rule has their date; drafts take its words."""
    own = select(Consultation).where(Consultation.series_id == row.id, Consultation.occurs_on >= on)
    rows = list(session.scalars(own.with_for_update()))
    last = max((one.occurs_on for one in rows if one.occurs_on), default=on)
    every = {one.occurs_on: one for one in occurrences(plan_of(later), office_time(session).days, on, last)}
    for one in rows:
        aim = every.get(one.occurs_on) if one.occurs_on else None
        if aim is None or one.occurs_on is None:
            continue
        one.series_id = later.id
        if one.state == "draft" and aim.fate == "held":
            place_anew(session, later, row, one, aim.held_on, Act.FOLLOW, viewer)
    session.flush()
