"""Messages as programs get them, what happens to them and what they said before."""

from datetime import datetime

from pydantic import Field

from ...core.viewer import Viewer
from ...web.api import Answer, Query
from ..shapes import MessageView
from .acknowledgements import AcknowledgementAnswer, acknowledgement_answer
from .files import FileRef, file_ref
from .issues import IssueRef, issue_ref
from .marking import ByRef, MarkRef, OriginRef, facet_answers
from .meetings import ConsultationRef, consultation_ref


class AuthorRef(Answer):
    """Who wrote."""

    id: str
    name: str
    post: str


class UnitRef(Answer):
    """For which unit."""

    id: str
    name: str


class MentionedRef(Answer):
    """A name in a message: `person`, `unit` or `group`; id `lead` and `responsible` are the item's own groups."""

    name: str
    kind: str
    id: str


class MessageAnswer(Answer):
    """A message as it is now. `text` is Markdown, `html` what the pages show; both empty once it is retracted.

    `client_id` is there for its author alone.
    """

    id: str
    channel: str
    seq: int
    change: int
    author: AuthorRef
    unit: UnitRef
    text: str
    html: str
    posted_at: datetime
    edited_at: datetime | None
    retracted_at: datetime | None
    reply_to: str | None
    client_id: str | None
    mentioned: list[MentionedRef]
    pin: ByRef | None
    marks: list[MarkRef]
    origin: OriginRef | None
    acknowledgement: AcknowledgementAnswer | None = None
    is_announcement: bool = False
    issue: IssueRef | None = None
    consultation: ConsultationRef | None = None
    files: list[FileRef]


class MessageList(Answer):
    """Messages in order, and whether there are more on either side."""

    messages: list[MessageAnswer]
    has_before: bool
    has_after: bool


class MessageWindow(Query):
    """Which messages: those before, after, or around a place; without any, the newest."""

    before: int | None = Field(default=None, ge=0)
    after: int | None = Field(default=None, ge=0)
    around: int | None = Field(default=None, ge=0)
    limit: int = Field(default=50, ge=1, le=100)


class ChangeAnswer(Answer):
    """A change of a message (`create`, `edit`, `retract`, `pin`, `mark`, …) with the message as it is now."""

    change: int
    action: str
    message: MessageAnswer


class ChangeList(Answer):
    """Changes in order; ask again after the last one while `more`. `change` is where the channel stands."""

    changes: list[ChangeAnswer]
    change: int
    more: bool


class After(Query):
    """From where on."""

    after: int = Field(default=0, ge=0)
    limit: int = Field(default=100, ge=1, le=100)


class Revision(Answer):
    """What a message said, and since when."""

    text: str
    written_at: datetime


class RevisionList(Answer):
    """The earlier words of a message, oldest first; none once it is retracted."""

    revisions: list[Revision]


def message_answer(message: MessageView, viewer: Viewer) -> MessageAnswer:
    """A message as this viewer's program gets it."""
    return MessageAnswer(
        id=message.public_id,
        channel=message.channel,
        seq=message.seq,
        change=message.change,
        author=AuthorRef(id=message.author_public_id, name=message.author_name, post=message.author_post),
        unit=UnitRef(id=message.unit_public_id, name=message.unit_name),
        text=message.body,
        html=str(message.html),
        posted_at=message.posted_at,
        edited_at=message.edited_at,
        retracted_at=message.retracted_at,
        reply_to=message.reply.public_id if message.reply else None,
        client_id=message.client_id if message.author_id == viewer.person_id else None,
        files=[file_ref(file) for file in message.facets.files],
        mentioned=[MentionedRef(name=name.name, kind=name.kind, id=name.id) for name in message.mentioned],
        **facet_answers(message.facets),
        acknowledgement=acknowledgement_answer(message.facets.acknowledgement),
        is_announcement=message.facets.is_announcement,
        issue=issue_ref(message.facets.issue) if message.facets.issue else None,
        consultation=consultation_ref(message.facets.consultation) if message.facets.consultation else None,
    )
