"""提出问题 from the register: an issue begins in a channel, so the form asks in which."""

from flask import request
from werkzeug.wrappers import Response

from ...channels.views.bringing import given_before, take_files
from ...core.db import reading
from ...core.errors import Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from ..offering import Offer, nowhere, offer, places
from . import issues
from .raise_form import RaiseForm, answer, draw, read_form
from .raising import KEPT, take


@issues.get("/issues/new")
@door("content")
def start() -> str:
    """The form with a choice of channel; `?channel=` is chosen already, as is the only one that there is."""
    viewer = current_viewer()
    with reading() as session:
        here = [place.public_id for place in places(session, viewer)]
        asked = request.args.get("channel") or (here[0] if len(here) == 1 else "")
        found: Offer = offer(session, viewer, asked) if asked in here else nowhere(session)
    return draw(found, RaiseForm.fresh(lead=found.lead), chooses=True)


@issues.post("/issues/new", endpoint="start_create")
@door("issue.raise")
def start_create() -> Response:
    """Raise it in the chosen channel; `act=channel` shows the units of that channel, with all that was written."""
    if chosen := request.form.get("channel", ""):
        return take(chosen, chooses=True)
    viewer = current_viewer()
    with reading() as session:
        found = nowhere(session)
    form = read_form(found, given_before(viewer, request.form.getlist("uploads")))
    try:
        take_files(viewer, form.came)
        raise Invalid(_("请选择在哪个频道提出。"), field="channel")
    except KEPT as refusal:
        return answer(found, form, refusal, chooses=True)
