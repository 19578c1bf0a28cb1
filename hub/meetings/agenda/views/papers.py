"""Papers 材料: brought by a form, opened by whoever may know of the consultation, withdrawn and put back."""

from flask import current_app, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from ....channels.attachments.views import served
from ....channels.rules import clean_public_id
from ....channels.views.bringing import given_before, take_files
from ....core.db import reading
from ....core.errors import HubError
from ....core.i18n import _
from ....files.shapes import UploadView
from ....web.doors import door
from ....web.errors import STATUS, speaks_json, with_retry
from ....web.viewer import current_viewer
from ... import sight
from ...models import Consultation
from .. import actions, queries
from ..models import Paper
from . import agenda
from .editing import KEPT, Written, do_it, draw


@agenda.post("/consultations/<consultation_id>/papers", endpoint="add_papers")
@door("consultation.arrange")
def add(consultation_id: str) -> Response:
    """Files of the form, or uploads that are here already (`uploads`), for an `item` or for the whole."""
    viewer = current_viewer()
    with reading() as session:
        sight.found(session, viewer, consultation_id, "consultation.arrange")
    came = [*given_before(viewer, request.form.getlist("uploads"))]
    try:
        take_files(viewer, came)
    except KEPT as refusal:
        return _again(consultation_id, refusal, came)
    ids, item = tuple(upload.public_id for upload in came), request.form.get("item", "")
    return do_it(
        consultation_id,
        lambda s, who: actions.add_papers(s, who, consultation_id, ids, item),
        _("材料已上传。"),
        "papers",
        tuple(came),
    )


@agenda.get("/papers/<paper_id>/<name>")
@door("consultation.read")
def paper(paper_id: str, name: str) -> Response:  # noqa: ARG001 (the name is for whoever saves the address)
    """A paper's bytes, to be saved under its name; the whole or a range."""
    with reading() as session:
        found = queries.paper(session, current_viewer(), paper_id)
    return served(*found, shown=False)


@agenda.post("/papers/<paper_id>/withdrawal")
@door("consultation.arrange")
def withdraw(paper_id: str) -> Response:
    """撤下: nobody opens it any more."""
    said = _("材料已撤下，可以在下面恢复。")
    return do_it(_of(paper_id), lambda s, who: actions.withdraw_paper(s, who, paper_id), said)


@agenda.post("/papers/<paper_id>/restoring", endpoint="restore_paper")
@door("consultation.arrange")
def restore(paper_id: str) -> Response:
    """Back where it was."""
    return do_it(_of(paper_id), lambda s, who: actions.restore_paper(s, who, paper_id), _("材料已恢复。"))


def _again(consultation_id: str, refusal: HubError, came: list[UploadView]) -> Response:
    if speaks_json():
        raise refusal
    written = Written("papers", request.form.to_dict(), (), refusal.message, refusal.field or "", tuple(came))
    return with_retry(current_app.make_response((draw(consultation_id, written), STATUS[refusal.code])), refusal)


def _of(paper: str) -> str:
    """The consultation (public id) of a paper, for whoever arranges it; NotFound, Denied."""
    with reading() as session:
        found = select(Consultation.public_id).join(Paper, Paper.consultation_id == Consultation.id)
        consultation = session.scalar(found.where(Paper.public_id == clean_public_id(paper)))
        return sight.found(session, current_viewer(), consultation or paper, "consultation.arrange").public_id
