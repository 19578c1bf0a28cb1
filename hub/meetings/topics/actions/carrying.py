"""What was not settled comes to the next consultation, in one step."""

from sqlalchemy.orm import Session

from ....core import clock
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...models import Consultation
from ..models import Topic, TopicUnit
from ..rules import ALIVE, TITLE_LIMIT


def carry(session: Session, viewer: Viewer, agenda_item: AgendaItem) -> Topic:
    """Make a topic of what is left of an item, accepted at once; the item's own topic goes on in it. Twice is once.

    Whoever calls it has taken the consultation's row and looked whether the viewer may. The topic belongs to the channel of
    the consultation, so that of a 个案会商 nobody but the people who are named there reads it.
    """
    before = session.get(Topic, agenda_item.carried_to_id) if agenda_item.carried_to_id else None
    if before is not None and before.state in ALIVE:
        return before
    row = _row(session, viewer, agenda_item)
    session.add(row)
    session.flush()
    agenda_item.carried_to_id = row.id
    if agenda_item.topic is not None:
        _go_on(agenda_item.topic, row, viewer)
    session.flush()
    return row


def _row(session: Session, viewer: Viewer, item: AgendaItem) -> Topic:
    topic, consultation = item.topic, session.get_one(Consultation, item.consultation_id)
    row = Topic(
        title=item.title[:TITLE_LIMIT],
        body=topic.body if topic else "",
        consulted=topic.consulted if topic else "",
        open_points="\n".join(filter(None, [topic.open_points if topic else "", item.ask])),
        advice=topic.advice if topic else "",
        basis="carried",
        state="accepted",
        channel_id=consultation.channel_id,
        person_id=topic.person_id if topic else viewer.person_id,
        unit_id=topic.unit_id if topic else viewer.unit_id,
        decided_by=viewer.person_id,
        decided_at=clock.now(),
    )
    asked = {unit.unit_id for unit in topic.units if unit.was_consulted} if topic else set()
    row.units = [
        TopicUnit(unit_id=one.unit_id, position=one.position, was_consulted=one.unit_id in asked) for one in item.units
    ]
    return row


def _go_on(topic: Topic, row: Topic, viewer: Viewer) -> None:
    topic.state, topic.merged_into_id = "merged", row.id
    topic.decided_by, topic.decided_at = viewer.person_id, clock.now()
