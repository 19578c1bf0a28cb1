"""What notices do about news from below: they write down, in the same transaction, who is to be told."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..accounts.events import SessionsEnded
from ..channels.events import MessageEdited, MessagePosted
from ..core import events
from . import consultations as _consultations  # noqa: F401 (they answer the news of consultations)
from . import follow_ups as _follow_ups  # noqa: F401 (they answer the news of follow-ups)
from . import held as _held  # noqa: F401 (they answer the call on units that are silent)
from . import issues as _issues  # noqa: F401 (they answer the news of issues)
from . import minutes as _minutes  # noqa: F401 (they answer the news of minutes)
from . import polls as _polls  # noqa: F401 (they answer the news of polls)
from . import receipts as _receipts  # noqa: F401 (they answer the news of acknowledgements)
from . import topics as _topics  # noqa: F401 (they answer the news of topics)
from .causes import MENTION
from .models import PushSubscription
from .outbox import announce
from .shapes import Cause


@events.on(MessagePosted)
def tell_of_mentions(session: Session, event: MessagePosted) -> None:
    """Whoever a new message names."""
    _tell(session, event)


@events.on(MessageEdited)
def tell_of_new_mentions(session: Session, event: MessageEdited) -> None:
    """Whom only the new words name."""
    _tell(session, event)


@events.on(SessionsEnded)
def forget_browsers(session: Session, event: SessionsEnded) -> None:
    """Where somebody signs out, the next one at that computer must not see what waits for them."""
    session.execute(delete(PushSubscription).where(PushSubscription.session_id.in_(event.session_ids)))


def _tell(session: Session, event: MessagePosted | MessageEdited) -> None:
    if event.mentioned:
        announce(
            session,
            Cause(MENTION, str(event.message_id), event.mentioned, event.channel_id, event.message_id),
        )
