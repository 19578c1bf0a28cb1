"""What a draft is made of and what comes out: frozen values, all pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ...meetings.live.shapes import ItemRecord, Roster


@dataclass(frozen=True, slots=True)
class Earlier:
    """A decision of an earlier consultation; `standing` is `settled`, `late`, or `open`, as of the day of this one."""

    public_id: str
    text: str
    lead: str
    due_on: date | None
    standing: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An issue that an item comes from, and whether it was settled (办结 or 销号); `due_on` is when it is due otherwise."""

    public_id: str
    number: str
    is_settled: bool
    due_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the draft says, and nothing else may be in it. `chair` is the unit, the name and the post as one speaks of them."""

    title: str
    held_on: date
    place: str
    chair: str
    roster: Roster
    items: tuple[ItemRecord, ...]
    earlier: tuple[Earlier, ...] = ()
    issues: tuple[tuple[str, Linked], ...] = ()
    """Issues with the item (public id) that each is linked to."""

    def issue_of(self, item: str) -> Linked | None:
        """The issue that the item (public id) comes from."""
        return next((issue for of, issue in self.issues if of == item), None)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence comes from: `kind` and `thing` (public id) as in `models.PassageSource`."""

    kind: str
    thing: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it rests on. Its text ends with its own mark; sentences are joined without anything between."""

    text: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """A passage as drafted; the fields are those of `models.Passage`."""

    key: str
    part: str
    sentences: tuple[Sentence, ...]
    item: str = ""
    data: tuple[tuple[str, Any], ...] = ()
    is_extract: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(sentence.text for sentence in self.sentences)
