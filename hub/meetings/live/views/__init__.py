"""Pages of a consultation while it is held: the live page, the projector, signing in, closing, and the record."""

from dataclasses import dataclass

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ...sight import found
from ..queries import OpenDecision, decided

live = Blueprint("live", __name__)
SHOWN = frozenset({"announced", "live", "closed"})


@dataclass(frozen=True, slots=True)
class Door:
    """What the page of a consultation says of where it is held; open decisions once it is closed."""

    state: str
    open_decisions: tuple[OpenDecision, ...]


@live.app_template_global()
def live_door(consultation: str) -> Door | None:
    """The door for the page of a consultation (public id); None before it is announced, and when it is cancelled."""
    with reading() as session:
        row = found(session, current_viewer(), consultation)
        if row.state not in SHOWN:
            return None
        open_decisions = decided(session, current_viewer(), consultation) if row.state == "closed" else []
        return Door(row.state, tuple(open_decisions))


from . import (  # noqa: E402 (they hang their doors here)
    arriving,  # noqa: F401
    closing,  # noqa: F401
    deciding,  # noqa: F401
    page,  # noqa: F401
    screen,  # noqa: F401
    signing,  # noqa: F401
    stating,  # noqa: F401
    turning,  # noqa: F401
)
