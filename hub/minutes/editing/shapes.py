"""What goes into and comes out of editing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ...core.errors import Conflict
from .rules import Piece


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """A decision as somebody edits it: what is to be done, units (public ids), a date."""

    text: str
    lead: str = ""
    supporting: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Latest:
    """A passage as it stands, for whoever edited an older text: its number, its text, and who saved it when."""

    number: int
    text: str
    name: str
    at: datetime


class Overtaken(Conflict):
    """Somebody saved the passage meanwhile; `latest` is what they wrote. Nothing of either is lost."""

    def __init__(self, message: str, latest: Latest) -> None:
        super().__init__(message, field="text")
        self.latest = latest


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a sentence comes from; `endpoint` and `thing` (public id) lead there, whose own door asks who may."""

    kind: str
    words: str
    unit: str = ""
    name: str = ""
    at: datetime | None = None
    endpoint: str = ""
    thing: str = ""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A stretch of a passage: a sentence as it was drafted with the number of its sources, or what stands between."""

    text: str
    sources: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage on the page. `sentences` is empty where it has been rewritten: then `sources` stand for all of it."""

    public_id: str
    part: str
    item: str
    text: str
    number: int
    data: dict[str, Any]
    is_extract: bool
    saved_at: datetime
    saved_by: str
    sentences: tuple[SentenceView, ...]
    sources: tuple[SourceView, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes with all their passages. `removed` are those that can be put back; `may_edit` holds now, in this state.

    `were_asked` says whether units were asked for comments. A correction may leave decisions out.
    """

    public_id: str
    title: str
    state: str
    number: str
    revision: int
    consultation: str
    consultation_title: str
    held_at: datetime
    passages: tuple[PassageView, ...]
    removed: tuple[PassageView, ...]
    may_edit: bool
    is_correction: bool
    saved_by: str
    saved_at: datetime
    saves: int
    were_asked: bool


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A text that a passage had, and how it differs from the one before it."""

    number: int
    why: str
    text: str
    saved_by: str
    saved_at: datetime
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Minutes in the list."""

    public_id: str
    title: str
    state: str
    number: str
    held_at: datetime
    published_at: datetime | None
