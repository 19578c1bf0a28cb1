"""By phone: the address in the code, which only looks whether the code is good, and the page where one confirms.

Whoever has scanned a good code gets a ticket into that browser alone. So there is time to sign in to the hub on the way, and
an address that somebody passes on is worth nothing after a minute.
"""

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import Conflict, Denied
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import actions, codes
from ..queries import board
from ..rules import TICKET
from . import live

COOKIE = "hub_arrival"


@live.get("/consultations/<consultation_id>/arrival")
@door("public")
def arrival(consultation_id: str) -> Response:
    """Where the code leads: on to the page of signing in with a ticket, or what to do with an old code."""
    now, key = clock.now(), str(current_app.secret_key)
    if not codes.is_good_code(key, consultation_id, request.args.get("code", ""), now):
        return make_response(render_template("meetings/live/old_code.html"), 422)
    response = redirect(url_for("live.sign_in", consultation_id=consultation_id))
    response.set_cookie(
        COOKIE,
        codes.ticket_at(key, consultation_id, now),
        max_age=int(TICKET.total_seconds()),
        path=f"/consultations/{consultation_id}",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


@live.get("/consultations/<consultation_id>/sign-in")
@door("consultation.read")
def sign_in(consultation_id: str) -> Response:
    """Who signs in, and for whom; one tap."""
    return _page(consultation_id, "" if _has_ticket(consultation_id) else _scan_again(), 200)


@live.post("/consultations/<consultation_id>/sign-in", endpoint="confirm")
@door("consultation.read")
def confirm(consultation_id: str) -> Response:
    """I am there."""
    if not _has_ticket(consultation_id):
        return _page(consultation_id, _scan_again(), 422)
    try:
        with transaction() as session:
            actions.sign_in(session, current_viewer(), consultation_id)
    except (Conflict, Denied) as refusal:
        return _page(consultation_id, refusal.message, 409)
    response = redirect(url_for("live.page", consultation_id=consultation_id), 303)
    response.delete_cookie(COOKIE, path=f"/consultations/{consultation_id}")
    return response


def _page(consultation_id: str, refusal: str, status: int) -> Response:
    with reading() as session:
        found = board(session, current_viewer(), consultation_id)
    may = _has_ticket(consultation_id)
    return make_response(render_template("meetings/live/sign_in.html", board=found, refusal=refusal, may=may), status)


def _has_ticket(consultation_id: str) -> bool:
    ticket = request.cookies.get(COOKIE, "")
    return codes.is_good_ticket(str(current_app.secret_key), consultation_id, ticket, clock.now())


def _scan_again() -> str:
    return _("签到码已过期。请再扫一次投影上的签到码，或请会务人员登记。")
