"""What queries of follow-ups return: frozen values for screens and programs."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from ..channels.shapes.files import size_text
from ..core import clock
from ..core.markup import render
from ..issues.telling import ClockView
from .allowed import Allowed
from .lights import LightView


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit that carries it out, with what it said of the assignment and of the result."""

    public_id: str
    name: str
    is_lead: bool
    accepted_at: datetime | None
    accepted_by: str
    contested_at: datetime | None
    contested_why: str
    confirmed_at: datetime | None
    objected_at: datetime | None
    objection: str


@dataclass(frozen=True, slots=True)
class Card:
    """A follow-up in a line: what the register, lists beside other things, and 待我处理 say of it."""

    id: int
    public_id: str
    number: str
    title: str
    state: str
    light: LightView
    due_at: datetime
    is_provisional: bool
    tier: int
    lead_name: str
    supporting: tuple[str, ...]
    opened_at: datetime
    heard_at: datetime | None
    consultation: str
    consultation_title: str
    minutes: str
    minutes_number: str
    is_void: bool
    is_unfounded: bool


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a report; `look` and `media_type` follow from its name."""

    public_id: str
    name: str
    size: int
    look: str
    media_type: str

    @property
    def url(self) -> str:
        """Where it is downloaded; the name at the end is for those who save it by hand."""
        return f"/follow-ups/files/{self.public_id}/{quote(self.name, safe='')}"

    @property
    def size_text(self) -> str:
        """Its size as people read it: 340 KB, 2.4 MB."""
        return size_text(self.size)


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the timeline: `said` is a sentence, `text` what somebody wrote, `before` the words that stood there before."""

    act: str
    at: datetime
    unit_name: str
    person_name: str
    said: str
    text: str
    files: tuple[ReportFile, ...]
    before: str = ""

    @property
    def html(self) -> Markup:
        """What somebody wrote, as safe HTML."""
        return render(self.text, ())


@dataclass(frozen=True, slots=True)
class Chain:
    """Where it comes from and what hangs on it, as public ids; "" for what there is not, or the viewer may not open.

    `opens` says whether they may open consultation and minutes.
    """

    opens: bool
    item_title: str
    issue: str
    issue_number: str
    channel: str
    channel_title: str
    topic: str
    topic_title: str


@dataclass(frozen=True, slots=True)
class FollowUpSheet:
    """A follow-up with everything about it."""

    card: Card
    text: str
    result: str
    units: tuple[UnitView, ...]
    chain: Chain
    clocks: tuple[ClockView, ...]
    happenings: tuple[Happening, ...]
    allowed: tuple[Allowed, ...]
    asked_at: datetime | None
    asked_due_at: datetime | None
    asked_reason: str
    has_lead: bool

    @property
    def asked_on(self) -> str:
        """The date that a unit asks for, as forms have it; "" for none."""
        return f"{clock.local(self.asked_due_at):%Y-%m-%d}" if self.asked_due_at else ""

    @property
    def html(self) -> Markup:
        """What the minutes say, as safe HTML."""
        return render(self.text, ())

    @property
    def result_html(self) -> Markup:
        """The result as safe HTML."""
        return render(self.result, ())
