"""Reads of the quick switcher."""

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...core import clock
from ...core.i18n import _
from ...core.viewer import Viewer
from ...plan.models import WorkItem, WorkPlan
from ..entitlement import responsible
from ..models import Channel, Membership
from ..policy import is_open
from ..shapes.switcher import Spelled, SwitchTarget
from .rules import spelled

_mine = (
    select(Channel.public_id, Channel.kind, Channel.title, Channel.archived_at, Channel.item_id)
    .add_columns(WorkItem.number, WorkItem.section, WorkPlan.year)
    .join(Membership, Membership.channel_id == Channel.id)
    .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    .outerjoin(WorkPlan, WorkPlan.id == WorkItem.plan_id)
    .where(Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))
    .order_by(Channel.archived_at.is_not(None), Channel.item_id.is_not(None), WorkPlan.year.desc(), WorkPlan.id.desc())
    .order_by(WorkItem.position, Channel.id)
)
_held = responsible().subquery("held")
_units = (
    select(_held.c.item_id, Unit.short_name)
    .join(Unit, Unit.id == _held.c.unit_id)
    .join(Channel, Channel.item_id == _held.c.item_id)
    .join(Membership, Membership.channel_id == Channel.id)
    .where(Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))
    .group_by(_held.c.item_id, Unit.id, Unit.short_name, Unit.position)
    .order_by(func.max(case((_held.c.is_lead, 1), else_=0)).desc(), func.min(_held.c.position), Unit.position, Unit.id)
)


def targets(session: Session, viewer: Viewer) -> list[SwitchTarget]:
    """The viewer's channels in the order of their list, the archived ones last, with the units that answer for each, the
    lead unit first. Two queries."""
    if not viewer.sees_content:
        return []
    units: defaultdict[int, list[Spelled]] = defaultdict(list)
    held = _units.where(is_open(clock.today()))
    for item_id, name in session.execute(held, {"person_id": viewer.person_id}):
        units[item_id].append(spell(name))
    return [_target(row, units) for row in session.execute(_mine, {"person_id": viewer.person_id})]


def spell(name: str) -> Spelled:
    """A name with its pinyin."""
    return Spelled(name, spelled(name))


def _target(row: Any, units: defaultdict[int, list[Spelled]]) -> SwitchTarget:
    return SwitchTarget(
        channel=row.public_id,
        number=row.number,
        year=row.year,
        title=spell(_("全体") if row.kind == "everyone" else row.title),
        section=spell(row.section or ""),
        is_archived=row.archived_at is not None,
        units=units[row.item_id] if row.item_id is not None else [],
    )
