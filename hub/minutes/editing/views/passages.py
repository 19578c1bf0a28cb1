"""What passages say: saved in place, restored, accepted; decisions by their fields."""

from datetime import date

from flask import request
from werkzeug.wrappers import Response

from ....core.errors import Invalid
from ....core.i18n import _
from ....web.doors import door
from ...drafting import actions as drafting
from .. import actions
from ..shapes import DecisionForm
from . import minutes
from .doing import do_it


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>")
@door("minutes.edit")
def save(minutes_id: str, passage_id: str) -> Response:
    """The words of a passage, on the text that its editor had before them."""
    text, base = request.form.get("text", ""), _base()
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
    base = _base()
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
            DecisionForm(form["text"], form["lead"], supporting, _date(form["due_on"])),
            base,
        ),
        {**form, "supporting": supporting, "base": base},
    )


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/restoration")
@door("minutes.edit")
def restore(minutes_id: str, passage_id: str) -> Response:
    """What it said before, again."""
    number = _number("number")
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


def _base() -> int:
    return _number("base")


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else -1


def _date(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("请按年-月-日填写日期，如2026-12-04。"), field="due_on") from None
