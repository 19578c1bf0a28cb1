"""What programs do with invitations: answer for a unit, read the answers, remind the missing."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from ...core.db import reading, transaction
from ...core.viewer import Viewer
from ...web.api import Answer, Asked, api_route
from ..api import meetings_api
from ..wire import AnswerWord
from . import actions
from .queries import answers
from .rules import NAME_LIMIT, POST_LIMIT, REASON_LIMIT, Reply
from .shapes import UnitAnswer


class UnitReply(Asked):
    """What your unit answers: `excused` with its reason, `delegated` with whom it sends."""

    answer: Literal["attending", "excused", "delegated"]
    reason: str = Field(default="", max_length=REASON_LIMIT)
    delegate_name: str = Field(default="", max_length=NAME_LIMIT)
    delegate_post: str = Field(default="", max_length=POST_LIMIT)


class Reminding(Asked):
    """Why the units are reminded; they see it."""

    reason: str = Field(min_length=1, max_length=REASON_LIMIT)


class UnitAnswerRef(Answer):
    """A unit and its answer; `reason` is "" where you may not read it."""

    id: str
    name: str
    answer: AnswerWord
    reason: str
    delegate_name: str
    delegate_post: str
    answered_at: datetime | None
    reminders: int


class AnswerList(Answer):
    """The answers of all units that are invited; `coming` of them come, `quorum` must."""

    units: list[UnitAnswerRef]
    coming: int
    quorum: int | None


@api_route(meetings_api, "GET", "/consultations/<consultation>/answers", rule="consultation.read", answer=AnswerList)
def list_answers(viewer: Viewer, consultation: str) -> AnswerList:
    """List what the invited units have answered."""
    return _list(viewer, consultation)


@api_route(
    meetings_api,
    "PUT",
    "/consultations/<consultation>/answer",
    rule="consultation.answer",
    answer=AnswerList,
    body=UnitReply,
)
def answer_invitation(viewer: Viewer, consultation: str, body: UnitReply) -> AnswerList:
    """Answer an invitation for your unit; the last answer counts, until the consultation is opened."""
    with transaction() as session:
        actions.answer(session, viewer, consultation, Reply(**body.model_dump()))
    return _list(viewer, consultation)


@api_route(
    meetings_api,
    "DELETE",
    "/consultations/<consultation>/answer",
    rule="consultation.answer",
    answer=AnswerList,
)
def take_answer_back(viewer: Viewer, consultation: str) -> AnswerList:
    """Take your unit's answer back."""
    with transaction() as session:
        actions.take_back(session, viewer, consultation)
    return _list(viewer, consultation)


@api_route(
    meetings_api,
    "POST",
    "/consultations/<consultation>/reminders",
    rule="consultation.conduct",
    answer=AnswerList,
    body=Reminding,
    statuses=(201,),
)
def remind_missing_units(viewer: Viewer, consultation: str, body: Reminding) -> tuple[AnswerList, int]:
    """Remind the units that have not answered, with a reason that they see."""
    with transaction() as session:
        actions.remind(session, viewer, consultation, body.reason)
    return _list(viewer, consultation), 201


def _list(viewer: Viewer, consultation: str) -> AnswerList:
    with reading() as session:
        found = answers(session, viewer, consultation)
    return AnswerList(units=list(map(_unit, found.units)), coming=found.coming, quorum=found.quorum)


def _unit(unit: UnitAnswer) -> UnitAnswerRef:
    same = ("name", "answer", "reason", "delegate_name", "delegate_post", "answered_at", "reminders")
    return UnitAnswerRef.model_validate({"id": unit.public_id, **{name: getattr(unit, name) for name in same}})
