"""Issues as programs get them."""

from datetime import date, datetime

from ..channels.wire.files import FileRef, file_ref
from ..channels.wire.issues import IssueRef, issue_ref
from ..web.api import Answer
from .allowed import acts
from .sheet import Extension, IssueSheet
from .telling import ClockView, Rung
from .timeline import Happening


class ExtensionRef(Answer):
    """A request for more time: `pending`, `approved`, `refused` or `void`; `approver` is `leader` or `office`."""

    id: str
    unit_name: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    reason: str
    approver: str
    state: str
    decided_by: str | None
    decided_at: datetime | None
    decision: str


class IssueDetails(IssueRef):
    """An issue with what was written, its extension requests, and the acts that you may do now (`allowed`)."""

    body: str
    channel: str
    message: str | None
    origin: str | None
    raised_by: str
    raised_at: datetime
    answer: str
    hold_reason: str
    review_on: date | None
    extensions: list[ExtensionRef]
    allowed: list[str]


class HappeningRef(Answer):
    """Something that happened: `act` for programs, `said` as a sentence; `unit_name` is null for what the hub did itself."""

    act: str
    at: datetime
    unit_name: str | None
    person_name: str | None
    said: str
    text: str
    message: str | None
    files: list[FileRef]


class HappeningList(Answer):
    """The timeline, the latest first."""

    events: list[HappeningRef]


class ToldRef(Answer):
    """Somebody who is told; `instead_of` is whom they stand in for."""

    name: str
    unit_name: str
    instead_of: str | None


class RungRef(Answer):
    """A step: `fired`, `empty` (nobody to tell), `skipped`, `next`, `waiting` (for the office's word) or `coming`."""

    tier: int
    name: str
    state: str
    at: datetime
    people: list[ToldRef]


class ClockRef(Answer):
    """A clock of the issue (`answer`, `due`, `progress`, `closing`, `review`, `approval`) with its steps."""

    clock: str
    state: str
    is_provisional: bool
    steps: list[RungRef]


class ClockList(Answer):
    """Who has been told, and who will be told when if nothing is done, as of now."""

    clocks: list[ClockRef]


def details(sheet: IssueSheet) -> IssueDetails:
    """An issue as a program gets it."""
    return IssueDetails(
        **issue_ref(sheet.card).model_dump(),
        body=sheet.body,
        channel=sheet.channel,
        message=sheet.message or None,
        origin=sheet.origin.message if sheet.origin else None,
        raised_by=sheet.raised_by,
        raised_at=sheet.raised_at,
        answer=sheet.answer,
        hold_reason=sheet.hold_reason,
        review_on=sheet.review_on,
        extensions=[extension_ref(one) for one in sheet.extensions],
        allowed=[str(act) for act in acts(sheet.allowed)],
    )


def extension_ref(one: Extension) -> ExtensionRef:
    """A request for more time as a program gets it."""
    return ExtensionRef(
        id=one.public_id,
        unit_name=one.unit_name,
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        due_at=one.due_at,
        reason=one.reason,
        approver=one.approver,
        state=one.state,
        decided_by=one.decided_by or None,
        decided_at=one.decided_at,
        decision=one.decision,
    )


def happening_ref(one: Happening) -> HappeningRef:
    """A line of the timeline as a program gets it."""
    return HappeningRef(
        act=one.act,
        at=one.at,
        unit_name=one.unit_name or None,
        person_name=one.person_name or None,
        said=one.said,
        text=one.text,
        message=one.message or None,
        files=[file_ref(file) for file in one.files],
    )


def clock_ref(view: ClockView) -> ClockRef:
    """A clock as a program gets it."""
    steps = [_rung(rung) for rung in view.rungs]
    return ClockRef(clock=view.clock, state=view.state, is_provisional=view.is_provisional, steps=steps)


def _rung(rung: Rung) -> RungRef:
    people = [ToldRef(name=p.name, unit_name=p.unit_name, instead_of=p.instead_of or None) for p in rung.people]
    return RungRef(tier=rung.tier, name=rung.name, state=rung.state, at=rung.at, people=people)
