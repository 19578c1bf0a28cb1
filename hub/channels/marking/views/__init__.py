"""Forms and pages of pins, marks, what is saved and what is forwarded."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ...shapes import PinEntry
from .. import queries

marking = Blueprint("marking", __name__)


@marking.app_context_processor
def _desk() -> dict[str, Callable[[str], Any]]:
    """What the desk shows of this room; it passes the channel that it has let the viewer into."""
    return {"pins_of": _pins_of, "saved_in": _saved_in}


def _pins_of(channel: str) -> list[PinEntry]:
    with reading() as session:
        return queries.pins(session, current_viewer(), channel)


def _saved_in(channel: str) -> list[str]:
    with reading() as session:
        return queries.saved_in(session, current_viewer(), channel)


from . import acts, forwarding, lists  # noqa: E402, F401 (they hang their doors here)
