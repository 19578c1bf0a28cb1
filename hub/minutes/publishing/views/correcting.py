"""更正: a correction is begun, or given up while nobody has signed it."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from ....core.db import transaction
from ....core.errors import Conflict, Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from ...editing.views.stepping import refused
from .. import actions
from . import publishing


@publishing.post("/minutes/<minutes_id>/corrections")
@door("minutes.lead")
def correct(minutes_id: str) -> Response:
    """起草更正, with a reason; leads to the new draft."""
    try:
        with transaction() as session:
            made = actions.correct(session, current_viewer(), minutes_id, request.form.get("reason", "")).public_id
    except (Conflict, Invalid) as refusal:
        return refused(minutes_id, refusal)
    flash(_("更正已起草：正文与原纪要相同，请修改后送审核。"), "ok")
    return redirect(url_for("minutes.page", minutes_id=made), 303)


@publishing.post("/minutes/<minutes_id>/discard")
@door("minutes.lead")
def discard(minutes_id: str) -> Response:
    """放弃更正; leads back to what it would have corrected."""
    try:
        with transaction() as session:
            first = actions.discard(session, current_viewer(), minutes_id).public_id
    except Conflict as refusal:
        return refused(minutes_id, refusal)
    flash(_("更正的草稿已放弃。"), "ok")
    return redirect(url_for("minutes.page", minutes_id=first), 303)
