"""What programs raise and read: an issue, its timeline, and who will be told when."""

from ..channels.wire.issues import IssueRef, issue_ref
from ..core.db import reading
from ..core.viewer import Viewer
from ..web.api import api_route
from .api import issues_api
from .cards import cards
from .raising import raise_once
from .shapes import IssueDraft
from .sheet import found_issue, sheet
from .telling import clocks_of
from .timeline import timeline_of
from .wire import ClockList, HappeningList, IssueDetails, clock_ref, details, happening_ref
from .wire_asked import NewIssue


@api_route(
    issues_api, "POST", "/channels/<channel>/issues", rule="issue.raise", answer=IssueRef, body=NewIssue,
    statuses=(201,),
)  # fmt: skip
def raise_issue(viewer: Viewer, channel: str, body: NewIssue) -> tuple[IssueRef, int]:
    """Raise an issue in a channel; the same client_id again answers with the issue that it raised."""
    draft = IssueDraft(
        channel=channel,
        client_id=body.client_id,
        kind=body.kind,
        severity=body.severity,
        title=body.title,
        body=body.body,
        units=tuple(body.units),
        due_on=body.due_on,
        origin=body.origin,
        files=tuple(body.files),
    )
    return short(viewer, raise_once(viewer, draft)), 201


@api_route(issues_api, "GET", "/issues/<issue>", rule="issue.read", answer=IssueDetails)
def get_issue(viewer: Viewer, issue: str) -> IssueDetails:
    """Read an issue, with what you may do to it now."""
    with reading() as session:
        return details(sheet(session, viewer, issue))


@api_route(issues_api, "GET", "/issues/<issue>/events", rule="issue.read", answer=HappeningList)
def list_issue_events(viewer: Viewer, issue: str) -> HappeningList:
    """List what happened to an issue, the latest first."""
    with reading() as session:
        found = timeline_of(session, found_issue(session, viewer, issue))
    return HappeningList(events=[happening_ref(one) for one in found])


@api_route(issues_api, "GET", "/issues/<issue>/clocks", rule="issue.read", answer=ClockList)
def list_issue_clocks(viewer: Viewer, issue: str) -> ClockList:
    """List who has been told of an issue, and who will be told when."""
    with reading() as session:
        found = clocks_of(session, found_issue(session, viewer, issue))
    return ClockList(clocks=[clock_ref(one) for one in found])


def short(viewer: Viewer, issue: str) -> IssueRef:
    """An issue (public id) as it is now."""
    with reading() as session:
        row = found_issue(session, viewer, issue)
        return issue_ref(cards(session, [(row, row.unit.short_name)])[0])
