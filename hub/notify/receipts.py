"""Notices about acknowledgements 回执: that one is asked for, and that it is missing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..channels.acknowledgements.events import AcknowledgementAsked, AcknowledgementsReminded
from ..channels.acknowledgements.models import Acknowledgement
from ..core import events
from ..core.i18n import _
from .causes import register
from .outbox import announce
from .shapes import Cause, Kind

ASKED, REMINDED = "ack", "ack-reminder"


def _unit_owes(session: Session, person: int, message: int) -> bool:
    """Not once a colleague has answered: the unit owes it, not the person."""
    owed = (
        select(Acknowledgement.unit_id)
        .join(Person, Person.unit_id == Acknowledgement.unit_id)
        .where(Acknowledgement.message_id == message, Person.id == person)
        .where(Acknowledgement.acknowledged_at.is_(None), Acknowledgement.released_at.is_(None))
    )
    return session.execute(owed).first() is not None


register(
    Kind(
        ASKED,
        to_person=lambda place: _("“%(place)s”有消息要求您单位回执，请登录会商系统确认。", place=place),
        to_group=lambda place: _("“%(place)s”有消息要求回执，请有关单位登录会商系统确认。", place=place),
        still_waits=_unit_owes,
    )
)
register(
    Kind(
        REMINDED,
        to_person=lambda place: _("“%(place)s”有消息还缺您单位的回执，催办理由请登录会商系统查看。", place=place),
        to_group=lambda place: _("“%(place)s”还有单位没有回执，请登录会商系统确认。", place=place),
        still_waits=_unit_owes,
    )
)


@events.on(AcknowledgementAsked)
def tell_of_request(session: Session, event: AcknowledgementAsked) -> None:
    """Whoever may answer for an asked unit."""
    key = str(event.message_id)
    announce(session, Cause(ASKED, key, event.person_ids, event.channel_id, event.message_id))


@events.on(AcknowledgementsReminded)
def tell_of_reminder(session: Session, event: AcknowledgementsReminded) -> None:
    """Whoever may answer for a unit that is missing, at each reminder once."""
    key = f"{event.message_id}.{event.number}"
    announce(session, Cause(REMINDED, key, event.person_ids, event.channel_id, event.message_id))
