"""What the office does with the calendar: enter a year, change a day and take that back, set hours. Callers hold the transaction.

Each takes the revision's row first, so that changes stand in line, and ends by raising it and telling everybody.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ..core import clock, events
from ..core.errors import Conflict, Invalid, NotFound
from ..core.i18n import _
from ..core.ids import new_public_id
from ..core.policy import require
from ..core.viewer import Viewer
from . import queries
from .deadlines import would_move
from .events import CalendarChanged
from .models import CalendarChange, CalendarDay, CalendarRevision, CalendarYear, OfficeHours
from .rules.days import FIRST, LAST, SATURDAY
from .rules.notice import NAME_LENGTH, Notice
from .rules.writing import as_minutes, read_hours
from .shapes import NoticePreview
from .working import office_time


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change: its public id, and how many running deadlines moved with it."""

    public_id: str
    moved: int


def enter_year(session: Session, viewer: Viewer, notice: Notice, seen_revision: int | None = None) -> Changed:
    """Take a year's notice over: its days replace what the notice of that year said before, and the year is complete.

    With `seen_revision`, only if the calendar is still the one that was compared; else Conflict. Raises Denied.
    """
    _begin(session, viewer)
    seen = queries.preview(session, notice)
    if seen_revision is not None and seen_revision != seen.revision:
        raise Conflict(_("预览之后工作日历又改过。请核对新的预览，再确认一次。"))
    gone = [day.on for day in seen.difference.removed] + [day.on for day in notice.days]
    session.execute(delete(CalendarDay).where(CalendarDay.on.in_(gone)))
    session.add_all(
        CalendarDay(on=day.on, kind=day.kind, name=day.name, year=day.year, source="import") for day in notice.days
    )
    session.execute(delete(CalendarYear).where(CalendarYear.year == notice.year))
    session.add(CalendarYear(year=notice.year, source="import", papers=list(notice.papers), arrived_at=clock.now()))
    return _end(session, viewer, "year", str(notice.year), _counts(seen), days=len(notice.days))


def _counts(seen: NoticePreview) -> dict[str, Any]:
    off = sum(day.kind == "holiday" for day in seen.notice.days)
    difference = seen.difference
    return {
        "holidays": off,
        "makeups": len(seen.notice.days) - off,
        "added": len(difference.added),
        "removed": len(difference.removed),
        "changed": len(difference.changed),
    }


def set_day(session: Session, viewer: Viewer, on: date, kind: str, name: str) -> Changed:
    """Make a day a "holiday", a "makeup" workday, or "" what its weekday is, with a festival's name or none.

    Raises Denied, NotFound outside of the calendar, Invalid for another kind or a name that is too long, Conflict when
    nothing would change.
    """
    _begin(session, viewer)
    if not FIRST <= on <= LAST:
        raise NotFound(_("工作日历只有2000年到2100年。"))
    name = " ".join(name.split()) if kind else ""
    if kind not in {"", "holiday", "makeup"}:
        raise Invalid(_("请选择这一天怎么安排。"), field="kind")
    if kind == "makeup" and on.weekday() < SATURDAY:
        raise Invalid(_("这一天不是周末，本来就上班，不用设为调休上班。"), field="kind")
    if len(name) > NAME_LENGTH:
        raise Invalid(_("名称最多%(limit)d个字。", limit=NAME_LENGTH), field="name")
    return _put(session, viewer, on, {"kind": kind, "name": name})


def undo_change(session: Session, viewer: Viewer, change: str) -> Changed:
    """Put a day back to what it was before its last change (public id). Raises Denied, NotFound, Conflict for an earlier one."""
    _begin(session, viewer)
    row = session.scalar(select(CalendarChange).where(CalendarChange.public_id == change))
    if row is None or row.kind != "day":
        raise NotFound(_("没有找到，或者您无权查看。"))
    later = select(CalendarChange.id).where(CalendarChange.about == row.about, CalendarChange.kind == "day")
    on = date.fromisoformat(row.about)
    if session.scalar(later.where(CalendarChange.id > row.id).limit(1)) or _said_of(session, on) != row.detail["after"]:
        raise Conflict(_("这一天后来又改过，不能撤销。请直接更改这一天。"))
    return _put(session, viewer, on, row.detail["before"])


def _put(session: Session, viewer: Viewer, on: date, after: dict[str, str]) -> Changed:
    before = _said_of(session, on)
    if {name: before[name] for name in after} == after:
        raise Conflict(_("这一天已经是这样，没有改动。"))
    session.execute(delete(CalendarDay).where(CalendarDay.on == on))
    after = {"source": "office", "year": before["year"] or str(on.year)} | after if after["kind"] else _NOTHING
    if after["kind"]:
        session.add(CalendarDay(on=on, **{**after, "year": int(after["year"])}))
    detail = {"before": before, "after": after}
    return _end(session, viewer, "day", on.isoformat(), detail, before=before["kind"], after=after["kind"])


_NOTHING = {"kind": "", "name": "", "source": "", "year": ""}


def _said_of(session: Session, on: date) -> dict[str, str]:
    """All that the table says of a day, as it is kept in the log."""
    row = session.get(CalendarDay, on)
    if row is None:
        return _NOTHING
    return {"kind": row.kind, "name": row.name, "source": row.source, "year": str(row.year)}


def set_hours(session: Session, viewer: Viewer, effective_from: date | None, spans: str) -> Changed:
    """Work these hours (`rules.writing`) from a date on, today's or a later one. Raises Denied and Invalid with the field."""
    _begin(session, viewer)
    if effective_from is None or not clock.today() <= effective_from <= LAST:
        raise Invalid(_("请填写今天或以后的日期：已经过去的工作时间不能改。"), field="effective_from")
    hours = read_hours(spans)
    if office_time(session).timetable.on(effective_from) == hours:
        raise Invalid(_("这一天起本来就是这个时间。"), field="spans")
    session.execute(delete(OfficeHours).where(OfficeHours.effective_from == effective_from))
    session.add(OfficeHours(effective_from=effective_from, spans=as_minutes(hours)))
    return _end(session, viewer, "hours", effective_from.isoformat(), {"spans": as_minutes(hours)})


def drop_hours(session: Session, viewer: Viewer, effective_from: date) -> Changed:
    """Forget hours that do not hold yet. Raises Denied, NotFound, and Conflict for those that do."""
    _begin(session, viewer)
    row = session.get(OfficeHours, effective_from)
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if effective_from <= clock.today():
        raise Conflict(_("这个时间已经在用，不能删除。请另设一个新的时间。"))
    session.delete(row)
    return _end(session, viewer, "hours", effective_from.isoformat(), {"spans": []})


def _begin(session: Session, viewer: Viewer) -> None:
    require(session, viewer, "office")
    session.execute(select(CalendarRevision.id).where(CalendarRevision.id == 1).with_for_update())


def _end(
    session: Session,
    viewer: Viewer,
    kind: Literal["year", "day", "hours"],
    about: str,
    detail: dict[str, Any],
    **told: Any,
) -> Changed:
    session.flush()
    raised = update(CalendarRevision).where(CalendarRevision.id == 1)
    raised = raised.values(number=CalendarRevision.number + 1, stamp=new_public_id())
    number = session.execute(
        raised.returning(CalendarRevision.number).execution_options(synchronize_session=False)
    ).scalar_one()
    moved = would_move(session, office_time(session))
    change = CalendarChange(person_id=viewer.person_id or None, kind=kind, about=about, detail=detail, moved=moved)
    session.add(change)
    session.flush()
    events.record(session, CalendarChanged(number, kind, about, **told))
    return Changed(change.public_id, moved)
