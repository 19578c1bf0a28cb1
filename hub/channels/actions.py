"""What a person does in a channel: post, edit, retract, mark as read, settle a mention. Callers hold the transaction."""

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from ..core import clock, events
from ..core.errors import Conflict, HubError
from ..core.i18n import _
from ..core.policy import require
from ..core.viewer import Viewer
from . import queries
from .addressing import addressees
from .changing import found, locked, take_change
from .events import MentionSettled, MessageEdited, MessageRetracted
from .models import Channel, Mention, Message, MessageRevision
from .posting import post_message
from .read_marks import mark_all
from .rules import clean_body
from .shapes import Facet, MessageView

__all__ = ["edit_message", "mark_read", "post_message", "reopen_mention", "retract_message", "settle_mention"]

SPEAKS_ITSELF = Facet.ORIGIN | Facet.FILES
"""What says something where a message has no words of its own."""


def edit_message(session: Session, viewer: Viewer, message: str, body: str) -> MessageView:
    """Give one's own message (public id) other words; the earlier ones stay readable. The same words change nothing.

    Raises NotFound, Denied, Invalid, TooLarge; Conflict when it has been retracted.
    """
    row = locked(session, viewer, message, "message.edit")
    text = clean_body(body, may_be_empty=bool(row.facets & SPEAKS_ITSELF))
    if row.retracted_at is not None:
        raise Conflict(_("这条消息已撤回，不能再修改。"))
    if row.facets & Facet.ISSUE:
        raise Conflict(_("这是一个问题，请打开问题页面修改。"))
    if row.facets & Facet.CONSULTATION:
        raise Conflict(_("这是会商通知，请打开会商页面修改。"))
    if text == row.body:
        return queries.message(session, viewer, message)
    _keep_revision(session, row)
    named = addressees(session, row.channel_id, row.author_id, text)
    row.body, row.edited_at = text, clock.now()
    row.mentioned = [name._asdict() for name in named.names]
    take_change(session, row, "edit")
    added = _add_mentions(session, row, named.people)
    view = queries.message(session, viewer, message)
    events.record(
        session,
        MessageEdited(row.channel_id, view.channel, row.change, row.seq, row.id, row.author_id, added, view),
    )
    return view


def retract_message(session: Session, viewer: Viewer, message: str) -> MessageView:
    """Take a message (public id) back: a tombstone keeps its place, its words are shown to nobody. Twice is once.

    Raises NotFound or Denied.
    """
    row = locked(session, viewer, message, "message.retract", everywhere=True)
    if row.retracted_at is not None:
        return queries.message(session, viewer, message)
    if row.facets & Facet.ISSUE and not viewer.is_office:
        raise Conflict(_("这是一个问题，请打开问题页面，由提出单位撤回。"))
    if row.facets & Facet.CONSULTATION:
        raise Conflict(_("这是会商通知，不能撤回；需要时请取消会商。"))
    _keep_revision(session, row)
    row.body, row.mentioned, row.retracted_at = "", [], clock.now()
    take_change(session, row, "retract")
    session.execute(
        update(Mention)
        .where(Mention.channel_id == row.channel_id, Mention.seq == row.seq, Mention.done_at.is_(None))
        .values(done_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    view = queries.message(session, viewer, message)
    events.record(
        session,
        MessageRetracted(
            row.channel_id, view.channel, row.change, row.seq, row.id, row.author_id, viewer.person_id, view
        ),
    )
    return view


def mark_read(session: Session, viewer: Viewer, channel: str, seq: int) -> int:
    """Move the viewer's read mark up to `seq`, never back and never past the head; returns where it stands.

    Raises NotFound or Invalid.
    """
    stands = mark_all(session, [(viewer, channel, seq)])[0]
    if isinstance(stands, HubError):
        raise stands
    return stands


def settle_mention(session: Session, viewer: Viewer, message: str) -> None:
    """Take the mention of the viewer in a message (public id) off 待我处理; whoever is not named has nothing to settle."""
    _set_mention(session, viewer, message, is_open=False)


def reopen_mention(session: Session, viewer: Viewer, message: str) -> None:
    """Undo `settle_mention`."""
    _set_mention(session, viewer, message, is_open=True)


def _keep_revision(session: Session, row: Message) -> None:
    written_at = row.edited_at or row.posted_at
    session.add(MessageRevision(message_id=row.id, body=row.body, written_at=written_at))


def _add_mentions(session: Session, row: Message, people: dict[int, str]) -> tuple[int, ...]:
    """Rows for those whom only the new words name; whoever was named before is not told again."""
    before = set(
        session.scalars(select(Mention.person_id).where(Mention.channel_id == row.channel_id, Mention.seq == row.seq))
    )
    added = {person_id: basis for person_id, basis in people.items() if person_id not in before}
    if added:
        rows = [
            {"person_id": person_id, "channel_id": row.channel_id, "seq": row.seq, "basis": basis}
            for person_id, basis in added.items()
        ]
        session.execute(insert(Mention), rows)
    return tuple(added)


def _set_mention(session: Session, viewer: Viewer, message: str, *, is_open: bool) -> None:
    row = found(session, message)
    require(session, viewer, "channel.read", row)
    settled = session.execute(
        update(Mention)
        .where(Mention.channel_id == row.channel_id, Mention.seq == row.seq, Mention.person_id == viewer.person_id)
        .values(done_at=None if is_open else func.coalesce(Mention.done_at, clock.now()))
        .returning(Mention.id)
        .execution_options(synchronize_session=False)
    ).first()
    if settled is None:
        return
    channel = session.get_one(Channel, row.channel_id).public_id
    events.record(session, MentionSettled(row.channel_id, channel, viewer.person_id, row.seq, is_open))
