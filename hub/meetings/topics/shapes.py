"""What goes into and comes out of what is done to topics: frozen values for screens and programs."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from ...core.markup import render
from .rules import TopicAct


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """Something to be proposed. `units` and `consulted_units` are public ids; `client_id` is for retries.

    `message` or `issue` (public ids) is what it comes from; with neither it is written new.
    """

    client_id: str
    title: str
    body: str = ""
    consulted: str = ""
    open_points: str = ""
    advice: str = ""
    units: tuple[str, ...] = ()
    consulted_units: tuple[str, ...] = ()
    message: str = ""
    issue: str = ""


@dataclass(frozen=True, slots=True)
class TopicUnitView:
    """A unit that a topic concerns."""

    public_id: str
    name: str
    was_consulted: bool


@dataclass(frozen=True, slots=True)
class IssueLink:
    """The issue that a topic comes from; `is_open` says whether the viewer may go there."""

    public_id: str
    number: str
    tier: int
    is_supervised: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A consultation that a topic was, or is, on the agenda of, for whoever may see it."""

    public_id: str
    title: str
    starts_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in a list."""

    public_id: str
    title: str
    basis: str
    state: str
    unit_name: str
    proposed_at: datetime
    reason: str
    deferred_until: date | None
    units: tuple[TopicUnitView, ...]
    issue: IssueLink | None
    place: PlaceLink | None
    is_due: bool
    """Whether it was put off until a day that has come."""


@dataclass(frozen=True, slots=True)
class TopicRef:
    """A topic that another leads to."""

    public_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A topic that may mean the same as what is being typed, and how alike the two are."""

    public_id: str
    title: str
    state: str
    unit_name: str
    share: float


@dataclass(frozen=True, slots=True)
class TopicSheet:
    """A topic with everything about it, as the viewer may see it."""

    line: TopicLine
    body: str
    consulted: str
    open_points: str
    advice: str
    person_name: str
    message: str
    channel: str
    place_name: str
    """The channel that it comes from; "" where the viewer does not read it."""
    decided_by: str
    decided_at: datetime | None
    merged_into: TopicRef | None
    is_carried_on: bool
    """Whether it was carried over into `merged_into` by a consultation, and not merged by the office."""
    merged_here: tuple[TopicRef, ...]
    places: tuple[PlaceLink, ...]
    carried_from: PlaceLink | None
    allowed: tuple[TopicAct, ...]

    @property
    def html(self) -> Markup:
        """The description as safe HTML."""
        return render(self.body, ())
