"""延期审批 by a form: of the issue's page, or of 待我处理."""

from flask import flash, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ...channels.rules import clean_public_id
from ...channels.views.home import done
from ...core.db import reading, transaction
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...web.doors import door
from ...web.errors import speaks_json
from ...web.personal import check_words
from ...web.viewer import current_viewer
from .. import actions
from ..models import ExtensionRequest, Issue
from ..rules import Act
from . import issues
from .doing import KEPT, again


@issues.post("/extensions/<extension_id>/approval")
@door("extension.decide")
def approve(extension_id: str) -> Response:
    """同意延期."""
    return _decide(extension_id, is_approved=True)


@issues.post("/extensions/<extension_id>/refusal")
@door("extension.decide")
def refuse(extension_id: str) -> Response:
    """不同意延期, with a reason."""
    return _decide(extension_id, is_approved=False)


def _decide(extension_id: str, *, is_approved: bool) -> Response:
    with reading() as session:
        issue_id = _issue_of(session, extension_id)
    try:
        check_words()
        with transaction() as session:
            actions.decide_extension(
                session, current_viewer(), extension_id, is_approved=is_approved, reason=request.form.get("reason", "")
            )
    except KEPT as refusal:
        if speaks_json():
            raise
        if request.form.get("back") == "home":
            flash(refusal.message, "soon")
            return done()
        return again(issue_id, Act.APPROVE_EXTENSION if is_approved else Act.REFUSE_EXTENSION, refusal, [])
    if speaks_json():
        return Response(status=204)
    flash(_("已同意延期。") if is_approved else _("已答复不同意延期。"), "ok")
    return done() if request.form.get("back") == "home" else redirect(url_for("issues.issue", issue_id=issue_id), 303)


def _issue_of(session: Session, extension_id: str) -> str:
    """The issue (public id) that a request is about, for whoever reads it; NotFound."""
    asked = session.scalar(select(ExtensionRequest).where(ExtensionRequest.public_id == clean_public_id(extension_id)))
    require(session, current_viewer(), "issue.read", asked)
    if asked is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return session.get_one(Issue, asked.issue_id).public_id
