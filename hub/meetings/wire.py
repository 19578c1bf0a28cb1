"""Consultations as programs ask for them and get them."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ..channels.wire.meetings import ConsultationRef
from ..web.api import Answer, Query
from .shapes import ConsultationSheet, InvitedUnit

AnswerWord = Literal["waiting", "attending", "excused", "delegated"]


class DaysQuery(Query):
    """The Shanghai days that are asked for: `days` of them from `first_on` (today)."""

    first_on: date | None = Field(default=None, ge=date(2000, 1, 1), le=date(2200, 1, 1))
    days: int = Field(default=60, ge=1, le=400)
    limit: int = Field(default=200, ge=1, le=500)


class ConsultationList(Answer):
    """Consultations by when they begin."""

    consultations: list[ConsultationRef]


class InvitedRef(Answer):
    """An invited unit and its answer; `delegate` is whom it sends instead."""

    id: str
    name: str
    answer: AnswerWord
    delegate: str
    answered_at: datetime | None


class NamedRef(Answer):
    """A person who is named; `person` is null for a guest from outside, `body` whom they come from."""

    id: str
    person: str | None
    role: Literal["member", "observer"]
    name: str
    post: str
    body: str


class ConsultationDetails(ConsultationRef):
    """A consultation with everything about it. `channel` is "" before it is announced; `note` is Markdown."""

    note: str
    link: str
    chair: str
    note_taker: str
    quorum: int | None
    urgent_reason: str
    cancel_reason: str
    channel: str
    opened_at: datetime | None
    closed_at: datetime | None
    units: list[InvitedRef]
    people: list[NamedRef]
    may_arrange: bool
    may_conduct: bool
    may_answer: bool


def details(sheet: ConsultationSheet) -> ConsultationDetails:
    """A consultation as programs get it."""
    same = (
        "kind",
        "title",
        "state",
        "starts_at",
        "ends_at",
        "where",
        "revision",
        "note",
        "link",
        "chair",
        "note_taker",
    )
    more = ("quorum", "urgent_reason", "cancel_reason", "channel", "opened_at", "closed_at")
    may = ("may_arrange", "may_conduct", "may_answer")
    people = [
        NamedRef.model_validate(
            {
                "id": one.public_id,
                "person": one.person,
                "role": one.role,
                "name": one.name,
                "post": one.post,
                "body": one.body,
            }
        )
        for one in sheet.people
    ]
    fields = {name: getattr(sheet, name) for name in (*same, *more, *may)}
    return ConsultationDetails.model_validate(
        {"id": sheet.public_id, "units": list(map(_unit, sheet.units)), "people": people, **fields}
    )


def _unit(unit: InvitedUnit) -> InvitedRef:
    return InvitedRef.model_validate(
        {
            "id": unit.public_id,
            "name": unit.name,
            "answer": unit.answer,
            "delegate": unit.delegate,
            "answered_at": unit.answered_at,
        }
    )
