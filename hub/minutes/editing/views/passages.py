"""What passages say: saved in place, restored, accepted; decisions by their fields."""

from flask import request
from werkzeug.wrappers import Response

from ....core.i18n import _
from ....web.doors import door
from ...drafting import actions as drafting
from .. import actions
from ..shapes import DecisionForm
from . import asked, minutes
from .doing import do_it


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>")
@door("minutes.edit")
def save(minutes_id: str, passage_id: str) -> Response:
    """The words of a passage, on the text that its editor had before them."""
    text, base = request.form.get("text", ""), asked.base()
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: actions.save(session, viewer, minutes_id, passage_id, text, base),
        {"text": text, "base": base},
    )


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/decision")
@door("minutes.edit")
def save_decision(minutes_id: str, passage_id: str) -> Response:
    """A decision: what is to be done, by whom, until when."""
    base = asked.base()
    form = {name: request.form.get(name, "") for name in ("text", "lead", "due_on")}
    supporting = tuple(request.form.getlist("supporting"))
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: actions.save_decision(
            session,
            viewer,
            minutes_id,
            passage_id,
            DecisionForm(form["text"], form["lead"], supporting, asked.day(form["due_on"])),
            base,
        ),
        {**form, "supporting": supporting, "base": base},
    )


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/restoration")
@door("minutes.edit")
def restore(minutes_id: str, passage_id: str) -> Response:
    """What it said before, again."""
    number = asked.number("number")
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: actions.restore(session, viewer, minutes_id, passage_id, number),
        said=_("已恢复为以前的文字。"),
    )


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/acceptance")
@door("minutes.edit")
def accept(minutes_id: str, passage_id: str) -> Response:
    """采用: what the summarizer picked stands."""
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: drafting.accept(session, viewer, minutes_id, passage_id),
        said=_("已采用摘录。"),
    )
