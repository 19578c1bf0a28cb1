"""The page of one topic: all that it shows, for whoever may know of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....channels.models import Channel, Message
from ....channels.policy import standing
from ....channels.queries import place_name
from ....channels.rules import clean_public_id
from ....core.policy import can, sought
from ....core.viewer import Viewer
from ....plan.models import WorkItem
from ... import policy as meetings
from ...agenda.models import AgendaItem
from ...models import Consultation
from ..models import Topic
from ..origins import was_carried_on
from ..policy import visible
from ..rules import FROM, TopicAct, called, why_not
from ..shapes import PlaceLink, TopicRef, TopicSheet
from .listing import lines_of, places_of

RULES: dict[TopicAct, str] = {
    **dict.fromkeys(FROM, "topic.decide"),
    TopicAct.WITHDRAW: "topic.withdraw",
}
"""The policy that each act stands under."""


def found_topic(session: Session, viewer: Viewer, public_id: str) -> Topic:
    """The topic for whoever may know of it; NotFound."""
    return sought(session, viewer, "topic.read", select(Topic).where(Topic.public_id == clean_public_id(public_id)))


def sheet(session: Session, viewer: Viewer, public_id: str) -> TopicSheet:
    """A topic as the viewer may see it; NotFound."""
    row = found_topic(session, viewer, public_id)
    message, channel, place = _origin(session, viewer, row)
    people = {id_ for id_ in (row.person_id, row.decided_by) if id_ is not None}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all())
    return TopicSheet(
        line=lines_of(session, viewer, [row])[0],
        body=row.body,
        consulted=row.consulted,
        open_points=row.open_points,
        advice=row.advice,
        person_name=names.get(row.person_id or 0, ""),
        message=message,
        channel=channel,
        place_name=place,
        decided_by=names.get(row.decided_by or 0, ""),
        decided_at=row.decided_at,
        merged_into=next(iter(_refs(session, viewer, Topic.id == row.merged_into_id)), None),
        is_carried_on=was_carried_on(session, row),
        merged_here=tuple(_refs(session, viewer, Topic.merged_into_id == row.id)),
        places=tuple(places_of(session, viewer, [row.id])[row.id]),
        carried_from=_carried_from(session, viewer, row),
        allowed=tuple(allowed(session, viewer, row)),
    )


def allowed(session: Session, viewer: Viewer, row: Topic) -> list[TopicAct]:
    """What the viewer may do to a topic that they may know of, in the state that it is in."""
    may = {rule: can(session, viewer, rule, row) for rule in set(RULES.values())}
    acts = [act for act, rule in RULES.items() if may[rule] and not why_not(act, row.state)]
    return [act for act in acts if act is not TopicAct.UNDO or not was_carried_on(session, row)]


def _origin(session: Session, viewer: Viewer, row: Topic) -> tuple[str, str, str]:
    """Message and channel (public ids) that a topic comes from, and how the channel is called; "" where it is not read."""
    if row.channel_id is None or not can(session, viewer, "channel.read", standing(session, viewer, row.channel_id)):
        return "", "", ""
    channel = session.get_one(Channel, row.channel_id)
    number = session.scalar(select(WorkItem.number).where(WorkItem.id == channel.item_id))
    message = session.get(Message, row.message_id) if row.message_id is not None else None
    said = message.public_id if message is not None and message.retracted_at is None else ""
    return said, channel.public_id, place_name(channel.kind, channel.title, number)


def _refs(session: Session, viewer: Viewer, which: object) -> list[TopicRef]:
    found = select(Topic.public_id, Topic.title).where(which, visible(viewer)).order_by(Topic.id)  # type: ignore[arg-type]
    return [TopicRef(public_id, called(title)) for public_id, title in session.execute(found)]


def _carried_from(session: Session, viewer: Viewer, row: Topic) -> PlaceLink | None:
    found = (
        select(Consultation.public_id, Consultation.title, Consultation.starts_at, Consultation.state)
        .join(AgendaItem, AgendaItem.consultation_id == Consultation.id)
        .where(AgendaItem.carried_to_id == row.id, meetings.visible(viewer))
        .limit(1)
    )
    place = session.execute(found).first()
    return PlaceLink(*place) if place else None
