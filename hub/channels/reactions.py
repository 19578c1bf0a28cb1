"""Channels follow plans, and members follow units and people, in the same transaction as what moved them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.events import (
    GroupChanged,
    PersonAdded,
    PersonDeactivated,
    PersonMoved,
    PersonReactivated,
    RolesChanged,
    UnitAdded,
    UnitChanged,
)
from ..core import clock, events
from ..plan.events import ItemAdded, ItemChanged, ItemGone, PlanImported
from ..plan.models import WorkItem
from . import handing_over as _handing_over  # noqa: F401 (what names somebody is handed over from now on)
from .events import ChannelArchived, ChannelOpened, ChannelRemoved, ChannelRenamed
from .membership import disband, end_invitations, sync_all, sync_channel, sync_person
from .models import Channel

PersonNews = PersonAdded | RolesChanged | PersonDeactivated | PersonReactivated


@events.on(ItemAdded)
def open_channel(session: Session, event: ItemAdded) -> None:
    """Every item has a channel; an item that comes back finds its old one."""
    item = session.get_one(WorkItem, event.item_id)
    channel = _of_item(session, item.id)
    if channel is None:
        channel = Channel(kind="item", item_id=item.id, title=item.title)
        session.add(channel)
    channel.title, channel.archived_at = item.title, None
    session.flush()
    events.record(session, ChannelOpened(channel.id, channel.public_id))
    if not event.in_import:
        sync_channel(session, channel)


@events.on(ItemChanged)
def follow_item(session: Session, event: ItemChanged) -> None:
    """The channel has the item's title, and the people of the units that it names now."""
    item = session.get_one(WorkItem, event.item_id)
    channel = _of_item(session, item.id)
    if channel is None:
        return
    if channel.title != item.title:
        channel.title = item.title
        session.flush()
        events.record(session, ChannelRenamed(channel.id, channel.public_id))
    if not event.in_import:
        sync_channel(session, channel)


@events.on(ItemGone)
def close_channel(session: Session, event: ItemGone) -> None:
    """A channel in which something was said is archived, never deleted; an empty one goes with its item."""
    channel = _of_item(session, event.item_id)
    if channel is None:
        return
    if channel.head_seq:
        channel.archived_at = channel.archived_at or clock.now()
        session.flush()
        events.record(session, ChannelArchived(channel.id, channel.public_id))
        return
    events.record(session, ChannelRemoved(channel.id, channel.public_id))
    disband(session, channel)
    session.delete(channel)
    session.flush()


@events.on(PlanImported)
def follow_import(session: Session, _event: PlanImported) -> None:
    """The members of all its channels at once: one by one, a long plan would hold everybody up for seconds."""
    sync_all(session)


@events.on(PersonMoved)
def follow_move(session: Session, event: PersonMoved) -> None:
    """Whoever takes another post loses what they were invited to in the old one, then finds the new one's channels."""
    end_invitations(session, event.person_id)
    sync_person(session, event.person_id)


@events.on(PersonAdded)
@events.on(RolesChanged)
@events.on(PersonDeactivated)
@events.on(PersonReactivated)
def follow_person(session: Session, event: PersonNews) -> None:
    """A person is in the channels of the unit and roles that they have now, and in no others."""
    sync_person(session, event.person_id)


@events.on(UnitAdded)
@events.on(UnitChanged)
@events.on(GroupChanged)
def follow_units(session: Session, _event: UnitAdded | UnitChanged | GroupChanged) -> None:
    """A unit or a group may stand behind any item."""
    sync_all(session)


def _of_item(session: Session, item_id: int) -> Channel | None:
    return session.scalar(select(Channel).where(Channel.item_id == item_id))
