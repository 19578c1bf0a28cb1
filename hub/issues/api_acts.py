"""What programs do to an issue; each act answers with the issue as it is then."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ..channels.wire.issues import IssueRef
from ..core.db import transaction
from ..core.viewer import Viewer
from ..web.api import api_route
from . import actions
from .api import issues_api
from .api_reading import short
from .wire_asked import AnswerFor, DueOn, HandOverTo, HoldUntil, NewIssueWords, Noted, Reasoned, Said


@api_route(issues_api, "PUT", "/issues/<issue>/acknowledgement", rule="issue.answer", answer=IssueRef)
def acknowledge_issue(viewer: Viewer, issue: str) -> IssueRef:
    """Take an issue up for your unit. Twice is once."""
    return done(viewer, issue, lambda session: actions.acknowledge(session, viewer, issue))


@api_route(
    issues_api, "POST", "/issues/<issue>/reports", rule="issue.answer", answer=IssueRef, body=Said, statuses=(201,)
)
def report_on_issue(viewer: Viewer, issue: str, body: Said) -> tuple[IssueRef, int]:
    """Report how far an issue is, in its channel."""
    return done(
        viewer,
        issue,
        lambda session: actions.report(session, viewer, issue, body.text, body.client_id, tuple(body.files)),
    ), 201


@api_route(
    issues_api, "POST", "/issues/<issue>/resolution", rule="issue.answer", answer=IssueRef, body=Said, statuses=(201,)
)
def resolve_issue(viewer: Viewer, issue: str, body: Said) -> tuple[IssueRef, int]:
    """Say that an issue is settled, with an answer."""
    return done(
        viewer,
        issue,
        lambda session: actions.resolve(session, viewer, issue, body.text, body.client_id, tuple(body.files)),
    ), 201


@api_route(
    issues_api, "POST", "/issues/<issue>/closure", rule="issue.settle", answer=IssueRef, body=Noted, statuses=(201,)
)
def close_issue(viewer: Viewer, issue: str, body: Noted) -> tuple[IssueRef, int]:
    """Close an issue that is settled."""
    return done(viewer, issue, lambda session: actions.close(session, viewer, issue, body.reason)), 201


@api_route(
    issues_api,
    "POST",
    "/issues/<issue>/reopening",
    rule="issue.settle",
    answer=IssueRef,
    body=Reasoned,
    statuses=(201,),
)
def reopen_issue(viewer: Viewer, issue: str, body: Reasoned) -> tuple[IssueRef, int]:
    """Have an issue taken up anew."""
    return done(viewer, issue, lambda session: actions.reopen(session, viewer, issue, body.reason)), 201


@api_route(
    issues_api,
    "POST",
    "/issues/<issue>/withdrawal",
    rule="issue.withdraw",
    answer=IssueRef,
    body=Reasoned,
    statuses=(201,),
)
def withdraw_issue(viewer: Viewer, issue: str, body: Reasoned) -> tuple[IssueRef, int]:
    """Withdraw an issue that your unit raised."""
    return done(viewer, issue, lambda session: actions.withdraw(session, viewer, issue, body.reason)), 201


@api_route(issues_api, "PUT", "/issues/<issue>/hold", rule="issue.supervise", answer=IssueRef, body=HoldUntil)
def hold_issue(viewer: Viewer, issue: str, body: HoldUntil) -> IssueRef:
    """Put an issue on hold: its clocks stand still."""
    return done(viewer, issue, lambda session: actions.hold(session, viewer, issue, body.reason, body.review_on))


@api_route(
    issues_api,
    "POST",
    "/issues/<issue>/resumption",
    rule="issue.supervise",
    answer=IssueRef,
    body=Noted,
    statuses=(201,),
)
def resume_issue(viewer: Viewer, issue: str, body: Noted) -> tuple[IssueRef, int]:
    """Go on with an issue that is on hold."""
    return done(viewer, issue, lambda session: actions.resume(session, viewer, issue, body.reason)), 201


@api_route(
    issues_api,
    "POST",
    "/issues/<issue>/hand-over",
    rule="issue.hand_over",
    answer=IssueRef,
    body=HandOverTo,
    statuses=(201,),
)
def hand_over_issue(viewer: Viewer, issue: str, body: HandOverTo) -> tuple[IssueRef, int]:
    """Hand an issue over to another unit, once."""
    return done(viewer, issue, lambda session: actions.hand_over(session, viewer, issue, body.unit, body.reason)), 201


@api_route(issues_api, "PUT", "/issues/<issue>/units", rule="issue.supervise", answer=IssueRef, body=AnswerFor)
def assign_issue(viewer: Viewer, issue: str, body: AnswerFor) -> IssueRef:
    """Name the units that answer for an issue."""
    return done(viewer, issue, lambda session: actions.assign(session, viewer, issue, tuple(body.units), body.reason))


@api_route(issues_api, "PUT", "/issues/<issue>/due", rule="issue.supervise", answer=IssueRef, body=DueOn)
def change_due_of_issue(viewer: Viewer, issue: str, body: DueOn) -> IssueRef:
    """Give an issue another due date."""
    return done(viewer, issue, lambda session: actions.change_due(session, viewer, issue, body.due_on, body.reason))


@api_route(
    issues_api,
    "POST",
    "/issues/<issue>/escalations",
    rule="issue.supervise",
    answer=IssueRef,
    body=Reasoned,
    statuses=(201,),
)
def escalate_issue(viewer: Viewer, issue: str, body: Reasoned) -> tuple[IssueRef, int]:
    """Have the next step fire now."""
    return done(viewer, issue, lambda session: actions.escalate(session, viewer, issue, body.reason)), 201


@api_route(
    issues_api,
    "POST",
    "/issues/<issue>/de-escalations",
    rule="issue.supervise",
    answer=IssueRef,
    body=Reasoned,
    statuses=(201,),
)
def deescalate_issue(viewer: Viewer, issue: str, body: Reasoned) -> tuple[IssueRef, int]:
    """Take an issue one rung down."""
    return done(viewer, issue, lambda session: actions.deescalate(session, viewer, issue, body.reason)), 201


@api_route(issues_api, "PATCH", "/issues/<issue>", rule="issue.settle", answer=IssueRef, body=NewIssueWords)
def edit_issue(viewer: Viewer, issue: str, body: NewIssueWords) -> IssueRef:
    """Give an issue other words; the earlier ones stay in its timeline."""
    return done(
        viewer,
        issue,
        lambda session: actions.edit(session, viewer, issue, title=body.title, body=body.body, kind=body.kind),
    )


def done(viewer: Viewer, issue: str, act: Callable[[Session], object]) -> IssueRef:
    """Do it, and say how the issue stands then."""
    with transaction() as session:
        act(session)
    return short(viewer, issue)
