"""What the form to raise an issue offers: the units of the channel, those of groups, and how long each severity has."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.acknowledgements.queries import askable_groups, askable_in
from ..channels.entitlement import responsible
from ..channels.models import Channel, Message
from ..channels.policy import Standing, standing, standings
from ..channels.queries import channels_of
from ..channels.rules import clean_public_id
from ..channels.shapes import AskableGroup, AskableUnit, ChannelEntry
from ..core.errors import NotFound
from ..core.i18n import _
from ..core.policy import can, require
from ..core.viewer import Viewer
from . import policy as _policy  # noqa: F401 (the rules that are asked)
from .handling import HandlingTime
from .sheet import Origin, origin_of
from .telling import Preview, preview
from .words import handling_words

ORDER = ("normal", "urgent", "critical")


@dataclass(frozen=True, slots=True)
class Offer:
    """Where an issue may be raised, from what (`words` are those of the message), towards whom; `lead` is a public id.

    `refusal` says why the viewer may not, "" when they may.
    """

    channel: str
    title: str
    units: tuple[AskableUnit, ...]
    groups: tuple[AskableGroup, ...]
    lead: str
    times: tuple[tuple[str, str], ...]
    origin: Origin | None
    words: str
    refusal: str


def offer(session: Session, viewer: Viewer, channel: str, origin: str | None = None) -> Offer:
    """What the form offers the viewer in a channel (public id); NotFound unless they read it.

    A message that is not theirs to read, or is retracted, is as if none were named.
    """
    place = _place(session, viewer, channel)
    row = session.get_one(Channel, place.channel_id)
    units = askable_in(session, place.channel_id)
    found = _origin(session, place, origin)
    return Offer(
        channel=row.public_id,
        title=row.title,
        units=tuple(units),
        groups=tuple(askable_groups(session, units)),
        lead=_lead(session, row, units),
        times=times(session),
        origin=origin_of(session, found.id) if found else None,
        words=found.body if found else "",
        refusal=_refusal(session, viewer, place),
    )


def nowhere(session: Session) -> Offer:
    """What the form offers before a channel is chosen: how long each severity has."""
    return Offer("", "", (), (), "", times(session), None, "", "")


def places(session: Session, viewer: Viewer) -> list[ChannelEntry]:
    """The channels in which the viewer may raise an issue, in the order of their list; three queries."""
    entries = channels_of(session, viewer)
    found = standings(session, {viewer.person_id}, {entry.public_id for entry in entries})
    stands = {public_id: place for (_person, public_id), place in found.items()}
    return [one for one in entries if can(session, viewer, "issue.raise", stands.get(one.public_id))]


def foretold(session: Session, viewer: Viewer, channel: str, severity: str, units: list[str]) -> Preview:
    """Who would be told when if the viewer raised it now; units (public ids) that are not here are left out. NotFound."""
    place = _place(session, viewer, channel)
    here = {unit.public_id: unit.id for unit in askable_in(session, place.channel_id)}
    keys = [here[unit] for unit in dict.fromkeys(units) if unit in here]
    return preview(session, place.channel_id, viewer.unit_id, keys, severity if severity in ORDER else ORDER[0])


def times(session: Session) -> tuple[tuple[str, str], ...]:
    """办理时限 in words by severity."""
    rows = {row.severity: row for row in session.scalars(select(HandlingTime))}
    return tuple((name, handling_words(rows[name].amount, rows[name].measure, rows[name].calendar)) for name in ORDER)


def _place(session: Session, viewer: Viewer, channel: str) -> Standing:
    place = standing(session, viewer, clean_public_id(channel))
    require(session, viewer, "channel.read", place)
    if place is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return place


def _origin(session: Session, place: Standing, origin: str | None) -> Message | None:
    if not origin:
        return None
    try:
        named = select(Message).where(Message.public_id == clean_public_id(origin))
    except NotFound:
        return None
    return session.scalar(named.where(Message.channel_id == place.channel_id, Message.retracted_at.is_(None)))


def _lead(session: Session, row: Channel, units: list[AskableUnit]) -> str:
    """The unit that leads the channel's item, if it leads one and is here."""
    if row.item_id is None:
        return ""
    held = responsible().subquery("held")
    leads = set(session.scalars(select(held.c.unit_id).where(held.c.item_id == row.item_id, held.c.is_lead)))
    return next((unit.public_id for unit in units if unit.id in leads), "")


def _refusal(session: Session, viewer: Viewer, place: Standing) -> str:
    if can(session, viewer, "issue.raise", place):
        return ""
    if place.is_archived:
        return _("这个频道已归档，不能再提出问题。")
    return _("提出问题由成员单位的联络员、分管领导和区未保办办理。")
