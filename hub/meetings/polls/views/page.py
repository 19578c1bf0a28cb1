"""The page of a poll: units by times; a unit answers on it, the office reminds, chooses, or gives it up."""

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....channels.views.home import done
from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError, Invalid, RateLimited
from ....core.i18n import _, _n
from ....core.viewer import Viewer
from ....web.doors import door
from ....web.errors import STATUS, with_retry
from ....web.viewer import current_viewer
from .. import actions
from ..queries import sheet
from . import polls

KEPT = (Invalid, Conflict, RateLimited)


@polls.get("/polls/<poll_id>")
@door("poll.read")
def poll(poll_id: str) -> str:
    """A poll: what each unit said to each time, and what the viewer may do."""
    return _draw(poll_id)


@polls.post("/polls/<poll_id>/answer")
@door("poll.answer")
def answer(poll_id: str) -> Response:
    """Answer for one's unit; what was chosen stands there again when it is refused."""
    said = {name.removeprefix("slot-"): value for name, value in request.form.items() if name.startswith("slot-")}

    def do(session: Session, viewer: Viewer) -> str:
        actions.answer(session, viewer, poll_id, said)
        return _("已答复，截止前可以更改。")

    return _do(poll_id, do, said)


@polls.post("/polls/<poll_id>/reminders")
@door("poll.arrange")
def remind(poll_id: str) -> Response:
    """Remind the units that have not answered."""
    return _do(poll_id, lambda session, viewer: _n("已提醒%(num)d人。", actions.remind(session, viewer, poll_id)))


@polls.post("/polls/<poll_id>/choice")
@door("poll.arrange")
def choose(poll_id: str) -> Response:
    """Take one of the times."""
    slot = request.form.get("slot", "")
    with transaction() as session:
        row = actions.choose(session, current_viewer(), poll_id, slot)
    flash(_("会商时间已定，核对后请发出通知。"), "ok")
    return redirect(url_for("meetings.consultation", consultation_id=row.public_id), 303)


@polls.post("/polls/<poll_id>/end")
@door("poll.arrange")
def end(poll_id: str) -> Response:
    """Give the poll up."""

    def do(session: Session, viewer: Viewer) -> str:
        actions.give_up(session, viewer, poll_id)
        return _("征询已结束，没有选定时间。")

    return _do(poll_id, do)


def _do(poll_id: str, do: Callable[[Session, Viewer], str], said: dict[str, str] | None = None) -> Response:
    try:
        with transaction() as session:
            sentence = do(session, current_viewer())
    except KEPT as refusal:
        page = _draw(poll_id, refusal, said or {})
        return with_retry(current_app.make_response((page, STATUS[refusal.code])), refusal)
    flash(sentence, "ok")
    return done() if request.form.get("back") == "home" else redirect(url_for("polls.poll", poll_id=poll_id), 303)


def _draw(poll_id: str, refusal: HubError | None = None, said: dict[str, str] | None = None) -> str:
    with reading() as session:
        found = sheet(session, current_viewer(), poll_id)
    error = refusal.message if refusal else ""
    return render_template("meetings/poll.html", poll=found, said=said or {}, error=error)
