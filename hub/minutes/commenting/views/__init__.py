"""Doors of comment rounds: the office asks, units answer, editors answer the comments, the office sets how long and what silence means."""

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ... import queries
from ..queries import latest, settings
from ..shapes import RoundView
from ..words import answer_word, silence_word, verdict_word

commenting = Blueprint("commenting", __name__)


@commenting.app_template_global()
def comment_round_of(minutes: str) -> RoundView | None:
    """The latest round of minutes (public id) as the viewer may know it."""
    with reading() as session:
        viewer = current_viewer()
        return latest(session, viewer, queries.found(session, viewer, minutes))


@commenting.app_template_global()
def comment_setting() -> tuple[int, str]:
    """Working days of the next round, and what silence means in it."""
    with reading() as session:
        return settings(session)


commenting.add_app_template_global(silence_word, "silence_word")
commenting.add_app_template_global(answer_word, "comment_answer_word")
commenting.add_app_template_global(verdict_word, "comment_verdict_word")

from . import answering, rounds, setting  # noqa: E402, F401 (they hang their doors here)
