"""What the office asks for when it prepares a consultation, and what pages show of one."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from ..core.markup import render


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is to be named: a person (public id), or a guest from outside by name, post and whom they come from."""

    person: str | None = None
    role: str = "observer"
    name: str = ""
    post: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationDraft:
    """A consultation as the office plans it: public ids of units (in order), room, chair and note-taker; `starts_at` aware."""

    kind: str
    title: str
    starts_at: datetime
    minutes: int
    note: str = ""
    room: str | None = None
    place: str = ""
    link: str = ""
    chair: str | None = None
    note_taker: str | None = None
    quorum: int | None = None
    units: tuple[str, ...] = ()
    people: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitedUnit:
    """A unit that is invited, and what it answered (`models.ANSWERS`)."""

    public_id: str
    name: str
    tile: str
    answer: str
    delegate: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody who is named; `person` is the account's public id, None for a guest from outside."""

    public_id: str
    person: str | None
    role: str
    name: str
    post: str
    body: str


@dataclass(frozen=True, slots=True)
class ConsultationSheet:
    """A consultation as its page shows it. `channel` and `change` are its channel's, "" and 0 before it is announced.

    `may_arrange`, `may_conduct` and `may_answer` say what the viewer may do; `id` is its key and stays on this side.
    """

    id: int
    public_id: str
    kind: str
    is_named_only: bool
    title: str
    note: str
    state: str
    starts_at: datetime
    ends_at: datetime
    room: str | None
    room_name: str
    place: str
    link: str
    chair: str
    chair_unit: str
    note_taker: str
    quorum: int | None
    urgent_reason: str
    cancel_reason: str
    revision: int
    channel: str
    change: int
    message: str
    opened_at: datetime | None
    closed_at: datetime | None
    units: tuple[InvitedUnit, ...]
    people: tuple[NamedPerson, ...]
    may_arrange: bool
    may_conduct: bool
    may_answer: bool

    @property
    def minutes(self) -> int:
        """Its planned length."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def where(self) -> str:
        """The room, or the place as it was written."""
        return self.room_name or self.place

    @property
    def html(self) -> Markup:
        """The note as safe HTML."""
        return render(self.note, ())
