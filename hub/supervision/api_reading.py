"""What programs read: the register, a follow-up, its timeline, and who will be told when; docs/api.md tells how to ask."""

from ..core.db import reading
from ..core.viewer import Viewer
from ..issues.wire import ClockList, clock_ref
from ..web.api import api_route
from . import queries
from .api import follow_ups_api
from .numbering import found
from .sheet import sheet
from .telling import clocks_of
from .timeline import timeline_of
from .wire import (
    FollowUpDetails,
    FollowUpEvents,
    FollowUpList,
    details,
    event_ref,
    follow_up_list,
)
from .wire_asked import FollowUpQuery, filter_of


@api_route(follow_ups_api, "GET", "/follow-ups", rule="content", answer=FollowUpList, query=FollowUpQuery)
def list_follow_ups(viewer: Viewer, query: FollowUpQuery) -> FollowUpList:
    """List the follow-ups that you may know of, filtered and sorted, page by page."""
    with reading() as session:
        return follow_up_list(queries.register(session, viewer, filter_of(query), query.after, query.limit))


@api_route(follow_ups_api, "GET", "/follow-ups/<follow_up>", rule="follow_up.read", answer=FollowUpDetails)
def get_follow_up(viewer: Viewer, follow_up: str) -> FollowUpDetails:
    """Read a follow-up, with what you may do to it now."""
    with reading() as session:
        return details(sheet(session, viewer, follow_up))


@api_route(follow_ups_api, "GET", "/follow-ups/<follow_up>/events", rule="follow_up.read", answer=FollowUpEvents)
def list_follow_up_events(viewer: Viewer, follow_up: str) -> FollowUpEvents:
    """List what happened to a follow-up, the latest first."""
    with reading() as session:
        happened = timeline_of(session, found(session, viewer, follow_up))
    return FollowUpEvents(events=[event_ref(one) for one in happened])


@api_route(follow_ups_api, "GET", "/follow-ups/<follow_up>/clocks", rule="follow_up.read", answer=ClockList)
def list_follow_up_clocks(viewer: Viewer, follow_up: str) -> ClockList:
    """List who has been told of a follow-up, and who will be told when."""
    with reading() as session:
        clocks = clocks_of(session, found(session, viewer, follow_up))
    return ClockList(clocks=[clock_ref(one) for one in clocks])
