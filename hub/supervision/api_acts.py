"""What programs do to a follow-up for a unit; each act answers with the follow-up as it is then."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ..core.db import reading, transaction
from ..core.viewer import Viewer
from ..issues.wire_asked import DueOn, Noted, Reasoned, Said
from ..web.api import api_route
from . import actions
from .api import follow_ups_api
from .cards import cards
from .numbering import found
from .wire import FollowUpRef, follow_up_ref


@api_route(follow_ups_api, "PUT", "/follow-ups/<follow_up>/acceptance", rule="follow_up.answer", answer=FollowUpRef)
def accept_follow_up(viewer: Viewer, follow_up: str) -> FollowUpRef:
    """Accept a follow-up for your unit. Twice is once."""
    return done(viewer, follow_up, lambda session: actions.accept(session, viewer, follow_up))


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/contest",
    rule="follow_up.answer",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def contest_follow_up(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Contest a follow-up that is assigned to your unit."""
    return done(viewer, follow_up, lambda session: actions.contest(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/reports",
    rule="follow_up.answer",
    answer=FollowUpRef,
    body=Said,
    statuses=(201,),
)
def report_on_follow_up(viewer: Viewer, follow_up: str, body: Said) -> tuple[FollowUpRef, int]:
    """Report how far a follow-up is."""
    return done(
        viewer,
        follow_up,
        lambda session: actions.report(session, viewer, follow_up, body.text, tuple(body.files), body.client_id),
    ), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/completion",
    rule="follow_up.lead",
    answer=FollowUpRef,
    body=Said,
    statuses=(201,),
)
def complete_follow_up(viewer: Viewer, follow_up: str, body: Said) -> tuple[FollowUpRef, int]:
    """Say that a follow-up is done, with the result."""
    return done(
        viewer,
        follow_up,
        lambda session: actions.complete(session, viewer, follow_up, body.text, tuple(body.files), body.client_id),
    ), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/completion/recall",
    rule="follow_up.lead",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def recall_follow_up(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Take back that a follow-up is done."""
    return done(viewer, follow_up, lambda session: actions.recall(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/confirmation",
    rule="follow_up.confirm",
    answer=FollowUpRef,
    body=Noted,
    statuses=(201,),
)
def confirm_follow_up(viewer: Viewer, follow_up: str, body: Noted) -> tuple[FollowUpRef, int]:
    """Confirm for your unit that a follow-up is done."""
    return done(viewer, follow_up, lambda session: actions.confirm(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/objection",
    rule="follow_up.confirm",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def object_to_follow_up(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Object to a follow-up's being done."""
    return done(viewer, follow_up, lambda session: actions.object_to(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/due-requests",
    rule="follow_up.lead",
    answer=FollowUpRef,
    body=DueOn,
    statuses=(201,),
)
def ask_more_time(viewer: Viewer, follow_up: str, body: DueOn) -> tuple[FollowUpRef, int]:
    """Ask for a later due date."""
    return done(
        viewer, follow_up, lambda session: actions.ask_due(session, viewer, follow_up, body.due_on, body.reason)
    ), 201


def done(viewer: Viewer, number: str, act: Callable[[Session], object]) -> FollowUpRef:
    """Do it, and say how the follow-up stands then."""
    with transaction() as session:
        act(session)
    with reading() as session:
        return follow_up_ref(cards(session, [found(session, viewer, number).id])[0])
