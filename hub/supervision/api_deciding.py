"""What programs decide about a follow-up for the office; each act answers with the follow-up as it is then."""

from ..core.viewer import Viewer
from ..issues.wire_asked import AnswerFor, DueOn, Noted, Reasoned
from ..web.api import api_route
from . import actions
from .api import follow_ups_api
from .api_acts import done
from .wire import FollowUpRef
from .wire_asked import Again


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/insistence",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def insist_on_follow_up(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Have the units that contest a follow-up take it up all the same."""
    return done(viewer, follow_up, lambda session: actions.insist(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "PUT",
    "/follow-ups/<follow_up>/units",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=AnswerFor,
)
def assign_follow_up(viewer: Viewer, follow_up: str, body: AnswerFor) -> FollowUpRef:
    """Name the units that carry a follow-up out."""
    return done(
        viewer, follow_up, lambda session: actions.assign(session, viewer, follow_up, tuple(body.units), body.reason)
    )


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/close-out",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Noted,
    statuses=(201,),
)
def close_out_follow_up(viewer: Viewer, follow_up: str, body: Noted) -> tuple[FollowUpRef, int]:
    """Close a follow-up out."""
    return done(viewer, follow_up, lambda session: actions.close_out(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/return",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Again,
    statuses=(201,),
)
def send_follow_up_back(viewer: Viewer, follow_up: str, body: Again) -> tuple[FollowUpRef, int]:
    """Send a follow-up back that is not done."""
    return done(
        viewer, follow_up, lambda session: actions.send_back(session, viewer, follow_up, body.reason, body.due_on)
    ), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/reopening",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Again,
    statuses=(201,),
)
def reopen_follow_up(viewer: Viewer, follow_up: str, body: Again) -> tuple[FollowUpRef, int]:
    """Go on with a follow-up that was closed out or withdrawn."""
    return done(
        viewer, follow_up, lambda session: actions.reopen(session, viewer, follow_up, body.reason, body.due_on)
    ), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/withdrawal",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def withdraw_follow_up(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Withdraw a follow-up."""
    return done(viewer, follow_up, lambda session: actions.withdraw(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/continuation",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def keep_follow_up(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Go on with a follow-up whose minutes are void, or no longer say it."""
    return done(viewer, follow_up, lambda session: actions.keep(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/due-requests/refusal",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def refuse_more_time(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Refuse a request for a later due date."""
    return done(viewer, follow_up, lambda session: actions.refuse_due(session, viewer, follow_up, body.reason)), 201


@api_route(
    follow_ups_api, "PUT", "/follow-ups/<follow_up>/due", rule="follow_up.supervise", answer=FollowUpRef, body=DueOn
)
def change_due_of_follow_up(viewer: Viewer, follow_up: str, body: DueOn) -> FollowUpRef:
    """Give a follow-up another due date."""
    return done(
        viewer, follow_up, lambda session: actions.change_due(session, viewer, follow_up, body.due_on, body.reason)
    )


@api_route(
    follow_ups_api,
    "POST",
    "/follow-ups/<follow_up>/escalations",
    rule="follow_up.supervise",
    answer=FollowUpRef,
    body=Reasoned,
    statuses=(201,),
)
def escalate_follow_up(viewer: Viewer, follow_up: str, body: Reasoned) -> tuple[FollowUpRef, int]:
    """Have the next step fire now."""
    return done(viewer, follow_up, lambda session: actions.escalate(session, viewer, follow_up, body.reason)), 201
