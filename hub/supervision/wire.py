"""Follow-ups as programs get them; what they may ask for is in `wire_asked`."""

from datetime import datetime

from ..web.api import Answer
from .allowed import acts
from .queries import RegisterPage
from .shapes import Card, FollowUpSheet, Happening, UnitView


class FollowUpRef(Answer):
    """A follow-up in a line. `light`: calm, soon, behind, overdue, or idle where its time does not count.

    `is_unfounded`: its minutes are void or no longer say it, and the office has not decided yet.
    """

    number: str
    title: str
    state: str
    light: str
    due_at: datetime
    is_provisional: bool
    tier: int
    lead_name: str | None
    supporting: list[str]
    opened_at: datetime
    heard_at: datetime | None
    consultation: str
    minutes: str
    minutes_number: str
    is_void: bool
    is_unfounded: bool


class FollowUpList(Answer):
    """A page of the register; `next` is null at the end. `is_cut`: very many had to be looked through, `next` goes on."""

    follow_ups: list[FollowUpRef]
    next: str | None
    is_cut: bool


class FollowUpUnitRef(Answer):
    """A unit that carries it out: what it said of the assignment, and of the result."""

    id: str
    name: str
    is_lead: bool
    accepted_at: datetime | None
    contested_at: datetime | None
    contested_why: str
    confirmed_at: datetime | None
    objected_at: datetime | None
    objection: str


class FollowUpDetails(FollowUpRef):
    """A follow-up with its words, its units, the request for more time that waits, and the acts that you may do now."""

    text: str
    result: str
    units: list[FollowUpUnitRef]
    asked_due_at: datetime | None
    asked_reason: str
    allowed: list[str]


class ReportFileRef(Answer):
    """A file of a report: take it from `url` with the same token."""

    name: str
    size: int
    url: str


class FollowUpEventRef(Answer):
    """Something that happened: `act` for programs, `said` as a sentence; `unit_name` is null for what the hub did itself."""

    act: str
    at: datetime
    unit_name: str | None
    person_name: str | None
    said: str
    text: str
    files: list[ReportFileRef]


class FollowUpEvents(Answer):
    """The timeline, the latest first."""

    events: list[FollowUpEventRef]


def follow_up_list(page: RegisterPage) -> FollowUpList:
    """A page as a program gets it."""
    return FollowUpList(
        follow_ups=[follow_up_ref(card) for card in page.rows], next=page.next or None, is_cut=page.is_cut
    )


def follow_up_ref(card: Card) -> FollowUpRef:
    """A line as a program gets it."""
    return FollowUpRef(
        number=card.number,
        title=card.title,
        state=card.state,
        light=card.light.colour,
        due_at=card.due_at,
        is_provisional=card.is_provisional,
        tier=card.tier,
        lead_name=card.lead_name or None,
        supporting=list(card.supporting),
        opened_at=card.opened_at,
        heard_at=card.heard_at,
        consultation=card.consultation,
        minutes=card.minutes,
        minutes_number=card.minutes_number,
        is_void=card.is_void,
        is_unfounded=card.is_unfounded,
    )


def details(sheet: FollowUpSheet) -> FollowUpDetails:
    """A follow-up as a program gets it."""
    return FollowUpDetails(
        **follow_up_ref(sheet.card).model_dump(),
        text=sheet.text,
        result=sheet.result,
        units=[_unit(one) for one in sheet.units],
        asked_due_at=sheet.asked_due_at,
        asked_reason=sheet.asked_reason,
        allowed=[str(act) for act in acts(sheet.allowed)],
    )


def event_ref(one: Happening) -> FollowUpEventRef:
    """A line of the timeline as a program gets it."""
    return FollowUpEventRef(
        act=one.act,
        at=one.at,
        unit_name=one.unit_name or None,
        person_name=one.person_name or None,
        said=one.said,
        text=one.text,
        files=[ReportFileRef(name=file.name, size=file.size, url=file.url) for file in one.files],
    )


def _unit(one: UnitView) -> FollowUpUnitRef:
    return FollowUpUnitRef(
        id=one.public_id,
        name=one.name,
        is_lead=one.is_lead,
        accepted_at=one.accepted_at,
        contested_at=one.contested_at,
        contested_why=one.contested_why,
        confirmed_at=one.confirmed_at,
        objected_at=one.objected_at,
        objection=one.objection,
    )
