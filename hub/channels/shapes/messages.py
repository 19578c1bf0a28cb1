"""What queries of messages return, and what goes into and comes out of a post."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from ...core.markup import render
from .acknowledgements import AckWish
from .facets import Facets


class Mentioned(NamedTuple):
    """A name in a message: as written after the @, `person`, `unit` or `group`, and the public id (or `lead`, `responsible`)."""

    name: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The message that another one replies to; nothing of its words once it is retracted."""

    public_id: str
    seq: int
    unit_name: str
    author_name: str
    excerpt: str
    retracted: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as everybody in its channel sees it. `change` is the last change that it took part in.

    `client_id` is for the author alone: doors must not show it to others. A retracted message has no words left.
    """

    id: int
    public_id: str
    channel: str
    seq: int
    change: int
    client_id: str
    author_id: int
    author_public_id: str
    author_name: str
    author_post: str
    unit_public_id: str
    unit_name: str
    unit_tile: str
    body: str
    posted_at: datetime
    edited_at: datetime | None
    retracted_at: datetime | None
    reply: QuoteView | None
    mentioned: tuple[Mentioned, ...]
    facets: Facets

    @property
    def html(self) -> Markup:
        """The body as safe HTML; the same words are rendered once and remembered."""
        return render(self.body, self.mentioned)


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Messages in order of `seq`, and whether the channel has more on either side."""

    messages: list[MessageView]
    has_before: bool
    has_after: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Something that happened to a message (`models.ACTIONS`), with the message as it is now."""

    change: int
    action: str
    message: MessageView


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A body that a message had, and when that was written; `mentioned` are the names that the message has now."""

    body: str
    written_at: datetime
    mentioned: tuple[Mentioned, ...]

    @property
    def html(self) -> Markup:
        """The body as safe HTML."""
        return render(self.body, self.mentioned)


@dataclass(frozen=True, slots=True)
class Posted:
    """What the sender gets after the commit; `duplicate` when the first try had arrived already."""

    id: str
    seq: int
    change: int
    posted_at: datetime
    duplicate: bool


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """What somebody wants to say: `channel` and `reply_to` are public ids, `client_id` the sender's key for retries.

    `origin` is the message (public id) that is forwarded, `files` are ids of finished uploads of the sender's; with either
    there need be no words.
    """

    channel: str
    client_id: str
    body: str
    reply_to: str | None = None
    origin: str | None = None
    acknowledgement: AckWish | None = None
    is_announcement: bool = False
    files: tuple[str, ...] = ()

    @property
    def may_be_wordless(self) -> bool:
        """Whether it says something without words of its own."""
        return self.origin is not None or bool(self.files)
