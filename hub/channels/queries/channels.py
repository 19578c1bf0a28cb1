"""The viewer's channels: the list beside the conversation, where each stands, one channel's page, and its members."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core import clock
from ...core.i18n import _
from ...core.policy import can
from ...core.viewer import Viewer
from ...plan.models import WorkItem, WorkPlan
from ..entitlement import responsible
from ..models import Channel, Membership, Mention
from ..policy import is_active, is_open
from ..shapes import ChannelEntry, ChannelPage, Head, MemberView, ResponsibleUnit
from .entering import enter

_me: BindParameter[int] = bindparam("person_id")
_open_mentions = (
    select(Mention.channel_id, func.count().label("open"))
    .where(Mention.person_id == _me, Mention.done_at.is_(None))
    .group_by(Mention.channel_id)
    .subquery("open_mentions")
)
_mentions = func.coalesce(_open_mentions.c.open, 0)


def _mine(*columns: Any) -> Select[Any]:
    found = select(*columns).select_from(Membership).join(Channel, Channel.id == Membership.channel_id)
    found = found.outerjoin(_open_mentions, _open_mentions.c.channel_id == Channel.id)
    return found.where(Membership.person_id == _me, Membership.ended_at.is_(None))


_heads = _mine(Channel.public_id, Channel.head_seq, Channel.head_change, Membership.last_read_seq, _mentions)
_entries = (
    _mine(
        Channel.public_id,
        Channel.kind,
        WorkItem.public_id,
        WorkPlan.public_id,
        WorkPlan.year,
        WorkItem.number,
        WorkItem.section,
        Channel.title,
        WorkItem.due_on,
        Channel.head_seq,
        Channel.head_change,
        Membership.last_read_seq,
        _mentions,
        Channel.archived_at,
        Channel.item_id,
    )
    .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    .outerjoin(WorkPlan, WorkPlan.id == WorkItem.plan_id)
    .order_by(
        case((Channel.kind == "everyone", 0), else_=1), WorkPlan.year.desc(), WorkPlan.id.desc(), WorkItem.position
    )
    .order_by(Channel.id)
)
_held = responsible().subquery("held")
_is_lead = func.max(case((_held.c.is_lead, 1), else_=0)).label("lead")
_own_items = select(_held.c.item_id, _is_lead).where(_held.c.unit_id == bindparam("unit_id")).group_by(_held.c.item_id)
_units = (
    select(Unit.id, Unit.public_id, Unit.short_name, Unit.tile, _is_lead)
    .join(_held, _held.c.unit_id == Unit.id)
    .where(_held.c.item_id == bindparam("item_id"))
    .group_by(Unit.id, Unit.public_id, Unit.short_name, Unit.tile, Unit.position)
    .order_by(func.min(_held.c.position), Unit.position, Unit.id)
)


def channels_of(session: Session, viewer: Viewer) -> list[ChannelEntry]:
    """The channels that the viewer is in: 全体, then the newest plan's in the plan's order; archived ones too. Two queries."""
    if not viewer.sees_content:
        return []
    rows = session.execute(_entries, {"person_id": viewer.person_id}).all()
    leads = {item_id: is_lead for item_id, is_lead in session.execute(_own_items, {"unit_id": viewer.unit_id})}
    return [_entry(row, leads) for row in rows]


def heads(session: Session, viewer: Viewer) -> list[Head]:
    """Where each of the viewer's channels stands; one query."""
    if not viewer.sees_content:
        return []
    rows = session.execute(_heads.order_by(Channel.id), {"person_id": viewer.person_id})
    return [Head(*row) for row in rows]


def channel_page(session: Session, viewer: Viewer, channel: str) -> ChannelPage:
    """A channel (public id) with what stands around its conversation; NotFound. Four queries."""
    place = enter(session, viewer, channel)
    row = session.execute(_entries.where(Channel.id == place.channel_id), {"person_id": viewer.person_id}).one()
    units = session.execute(_units.where(is_open(clock.today())), {"item_id": place.item_id}).all()
    own = [unit.lead for unit in units if unit.id == viewer.unit_id]
    return ChannelPage(
        entry=_entry(row, {place.item_id: own[0]} if own else {}),
        units=[ResponsibleUnit(unit.public_id, unit.short_name, unit.tile, bool(unit.lead)) for unit in units],
        member_count=session.scalar(_members(func.count()).where(Membership.channel_id == place.channel_id)) or 0,
        may_post=can(session, viewer, "channel.post", place),
    )


def members(session: Session, viewer: Viewer, channel: str) -> list[MemberView]:
    """Who is in the channel today, by unit in official order; NotFound. Two queries."""
    place = enter(session, viewer, channel)
    columns = (Person.public_id, Person.name, Person.post, Membership.basis, Unit.public_id, Unit.short_name, Unit.tile)
    found = _members(*columns).where(Membership.channel_id == place.channel_id)
    rows = session.execute(found.order_by(Unit.position, Unit.id, Person.id))
    return [MemberView(*row) for row in rows]


def people_of(session: Session, channel_id: int) -> list[tuple[int, int]]:
    """The person and unit keys of everybody in the channel (key) today; asks no policy."""
    found = _members(Person.id, Person.unit_id).where(Membership.channel_id == channel_id)
    return list(session.execute(found.order_by(Unit.position, Person.id)))


def _members(*columns: Any) -> Select[Any]:
    found = select(*columns).select_from(Membership).join(Person, Person.id == Membership.person_id)
    found = found.join(Unit, Unit.id == Person.unit_id)
    return found.where(Membership.ended_at.is_(None), is_active(clock.today()))


def _entry(row: Any, leads: Mapping[int | None, int]) -> ChannelEntry:
    """An entry from a row of `_entries`; `leads` holds the items that the viewer's unit answers for, 1 where it leads."""
    public_id, kind, item, plan, year, number, section, title, due_on, *counts, archived_at, item_id = row
    head, change, last_read, mentions = counts
    return ChannelEntry(
        public_id=public_id,
        kind=kind,
        item_public_id=item,
        plan_public_id=plan,
        year=year,
        number=number,
        section=section or "",
        title=_("全体") if kind == "everyone" else title,
        due_on=due_on,
        head=head,
        change=change,
        last_read=last_read,
        unread=max(head - last_read, 0),
        mentions=mentions,
        is_archived=archived_at is not None,
        is_responsible=item_id in leads,
        is_lead=bool(leads.get(item_id)),
    )
