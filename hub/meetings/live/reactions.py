"""What is said in a consultation's channel while it is held belongs to the item under discussion; a mark makes it a statement."""

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ...accounts.queries import viewer_of_person
from ...channels import extras
from ...channels.admission import Entry
from ...channels.marking.events import MessageMarked, MessageUnmarked
from ...channels.models import Message
from ...channels.shapes import Facet, MessageDraft
from ...core import events
from ...core.policy import can
from ..agenda.models import AgendaItem
from ..models import Consultation
from .models import ItemMessage

STATEMENT = "statement"
CHANNELS = "consultation"
"""The kind of the channels of consultations: posts elsewhere cost nothing more."""


class UnderDiscussion:
    """Every post to a consultation that is held is noted with its current item; it has no facet of its own."""

    facet = Facet(0)

    def is_in(self, _draft: MessageDraft) -> bool:
        """Always; `insert` looks at the channel."""
        return True

    def clean(self, entry: Entry) -> None:
        """Nothing to clean."""

    def admit(self, session: Session, entries: list[Entry]) -> None:
        """Nothing to refuse."""

    def insert(self, session: Session, entries: list[Entry]) -> None:
        """One query for all channels of consultations in the batch, and one statement for what is under discussion."""
        said = [(entry, entry.place.channel_id) for entry in entries if entry.place and entry.place.kind == CHANNELS]
        if not said:
            return
        found = select(Consultation.channel_id, AgendaItem.id).join(
            AgendaItem, AgendaItem.consultation_id == Consultation.id
        )
        found = found.where(Consultation.channel_id.in_({channel_id for _entry, channel_id in said}))
        found = found.where(Consultation.state == "live", AgendaItem.state == "current")
        items = {channel_id: item_id for channel_id, item_id in session.execute(found)}
        rows = [{"message_id": one.id, "item_id": items[place]} for one, place in said if place in items]
        if rows:
            session.connection().execute(insert(ItemMessage).values(is_statement=False), rows)


extras.register(UnderDiscussion())


@events.on(MessageMarked)
def note_statement(session: Session, event: MessageMarked) -> None:
    """发言要点: by its author or by who conducts; anybody else's mark is no statement."""
    if event.kind == STATEMENT and _may_say_so(session, event):
        _note(session, event.message_id, is_statement=True)


@events.on(MessageUnmarked)
def forget_statement(session: Session, event: MessageUnmarked) -> None:
    """The mark is gone, or the words are."""
    if event.kind == STATEMENT:
        _note(session, event.message_id, is_statement=False)


def _may_say_so(session: Session, event: MessageMarked) -> bool:
    if session.scalar(select(Message.author_id).where(Message.id == event.message_id)) == event.person_id:
        return True
    row = session.scalar(select(Consultation).where(Consultation.channel_id == event.channel_id))
    viewer = viewer_of_person(session, event.person_id)
    return row is not None and viewer is not None and can(session, viewer, "consultation.conduct", row)


def _note(session: Session, message_id: int, *, is_statement: bool) -> None:
    noted = update(ItemMessage).where(ItemMessage.message_id == message_id).values(is_statement=is_statement)
    session.execute(noted.execution_options(synchronize_session=False))
