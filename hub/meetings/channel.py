"""The channel of a consultation: opened when it is announced, with a card as its first message; it follows the title."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels import actions as channels
from ..channels import changing
from ..channels.events import ChannelArchived, ChannelOpened, ChannelRenamed
from ..channels.membership import sync_channel
from ..channels.models import Channel, Message
from ..channels.shapes import Facet, MessageDraft
from ..core import clock
from ..core.events import record
from ..core.i18n import _
from ..core.viewer import Viewer
from .models import Consultation


def open_channel(session: Session, viewer: Viewer, row: Consultation) -> None:
    """Make the channel, let everybody in who belongs there, and put the card up as the viewer's message."""
    channel = Channel(kind="consultation", title=row.title)
    row.channel = channel
    session.flush()
    record(session, ChannelOpened(channel.id, channel.public_id))
    sync_channel(session, channel)
    words = _("会商通知：%(title)s", title=row.title)
    posted = channels.post_message(session, viewer, MessageDraft(channel.public_id, f"card-{row.public_id}", words))
    card = session.scalars(select(Message).where(Message.public_id == posted.id)).one()
    changing.have(card, Facet.CONSULTATION)
    row.message_id = card.id


def follow_people(session: Session, row: Consultation) -> None:
    """Let those in who have come to belong there, and those out who belong there no more."""
    if row.channel_id is not None:
        session.flush()
        sync_channel(session, session.get_one(Channel, row.channel_id))


def follow_title(session: Session, row: Consultation) -> None:
    """The channel is called what the consultation is called."""
    if row.channel_id is None:
        return
    channel = session.get_one(Channel, row.channel_id)
    if channel.title != row.title:
        channel.title = row.title
        session.flush()
        record(session, ChannelRenamed(channel.id, channel.public_id))


def close_channel(session: Session, row: Consultation) -> None:
    """What was said can be read, and nothing is said any more."""
    if row.channel_id is None:
        return
    channel = session.get_one(Channel, row.channel_id)
    channel.archived_at = channel.archived_at or clock.now()
    session.flush()
    record(session, ChannelArchived(channel.id, channel.public_id))
