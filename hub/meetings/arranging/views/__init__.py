"""Pages of arranging: the list, week and month of consultations, the office's form, kinds and meeting rooms."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Blueprint, url_for

from ....accounts.queries import GroupEntry
from ....core import clock
from ....core.db import reading
from ....web.viewer import current_viewer
from ...notice import too_late
from ...shapes import ConsultationSheet
from .. import words
from ..arrangement import Arrangement, arrangement
from ..offering import Offer

arranging = Blueprint("arranging", __name__)

_WORDS: tuple[Callable[..., object], ...] = (
    *(words.kind_word, words.state_word, words.answer_word, words.span_word, words.overlap_words, words.day_words),
    too_late,
)
for _word in _WORDS:
    arranging.add_app_template_global(_word)


@arranging.app_template_global()
def consultation_url(public_id: str) -> str:
    """The address of a consultation's page."""
    return url_for("meetings.consultation", consultation_id=public_id)


@arranging.app_template_global()
def arrangement_of(sheet: ConsultationSheet) -> Arrangement | None:
    """What a consultation's page says to whoever arranges it; None for everybody else."""
    with reading() as session:
        return arrangement(session, current_viewer(), sheet)


@arranging.app_template_global()
def shanghai_day(instant: datetime) -> date:
    """The date of an instant in Shanghai, as a field of dates writes it too."""
    return clock.local(instant).date()


@arranging.app_template_global()
def room_options(offer: Offer) -> list[tuple[str, str]]:
    """Rooms for a list to choose from, with how many sit in them."""
    return [(room.public_id, words.room_words(room.name, room.seats)) for room in offer.rooms]


@arranging.app_template_global()
def units_of_group(offer: Offer, group: GroupEntry) -> str:
    """The public ids of a group's units, for the script that ticks them."""
    return " ".join(offer.units_of([], [group.public_id]))


from . import acts, form, kinds, lists, periods, rooms  # noqa: E402, F401 (they hang their doors here)
