"""What a draft holds: the reading of a document as the office corrects it, and its answers; pure values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

AnswerKind = Literal["unit", "group", "new", "ignore"]


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What the document says of itself, and the year that the plan is for."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    dated_on: date | None = None
    printed_on: date | None = None
    year: int = 0


@dataclass(frozen=True, slots=True)
class DraftParty:
    """A unit or group as the document writes it; who that is, the directory and the draft's answers say."""

    name: str
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item on its way in. `key` names it within the draft; `doubts` are the reader's sentences nobody has looked at."""

    key: str
    number: int
    section: str = ""
    title: str = ""
    body: str = ""
    due_on: date | None = None
    parties: tuple[DraftParty, ...] = ()
    leads_confirmed: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a written name is: a known `unit` or `group` (public id), a `new` unit (its names and kind), or nobody."""

    kind: AnswerKind
    public_id: str = ""
    name: str = ""
    short_name: str = ""
    unit_kind: str = "member"


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything between the upload and the plan.

    `answers` go by written name and hold for all items. `revision` counts corrections, so that two people cannot
    overwrite each other's.
    """

    facts: DraftFacts = DraftFacts()
    items: tuple[DraftItem, ...] = ()
    doubts: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    revision: int = 0

    def item(self, key: str) -> DraftItem | None:
        """The item with that key."""
        return next((item for item in self.items if item.key == key), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every written name, once, in the order of the document."""
        return tuple(dict.fromkeys(party.name for item in self.items for party in item.parties))


_JSON = TypeAdapter(Draft)


def dump(draft: Draft) -> str:
    """The draft as JSON for its row."""
    return _JSON.dump_json(draft).decode()


def load(text: str) -> Draft:
    """The draft that `dump` wrote."""
    return _JSON.validate_json(text)
