"""What every act on an issue begins and ends with: its row taken, its state looked at, and everybody told."""

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ...channels import actions as channels
from ...channels import changing, queries
from ...channels.models import Mention, Message
from ...channels.rules import clean_public_id
from ...channels.shapes import MessageDraft
from ...core import clock, events
from ...core.errors import Conflict, Denied, Invalid
from ...core.i18n import _
from ...core.policy import can, check_state, sought
from ...core.viewer import Viewer
from .. import policy as _policy  # noqa: F401 (rules that acts ask for)
from ..events import IssueChanged
from ..matters import CARD
from ..models import Issue, IssueEvent
from ..recipients import reach_of
from ..rules import Act, why_not


def locked(session: Session, viewer: Viewer, issue: str, rule: str) -> Issue:
    """The issue (public id) for whoever may do `rule` to it, its row taken so that acts stand in line. NotFound, Denied."""
    row = sought(session, viewer, rule, select(Issue).where(Issue.public_id == clean_public_id(issue)), lock=True)
    if row.channel.archived_at is not None:
        raise Denied(_("这个频道已归档，其中的问题只能查看。"))
    return row


def check(act: Act, row: Issue) -> None:
    """Conflict, with the reason, where the issue's state does not allow the act."""
    check_state(why_not(act, row.state))


def tell(  # noqa: PLR0913 (what a timeline's line holds)
    session: Session,
    row: Issue,
    act: Act,
    viewer: Viewer | None,
    *,
    text: str = "",
    detail: dict[str, Any] | None = None,
    message_id: int | None = None,
) -> None:
    """Write the timeline, let the card change, and tell the floors above."""
    session.flush()
    who = {"person_id": viewer.person_id, "unit_id": viewer.unit_id} if viewer else {"person_id": None, "unit_id": None}
    line = {"issue_id": row.id, "act": str(act), "at": clock.now(), "text": text, "detail": detail or {}}
    session.execute(insert(IssueEvent).values(**line, **who, message_id=message_id))
    people = reach_of(session, {row.id})[row.id]
    message = session.get_one(Message, row.message_id)
    if message.retracted_at is None:
        changing.tell(session, message, CARD, people)
    person_id = viewer.person_id if viewer else None
    events.record(
        session, IssueChanged(row.id, row.public_id, row.channel_id, row.message_id, str(act), person_id, people)
    )


def say(session: Session, viewer: Viewer, row: Issue, words: str, client_id: str, files: tuple[str, ...] = ()) -> int:
    """Say something about the issue in its channel, as an answer to its card; returns the message's key.

    Raises what a post does: NotFound, Denied, Invalid, TooLarge.
    """
    card = session.get_one(Message, row.message_id)
    reply_to = card.public_id if card.retracted_at is None else None
    channel = row.channel.public_id
    posted = channels.post_message(session, viewer, MessageDraft(channel, client_id, words, reply_to, files=files))
    if posted.duplicate:
        raise Conflict(_("这一条已经提交过了。"))
    return session.scalars(select(Message.id).where(Message.public_id == posted.id)).one()


def settle_replies(session: Session, message_id: int) -> None:
    """What was said (key) waits for nobody as an answer: the issue itself does, and once is enough."""
    said = session.get_one(Message, message_id)
    answered = update(Mention).where(Mention.channel_id == said.channel_id, Mention.seq == said.seq)
    answered = answered.where(Mention.basis == "reply", Mention.done_at.is_(None)).values(done_at=clock.now())
    session.execute(answered.execution_options(synchronize_session=False))


def can_say(session: Session, viewer: Viewer, row: Issue) -> bool:
    """Whether the viewer may speak in the issue's channel."""
    return can(session, viewer, "channel.post", queries.thing(session, viewer, channel=row.channel.public_id))


def wrong(field: str, sentence: str) -> Invalid:
    """The refusal of one field."""
    return Invalid(sentence, field=field)
