"""The index follows the messages: new ones together with their batch, changed ones each in its own transaction."""

from sqlalchemy.orm import Session

from ...core import events
from .. import extras
from ..admission import Entry
from ..events import MessageChanged, MessageEdited, MessageRetracted, MessagesChanged
from ..shapes import Facet, MessageDraft
from .actions import index_posts, reindex


class Indexed:
    """Every post comes with its place in the index; it has no facet, so it is asked after all others."""

    facet = Facet(0)

    def is_in(self, _draft: MessageDraft) -> bool:
        """Always."""
        return True

    def clean(self, entry: Entry) -> None:
        """Nothing to clean."""

    def admit(self, session: Session, entries: list[Entry]) -> None:
        """Nothing to refuse."""

    def insert(self, session: Session, entries: list[Entry]) -> None:
        """Cut the messages of the batch."""
        index_posts(session, entries)


NOT_SEARCHED = frozenset({"acknowledge", "pin", "issue", "consultation"})
"""What may change on a message without anything that a question looks for."""

extras.register(Indexed())


@events.on(MessageEdited)
@events.on(MessageRetracted)
@events.on(MessageChanged)
def follow_message(session: Session, event: MessageEdited | MessageRetracted | MessageChanged) -> None:
    """Other words, none any more, or other marks and files; who has answered, or what an issue has come to, is not searched."""
    if isinstance(event, MessageChanged) and event.action in NOT_SEARCHED:
        return
    reindex(session, [event.message_id])


@events.on(MessagesChanged)
def follow_messages(session: Session, event: MessagesChanged) -> None:
    """The same for several at once."""
    if event.action not in NOT_SEARCHED:
        reindex(session, list(event.message_ids))
