"""What goes into and comes out of an agenda: frozen values for screens and programs."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from ...channels.shapes.files import size_text


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """What an item says. `units` are public ids, the one that presents first."""

    title: str
    ask: str = ""
    minutes: int | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemUnit:
    """A unit that an item concerns; `presents` is the first."""

    public_id: str
    name: str
    tile: str
    presents: bool


@dataclass(frozen=True, slots=True)
class PaperView:
    """A file for a consultation, `item` (public id) where it belongs to one; `look` and `media_type` follow from its name."""

    public_id: str
    item: str | None
    name: str
    size: int
    look: str
    media_type: str
    added_at: datetime
    added_by: str

    @property
    def url(self) -> str:
        """Where it is downloaded; the name at the end is for those who save it by hand."""
        return f"/papers/{self.public_id}/{quote(self.name, safe='')}"

    @property
    def size_text(self) -> str:
        """Its size as people read it: 340 KB, 2.4 MB."""
        return size_text(self.size)

    @property
    def extension(self) -> str:
        """PDF, DOCX, …: what people call its kind."""
        return self.name.rpartition(".")[2].upper()


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of an agenda as everybody sees it. `seconds` is what it took before `started_at`.

    `topic`, `issue` and `carried_to` are public ids ("" for none); `number` is the issue's number. Whether somebody may go
    to the topic or the issue is for its own door to say.
    """

    id: int
    public_id: str
    position: int
    kind: str
    title: str
    ask: str
    minutes: int
    state: str
    seconds: int
    started_at: datetime | None
    units: tuple[ItemUnit, ...]
    topic: str
    basis: str
    issue: str
    number: str
    papers: tuple[PaperView, ...]
    carried_to: str


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision of an earlier consultation; `settled_at` is None while it is not carried out. `number` is its follow-up's."""

    public_id: str
    text: str
    lead_name: str
    supporting: tuple[str, ...]
    due_on: date | None
    is_late: bool
    consultation: str
    consultation_title: str
    held_at: datetime
    settled_at: datetime | None = None
    number: str = ""
