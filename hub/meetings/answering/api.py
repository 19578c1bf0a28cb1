"""The API's doors to answers."""

from typing import Literal

from ...core.db import reading, transaction
from ...core.viewer import Viewer
from ...web.api import Asked, api_route
from ..api import meetings_api
from ..sheet import sheet
from ..wire import ConsultationDetails, details
from . import actions
from .rules import AnswerDraft


class AnswerBody(Asked):
    """A unit's answer: `excused` with its `reason`, `delegated` with whom it sends."""

    answer: Literal["attending", "excused", "delegated"]
    reason: str = ""
    delegate_name: str = ""
    delegate_post: str = ""


class ReminderBody(Asked):
    """Why units are reminded."""

    reason: str


@api_route(
    meetings_api, "PUT", "/consultations/<consultation>/answer", rule="consultation.answer",
    answer=ConsultationDetails, body=AnswerBody,
)  # fmt: skip
def answer_consultation(viewer: Viewer, consultation: str, body: AnswerBody) -> ConsultationDetails:
    """Answer an invitation for your unit; the last answer before it begins counts."""
    draft = AnswerDraft(body.answer, body.reason, body.delegate_name, body.delegate_post)
    with transaction() as session:
        actions.answer(session, viewer, consultation, draft)
    return _now(viewer, consultation)


@api_route(
    meetings_api, "DELETE", "/consultations/<consultation>/answer", rule="consultation.answer", answer=ConsultationDetails
)  # fmt: skip
def take_back_answer(viewer: Viewer, consultation: str) -> ConsultationDetails:
    """Take your unit's answer back."""
    with transaction() as session:
        actions.take_back(session, viewer, consultation)
    return _now(viewer, consultation)


@api_route(
    meetings_api, "POST", "/consultations/<consultation>/reminders", rule="consultation.conduct",
    answer=ConsultationDetails, body=ReminderBody, statuses=(201,),
)  # fmt: skip
def remind_units(viewer: Viewer, consultation: str, body: ReminderBody) -> tuple[ConsultationDetails, int]:
    """Remind the units that have not answered, and say why."""
    with transaction() as session:
        actions.remind(session, viewer, consultation, body.reason)
    return _now(viewer, consultation), 201


def _now(viewer: Viewer, consultation: str) -> ConsultationDetails:
    with reading() as session:
        return details(sheet(session, viewer, consultation))
