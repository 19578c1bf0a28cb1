"""The page of the search: one form that works by address alone, what was found, and where it stands."""

from datetime import date
from typing import Any

from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from ...accounts.queries import directory
from ...core.db import reading
from ...core.errors import Invalid, TooLarge
from ...core.i18n import _
from ...web.doors import door
from ...web.errors import STATUS
from ...web.viewer import current_viewer
from ..shapes import Found, Question
from . import queries
from .asking import QUESTION_LIMIT
from .rooms import rooms_of, writers_in

searching = Blueprint("searching", __name__)

FIELDS = ("q", "channel", "unit", "person", "since", "until", "has_file", "is_decision", "before")


@searching.get("/search")
@door("content")
def search() -> Response:
    """What fits `?q=` and the filters; without either, how to ask."""
    viewer, typed = current_viewer(), _typed()
    found, error = Found(is_empty_question=True), None
    with reading() as session:
        try:
            found = queries.search(session, viewer, _question(typed))
        except (Invalid, TooLarge) as refusal:
            error = refusal
        rooms = rooms_of(session, viewer)
        choices = {
            "rooms": list(rooms.values()),
            "writers": writers_in(session, rooms),
            "units": directory(session).active_units(),
        }
    page = render_template(
        "searching/search.html", found=found, typed=typed, error=error, question_limit=QUESTION_LIMIT, **choices
    )
    return current_app.make_response((page, STATUS[error.code] if error else 200))


def _typed() -> dict[str, str]:
    """What is asked for, by field; nothing that is empty."""
    return {name: request.args[name].strip() for name in FIELDS if request.args.get(name, "").strip()}


def _question(typed: dict[str, str]) -> Question:
    """The question that a form or a link asks; Invalid for what is no date."""
    values: dict[str, Any] = {name: typed.get(name) for name in ("channel", "unit", "person", "before")}
    values |= {name: _date(name, typed[name]) for name in ("since", "until") if name in typed}
    values |= {name: name in typed for name in ("has_file", "is_decision")}
    return Question(words=typed.get("q", ""), **values)


def _date(field: str, written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Invalid(_("日期应写作 2026-11-20 这样的年月日。"), field=field) from None
