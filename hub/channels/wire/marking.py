"""Pins, marks, what is saved and what is forwarded, as programs send and get them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from ...web.api import Answer, Asked, Query
from ..shapes import Facets, MarkedEntry, MarkView, OriginView, PinEntry, PinView

Kind = Literal["decision", "statement", "task"]


class ByRef(Answer):
    """Who did it, for which unit, and when."""

    by: str
    by_name: str
    unit_name: str
    at: datetime


class MarkRef(ByRef):
    """What a message is marked as, and by whom."""

    kind: Kind


class OriginRef(Answer):
    """Where a message was forwarded from; `text` is empty and `is_retracted` true once that is retracted."""

    message: str
    channel: str
    unit_name: str
    author_name: str
    author_post: str
    posted_at: datetime
    text: str
    is_retracted: bool
    has_files: bool


class PinnedMessage(Answer):
    """A pinned message; `text` is its beginning on one line."""

    id: str
    seq: int
    unit_name: str
    author_name: str
    text: str
    pin: ByRef


class PinList(Answer):
    """What is pinned in a channel, the newest pin first."""

    pins: list[PinnedMessage]


class MarkedMessage(Answer):
    """A marked message with its words."""

    id: str
    seq: int
    unit_name: str
    author_name: str
    text: str
    posted_at: datetime
    mark: MarkRef


class MarkedList(Answer):
    """Marked messages in the order of the conversation; one with two marks comes twice."""

    marked: list[MarkedMessage]


class MarkedWindow(Query):
    """Which marks: of one kind, or all; on messages posted from an instant up to, not at, another."""

    kind: Kind | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None


class SavedList(Answer):
    """The ids of the messages that you saved for later in a channel and have not done."""

    saved: list[str]


class ForwardTo(Asked):
    """Where to forward a message, with a note of your own. `client_id` is yours, as in a post."""

    channel: str
    client_id: str
    note: str = Field(default="")


def facet_answers(facets: Facets) -> dict[str, Any]:
    """What of this room hangs on a message, as fields of a `MessageAnswer`."""
    return {
        "pin": _by(facets.pin) if facets.pin else None,
        "marks": [mark_answer(mark) for mark in facets.marks],
        "origin": _origin(facets.origin) if facets.origin else None,
    }


def mark_answer(mark: MarkView) -> MarkRef:
    """A mark as programs get it."""
    return MarkRef(kind=mark.kind, **_by(mark).model_dump())  # type: ignore[arg-type]


def pin_answer(entry: PinEntry) -> PinnedMessage:
    """A pinned message as programs get it."""
    return PinnedMessage(
        id=entry.message,
        seq=entry.seq,
        unit_name=entry.unit_name,
        author_name=entry.author_name,
        text=entry.excerpt,
        pin=_by(entry.pin),
    )


def marked_answer(entry: MarkedEntry) -> MarkedMessage:
    """A marked message as programs get it."""
    return MarkedMessage(
        id=entry.message,
        seq=entry.seq,
        unit_name=entry.unit_name,
        author_name=entry.author_name,
        text=entry.body,
        posted_at=entry.posted_at,
        mark=mark_answer(entry.mark),
    )


def _by(view: PinView | MarkView) -> ByRef:
    return ByRef(by=view.by_public_id, by_name=view.by_name, unit_name=view.unit_name, at=view.at)


def _origin(view: OriginView) -> OriginRef:
    return OriginRef(
        message=view.message,
        channel=view.channel,
        unit_name=view.unit_name,
        author_name=view.author_name,
        author_post=view.author_post,
        posted_at=view.posted_at,
        text=view.body,
        is_retracted=view.is_retracted,
        has_files=view.has_files,
    )
