"""What is pinned, marked, forwarded and saved, as screens and programs get it."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from ...core.markup import render


@dataclass(frozen=True, slots=True)
class PinView:
    """Who pinned a message, for which unit, and when."""

    by_public_id: str
    by_name: str
    unit_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MarkView:
    """What a message is marked as (`marking.rules.KINDS`), by whom, for which unit, and when."""

    kind: str
    by_public_id: str
    by_name: str
    unit_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OriginView:
    """Where a message was forwarded from, and the words as they stood then; none of them once the origin is retracted.

    `message` and `channel` are public ids, of use only to whoever may read there. `kind`, `title` and `number` are the
    channel's. `has_files` says that the origin has files, which do not come along.
    """

    message: str
    channel: str
    kind: str
    title: str
    number: int | None
    unit_name: str
    author_name: str
    author_post: str
    posted_at: datetime
    is_retracted: bool
    has_files: bool
    body: str

    @property
    def html(self) -> Markup:
        """The words as safe HTML; names in them mention nobody here."""
        return render(self.body)


@dataclass(frozen=True, slots=True)
class PinEntry:
    """A pinned message in its channel's list; `excerpt` is its beginning on one line."""

    message: str
    seq: int
    unit_name: str
    author_name: str
    excerpt: str
    pin: PinView


@dataclass(frozen=True, slots=True)
class MarkedEntry:
    """A marked message, as minutes and issues will take it up; `may_unmark` is about the viewer who asked."""

    message: str
    seq: int
    unit_name: str
    author_name: str
    body: str
    excerpt: str
    posted_at: datetime
    mark: MarkView
    may_unmark: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A channel that the viewer may forward to: 全体, or an item's with its number."""

    public_id: str
    kind: str
    title: str
    number: int | None
    section: str
