"""Signing in by hand, for those without a phone or an account, and taking a wrong line back."""

from flask import request
from werkzeug.wrappers import Response

from ....web.doors import door
from .. import actions
from . import live
from .doing import do_it


@live.post("/consultations/<consultation_id>/sign-ins")
@door("consultation.conduct")
def sign_in_by_hand(consultation_id: str) -> Response:
    """代为签到: for a unit, or a guest who is named."""
    form = request.form
    given = {name: form.get(name, "") for name in ("unit", "participant", "name", "post")}
    return do_it(
        consultation_id,
        lambda session, viewer: actions.sign_in_by_hand(
            session, viewer, consultation_id, **given, is_delegate=form.get("is_delegate") == "1"
        ),
    )


@live.post("/consultations/<consultation_id>/sign-ins/<sign_in_id>/undo")
@door("consultation.conduct")
def undo_sign_in(consultation_id: str, sign_in_id: str) -> Response:
    """They are not there after all."""
    return do_it(
        consultation_id, lambda session, viewer: actions.undo_sign_in(session, viewer, consultation_id, sign_in_id)
    )
