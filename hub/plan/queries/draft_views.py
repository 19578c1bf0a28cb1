"""What queries of drafts return: the preview in which the office corrects, resolves and confirms."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from ..comparing import Pair
from ..drafts import Answer, DraftFacts, DraftItem
from ..resolving import Resolved
from .views import PlanTab


class Change(StrEnum):
    """What importing an item does to the plan that is there."""

    NEW = "new"
    CHANGED = "changed"
    BACK = "back"
    SAME = "same"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft that nobody has applied yet, in the list of those."""

    public_id: str
    title: str
    filename: str
    person: str
    created_at: datetime
    items: int


@dataclass(frozen=True, slots=True)
class PreviewParty:
    """A party as written, and who that is."""

    name: str
    is_lead: bool
    who: Resolved


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an item before and after, in words; `field` is its name in the form."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemPreview:
    """An item of the draft, or one of the plan that the draft lacks (`item` is None), and what would become of it.

    `existing` is the public id of the plan's item, `has_messages` whether anything was said in its channel.
    """

    item: DraftItem | None
    parties: tuple[PreviewParty, ...]
    change: Change
    pair: Pair
    fields: tuple[FieldChange, ...] = ()
    existing: str = ""
    has_messages: bool = False

    @property
    def title(self) -> str:
        """What to call it."""
        version = self.pair.new or self.pair.old
        return version.title if version else ""

    @property
    def number(self) -> int:
        """Its number in the document, else in the plan."""
        version = self.pair.new or self.pair.old
        return version.number if version else 0

    @property
    def leads(self) -> tuple[PreviewParty, ...]:
        """Who leads, or would."""
        return tuple(party for party in self.parties if party.is_lead and party.who.kind != "ignore")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: `item` is the key of the item, `name` the written name; what is `blocking` stops the import.

    `where` is the part of the directory in which it is put right: `units`, `groups`, or "" for the draft itself.
    """

    message: str
    item: str = ""
    name: str = ""
    blocking: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class NamePreview:
    """A written name that the directory does not know, or did not when it was answered; `items` are the numbers it is in.

    `is_indefinite` says that it leaves open who is meant: 相关单位. `likely_kind` is what a new unit of the name would be.
    """

    name: str
    answer: Answer | None
    who: Resolved
    items: tuple[int, ...]
    is_indefinite: bool
    likely_kind: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with what it would do. `mark` is that of the plan it was compared with, "" for a new one.

    The last four are the row's; `applied_plan` is the public id of the plan that it has become, "" while it has not.
    """

    revision: int
    facts: DraftFacts
    items: tuple[ItemPreview, ...]
    gone: tuple[ItemPreview, ...]
    names: tuple[NamePreview, ...]
    findings: tuple[Finding, ...]
    target: PlanTab | None
    mark: str
    public_id: str = ""
    filename: str = ""
    created_at: datetime | None = None
    applied_plan: str = ""

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What must be settled before the import."""
        return tuple(finding for finding in self.findings if finding.blocking)

    @property
    def outside(self) -> tuple[Finding, ...]:
        """What is put right in the directory, before the import or after it."""
        return tuple(finding for finding in self.findings if finding.where)

    @property
    def unconfirmed(self) -> int:
        """How many items have a lead that is only suggested."""
        return sum(1 for preview in self.items if preview.item and not preview.item.leads_confirmed)

    @property
    def sections(self) -> tuple[tuple[str, tuple[ItemPreview, ...]], ...]:
        """The items by section, in the document's order."""
        parts = groupby(self.items, key=lambda preview: preview.item.section if preview.item else "")
        return tuple((title, tuple(held)) for title, held in parts)

    def of(self, change: Change) -> tuple[ItemPreview, ...]:
        """The items of which this would become; for `GONE` those that the document lacks."""
        return tuple(preview for preview in (*self.items, *self.gone) if preview.change == change)

    def find(self, key: str) -> ItemPreview | None:
        """The item with that key."""
        return next((preview for preview in self.items if preview.item and preview.item.key == key), None)
