"""What programs read: the consultations of some days, and one of them."""

from ..channels.wire.meetings import consultation_ref
from ..core import clock
from ..core.db import reading
from ..core.viewer import Viewer
from ..web.api import api_route
from .api import meetings_api
from .between import between
from .sheet import sheet
from .wire import ConsultationDetails, ConsultationList, DaysQuery, details


@api_route(meetings_api, "GET", "/consultations", rule="content", answer=ConsultationList, query=DaysQuery)
def list_consultations(viewer: Viewer, query: DaysQuery) -> ConsultationList:
    """List the consultations that you may know of, by when they begin."""
    first = query.first_on or clock.today()
    with reading() as session:
        found = between(session, viewer, first, query.days, query.limit)
    return ConsultationList(consultations=[consultation_ref(one) for one in found])


@api_route(meetings_api, "GET", "/consultations/<consultation>", rule="consultation.read", answer=ConsultationDetails)
def get_consultation(viewer: Viewer, consultation: str) -> ConsultationDetails:
    """Read a consultation: when, where, who is invited and what they answered, and what you may do."""
    with reading() as session:
        return details(sheet(session, viewer, consultation))
