"""What goes into and comes out of a consultation that is held."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision as somebody writes it: units and messages (`sources`) are public ids; `client_id` is for retries."""

    text: str
    lead: str = ""
    supporting: tuple[str, ...] = ()
    due_on: date | None = None
    sources: tuple[str, ...] = ()
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class IssueChoice:
    """What the consultation decided about a linked issue (public id).

    `what` is `leave`, `resolve` (with the answer in `words`), `extend` (to `due_on`) or `assign` (to `unit`, a public id),
    the last two with the reason in `words`.
    """

    issue: str
    what: str
    words: str = ""
    due_on: date | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a consultation ends: the items (public ids) that are carried over, and what becomes of linked issues."""

    carried: tuple[str, ...] = ()
    issues: tuple[IssueChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class SignInView:
    """Somebody who is there; `unit_name` is "" for a guest, who has `body` instead."""

    public_id: str
    name: str
    post: str
    is_delegate: bool
    is_late: bool
    at: datetime
    way: str
    noted_by: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """An invited unit: `standing` is `present`, `excused`, `absent`; who came for it, in order."""

    public_id: str
    name: str
    tile: str
    standing: str
    answer: str
    reason: str
    delegate_name: str
    delegate_post: str
    people: tuple[SignInView, ...]


@dataclass(frozen=True, slots=True)
class GuestPlace:
    """A guest 列席 who is named; `came` once they are there."""

    public_id: str
    name: str
    post: str
    body: str
    came: SignInView | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is there: the invited units, the guests, and others who conduct."""

    units: tuple[UnitPlace, ...]
    guests: tuple[GuestPlace, ...]
    others: tuple[SignInView, ...]

    @property
    def present(self) -> int:
        """How many units are there."""
        return sum(unit.standing == "present" for unit in self.units)

    @property
    def excused(self) -> int:
        """How many are excused."""
        return sum(unit.standing == "excused" for unit in self.units)

    @property
    def absent(self) -> int:
        """How many are neither."""
        return len(self.units) - self.present - self.excused


@dataclass(frozen=True, slots=True)
class PositionView:
    """What a unit said to an item; `stance` is "" for one that attends and has said nothing."""

    unit: str
    unit_name: str
    stance: str
    words: str = ""
    person_name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with its units by name; `sources` are messages (public ids)."""

    public_id: str
    text: str
    state: str
    lead: str
    lead_name: str
    supporting: tuple[tuple[str, str], ...]
    due_on: date | None
    fixed_at: datetime | None
    settled_at: datetime | None
    sources: tuple[str, ...]

    @property
    def supporting_ids(self) -> tuple[str, ...]:
        """The supporting units' public ids."""
        return tuple(public_id for public_id, _name in self.supporting)


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A unit on the list of speakers; `begun_at` while it speaks."""

    public_id: str
    unit: str
    unit_name: str
    name: str
    asked_at: datetime
    begun_at: datetime | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A message that was said to an item; `is_statement` is a marked 发言. Nothing of its words once it is retracted."""

    message: str
    seq: int
    unit_name: str
    author_name: str
    posted_at: datetime
    text: str
    is_statement: bool


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item with everything that was said and decided; `seconds` as of `now` of whoever asked."""

    public_id: str
    number: int
    kind: str
    title: str
    ask: str
    minutes: int
    state: str
    seconds: int
    started_at: datetime | None
    units: tuple[str, ...]
    topic: str
    issue: str
    issue_number: str
    is_carried: bool
    positions: tuple[PositionView, ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    statements: tuple[StatementView, ...] = ()
    speakers: tuple[SpeakerView, ...] = field(default=())

    @property
    def tally(self) -> dict[str, int]:
        """How many units said what; "" for those that have said nothing."""
        found = {"agree": 0, "reserve": 0, "against": 0, "": 0}
        for position in self.positions:
            found[position.stance] += 1
        return found

    @property
    def standing_decisions(self) -> tuple[DecisionView, ...]:
        """Those that were not dropped."""
        return tuple(one for one in self.decisions if one.state != "dropped")
