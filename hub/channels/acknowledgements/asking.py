"""A post that asks for acknowledgement: which units it asks, by when, and who may answer."""

from dataclasses import replace
from typing import cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from ...accounts.queries import directory
from ...calendar import office_time
from ...core import clock, events
from ...core.errors import HubError, Invalid
from ...core.i18n import _
from .. import extras, reaching
from ..admission import Entry, each
from ..rules import clean_public_id
from ..shapes import AckWish, AskableUnit, Facet, MessageDraft
from ..shapes.acknowledgements import RESPONSIBLE
from .events import AcknowledgementAsked
from .models import Acknowledgement, AcknowledgementRequest
from .queries import answerers, askable_in, reached_by
from .rules import MOST_UNITS, clean_hours, due_after

_ask = insert(cast(Table, AcknowledgementRequest.__table__))
_owe = insert(cast(Table, Acknowledgement.__table__))


class Asking:
    """The wish for acknowledgement among what a post brings."""

    facet = Facet.ACKNOWLEDGEMENT

    def is_in(self, draft: MessageDraft) -> bool:
        """Whether the draft asks."""
        return draft.acknowledgement is not None

    def clean(self, entry: Entry) -> None:
        """Bring the wish into the form that is kept; Invalid for what names nobody, or too many, or another deadline."""
        wish = entry.draft.acknowledgement or AckWish()
        units = tuple(dict.fromkeys(map(_clean_unit, wish.units)))
        if not 1 <= len(units) <= MOST_UNITS:
            raise Invalid(_("请选择要求回执的单位。"), field="wants_ack")
        entry.draft = replace(entry.draft, acknowledgement=AckWish(units, clean_hours(wish.within_hours)))

    def admit(self, session: Session, entries: list[Entry]) -> None:
        """Find the units that are asked; one query for a channel and the directory's one."""
        in_channel: dict[int, list[AskableUnit]] = {}

        def find(entry: Entry) -> None:
            channel_id = entry.place.channel_id if entry.place else 0
            if channel_id not in in_channel:
                in_channel[channel_id] = askable_in(session, channel_id)
            entry.found[self.facet] = _asked(session, entry, in_channel[channel_id])

        each(entries, find)

    def insert(self, session: Session, entries: list[Entry]) -> None:
        """Write the requests and the units asked; whoever may answer is reached."""
        for entry in entries:
            _insert(session, entry, entry.found[self.facet])


def _clean_unit(named: str) -> str:
    if named == RESPONSIBLE:
        return named
    try:
        return clean_public_id(named)
    except HubError:
        raise _not_here() from None


def _asked(session: Session, entry: Entry, here: list[AskableUnit]) -> list[int]:
    """The keys of the units that the wish means, without the author's own; Invalid when one is not here, or none is left."""
    wish = entry.draft.acknowledgement or AckWish()
    known = {unit.public_id: {unit.id} for unit in here}
    present = {unit.id for unit in here}
    known[RESPONSIBLE] = {unit.id for unit in here if unit.answers}
    if not known.keys() >= set(wish.units):
        known |= {group.public_id: present & set(group.unit_ids) for group in directory(session).groups}
    if not known.keys() >= set(wish.units):
        raise _not_here()
    asked = set().union(*(known[named] for named in wish.units)) - {entry.viewer.unit_id}
    if not asked:
        raise Invalid(_("没有可以回执的单位：发送单位自己不用回执。请另选单位，或去掉回执要求。"), field="wants_ack")
    return [unit.id for unit in here if unit.id in asked]


def _insert(session: Session, entry: Entry, unit_ids: list[int]) -> None:
    hours = entry.draft.acknowledgement.within_hours if entry.draft.acknowledgement else None
    due = None if hours is None else due_after(office_time(session), entry.posted_at or clock.now(), hours)
    due_at, provisional = due or (None, False)
    request = {"message_id": entry.id, "within_hours": hours, "due_at": due_at, "is_provisional": provisional}
    session.connection().execute(_ask, request)
    rows = [{"message_id": entry.id, "unit_id": unit_id, "change": entry.change} for unit_id in unit_ids]
    session.connection().execute(_owe, rows)
    channel_id = entry.place.channel_id if entry.place else 0
    people = answerers(session, channel_id, unit_ids)
    entry.reached.update(people)
    asked = AcknowledgementAsked(
        channel_id=channel_id,
        channel_public_id=entry.draft.channel,
        message_id=entry.id,
        message_public_id=entry.public_id,
        author_id=entry.viewer.person_id,
        unit_ids=tuple(unit_ids),
        person_ids=people,
        due_at=due_at,
    )
    events.record(session, asked)


def _not_here() -> Invalid:
    return Invalid(_("要求回执的单位不在这个频道里，请重新选择。"), field="wants_ack")


extras.register(Asking())
reaching.reaching(Facet.ACKNOWLEDGEMENT, reached_by)
