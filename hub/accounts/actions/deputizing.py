"""代理: a person names a colleague who acts for them while they are away, and ends it early; the office does it for others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import NotFound
from ...core.events import record
from ...core.i18n import _
from ...core.policy import can, require
from ...core.viewer import Viewer
from ..access import rights_changed
from ..deputies import is_successor
from ..events import DeputyEnded, DeputyNamed
from ..faults import raise_any
from ..models import Deputy, Person
from ..policy import MANAGE_PERSON

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class DeputyForm:
    """A deputy (public id) and the Shanghai dates from and to which they act, both included; None for no date."""

    deputy: str
    from_on: date | None
    to_on: date | None


def name_deputy(session: Session, viewer: Viewer, person: str, form: DeputyForm) -> Deputy:
    """Have a colleague of the same unit act for a person (public id): the viewer themselves, or whom they may manage.

    Raises Faults by field (`deputy`, `from_on`, `to_on`), NotFound, Denied.
    """
    rights_changed(session)
    away = _whose(session, viewer, person)
    found = session.scalar(select(Person).where(Person.public_id == form.deputy)) if form.deputy else None
    raise_any({"deputy": _deputy_fault(away, found), **_dates_faults(session, away, form)})
    assert found is not None and form.from_on and form.to_on  # noqa: S101, PT018 (raise_any has seen to it)
    row = Deputy(
        person_id=away.id, deputy_id=found.id, from_on=form.from_on, to_on=form.to_on, made_by=viewer.person_id
    )
    session.add(row)
    session.flush()
    record(session, DeputyNamed(away.id, found.id, form.from_on, form.to_on))
    return row


def end_deputy(session: Session, viewer: Viewer, deputy: str) -> None:
    """End a deputy's time (public id of the row) now. The person themselves, or who may manage them.

    Raises NotFound where there is none, it is over, or it is nobody's affair of the viewer's; Denied before administrators.
    """
    rights_changed(session)
    row = session.scalar(select(Deputy).where(Deputy.public_id == deputy))
    is_mine = row is not None and (row.person_id == viewer.person_id or can(session, viewer, "accounts.manage"))
    if row is None or not is_mine or row.ended_at is not None or row.to_on < clock.today():
        raise NotFound(_("这一委托已经结束。"))
    _whose(session, viewer, session.get_one(Person, row.person_id).public_id)
    _end(session, [row])


def end_deputies(session: Session, person_id: int) -> int:
    """End all in which the person (key) acts for somebody or somebody for them; returns how many."""
    rows = session.scalars(standing_with(person_id)).all()
    _end(session, rows)
    return len(rows)


def standing_with(person_id: int) -> Select[Deputy]:
    """SQL: those in which the person (key) has a part and that are not over."""
    part = or_(Deputy.person_id == person_id, Deputy.deputy_id == person_id)
    return select(Deputy).where(part, Deputy.ended_at.is_(None), Deputy.to_on >= clock.today()).order_by(Deputy.id)


def _whose(session: Session, viewer: Viewer, public_id: str) -> Person:
    person = session.scalar(select(Person).where(Person.public_id == public_id))
    if person is not None and person.id == viewer.person_id:
        return person
    require(session, viewer, "accounts.manage")
    if person is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    require(session, viewer, MANAGE_PERSON, person)
    return person


def _deputy_fault(away: Person, deputy: Person | None) -> str | None:
    if deputy is None:
        return _("请选择代理人。")
    if deputy.id == away.id:
        return _("不能委托本人代理。")
    if is_successor(away, deputy) and away.is_active:
        return None
    if not away.is_active or not deputy.is_active or deputy.unit_id != away.unit_id:
        return _("代理人应是同一单位的在用账号。")
    return _("代理人应是本单位的联络员或分管领导。")


def _dates_faults(session: Session, away: Person, form: DeputyForm) -> dict[str, str | None]:
    today = clock.today()
    if form.from_on is None or form.to_on is None:
        missing = _("请选择日期。")
        return {"from_on": None if form.from_on else missing, "to_on": None if form.to_on else missing}
    if form.from_on < today:
        return {"from_on": _("开始日期不能早于今天。")}
    if form.to_on < form.from_on:
        return {"to_on": _("结束日期不能早于开始日期。")}
    if form.to_on - form.from_on > LONGEST:
        return {"to_on": _("一次委托最长一年。")}
    return {"from_on": _overlap_fault(session, away, form.from_on, form.to_on)}


def _overlap_fault(session: Session, away: Person, from_on: date, to_on: date) -> str | None:
    found = select(Deputy.id).where(Deputy.person_id == away.id, Deputy.ended_at.is_(None))
    if session.scalar(found.where(Deputy.from_on <= to_on, Deputy.to_on >= from_on).limit(1)) is None:
        return None
    return _("这段时间已有代理人，请先结束原来的委托，或换一段时间。")


def _end(session: Session, rows: Sequence[Deputy]) -> None:
    for row in rows:
        row.ended_at = clock.now()
    session.flush()
    for row in rows:
        record(session, DeputyEnded(row.person_id, row.deputy_id))
