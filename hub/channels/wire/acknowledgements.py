"""Acknowledgements, readers and announcements, as programs send and get them."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from ...web.api import Answer, Asked, Query
from ..shapes import AcknowledgementView, AckWish, ReadersView
from ..shapes.acknowledgements import RESPONSIBLE


class WantsAck(BaseModel):
    """Which units are asked: `responsible` for all that answer for the item (in 全体: all), ids of units and groups.

    `within_hours` is a deadline in working hours; null for none.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    units: list[str] = Field(default=[RESPONSIBLE], min_length=1, max_length=200)
    within_hours: int | None = Field(default=None, ge=1, le=400)


class AskedUnitAnswer(Answer):
    """A unit that was asked; `owes` while its answer is missing."""

    id: str
    name: str
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    owes: bool


class ReminderAnswer(Answer):
    """A reminder to the units that were missing."""

    reminded_at: datetime
    reason: str


class AcknowledgementAnswer(Answer):
    """What became of a request; `is_provisional` when the deadline may still move because holidays are not published.

    `moved_from_at` is what it was before the working calendar last moved it.
    """

    units: list[AskedUnitAnswer]
    due_at: datetime | None
    is_provisional: bool
    moved_from_at: datetime | None
    reminders: list[ReminderAnswer]


class Reason(Asked):
    """Why the missing units are reminded; they see it."""

    reason: str


class UnitName(Answer):
    """A unit."""

    id: str
    name: str


class ReadersAnswer(Answer):
    """The units that have read a message, and those that have not; without its author's."""

    read: list[UnitName]
    unread: list[UnitName]


class Older(Query):
    """Before which place."""

    before: int | None = Field(default=None, ge=0)


def wish_of(asked: WantsAck | None) -> AckWish | None:
    """What a program asks for, as a draft has it."""
    return None if asked is None else AckWish(tuple(asked.units), asked.within_hours)


def acknowledgement_answer(view: AcknowledgementView | None) -> AcknowledgementAnswer | None:
    """A request as programs get it; None where there is none."""
    if view is None:
        return None
    units = [
        AskedUnitAnswer(
            id=unit.public_id,
            name=unit.name,
            acknowledged_at=unit.acknowledged_at,
            acknowledged_by=unit.acknowledged_by or None,
            owes=unit.owes,
        )
        for unit in view.units
    ]
    reminders = [ReminderAnswer(reminded_at=one.reminded_at, reason=one.reason) for one in view.reminders]
    return AcknowledgementAnswer(
        units=units,
        due_at=view.due_at,
        is_provisional=view.is_provisional,
        moved_from_at=view.moved_from_at,
        reminders=reminders,
    )


def readers_answer(view: ReadersView) -> ReadersAnswer:
    """Who has read, as programs get it."""
    return ReadersAnswer(
        read=[UnitName(id=unit.public_id, name=unit.name) for unit in view.read],
        unread=[UnitName(id=unit.public_id, name=unit.name) for unit in view.unread],
    )
