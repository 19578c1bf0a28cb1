"""What the search is asked, and what it finds."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .messages import MessageView


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for: `words` as typed; channel, unit and person (who wrote it) by public id; Shanghai dates, both
    included. `before` is the public id of a message: only what is older.
    """

    words: str = ""
    channel: str | None = None
    unit: str | None = None
    person: str | None = None
    since: date | None = None
    until: date | None = None
    has_file: bool = False
    is_decision: bool = False
    before: str | None = None
    limit: int = 20


class Stretch(NamedTuple):
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


Excerpt = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found: where, what stands around the words, and its other texts (file names) that have them."""

    message: MessageView
    channel_title: str
    channel_number: int | None
    excerpt: Excerpt
    also: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item of a plan that was found; `plan` and `item` are public ids."""

    plan: str
    item: str
    year: int
    number: int
    title: Excerpt
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Found:
    """A page of messages, newest first, under the items that fit. `older` asks for the next page (`Question.before`).

    `is_cut` says that the page ends early, because very many messages had to be looked through; `older` goes on.
    `is_empty_question` says that nothing was asked: no words to look for and no filter.
    """

    hits: tuple[Hit, ...] = ()
    items: tuple[FoundItem, ...] = ()
    older: str | None = None
    is_cut: bool = False
    is_empty_question: bool = False
