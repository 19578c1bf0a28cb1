"""系列会商: the office's pages of consultations that come again."""

from flask import Blueprint

from ....core.db import reading
from ....web.times import weekday_names
from ....web.viewer import current_viewer
from ...models import Consultation
from ...shapes import ConsultationSheet
from .. import queries, words

series = Blueprint("series", __name__)

for _word in (words.pattern_words, words.moving_words, words.occurrence_words):
    series.add_app_template_global(_word)


@series.app_template_global()
def series_id_of(row: Consultation) -> str:
    """The public id of the series that a consultation is one of; "" for none."""
    with reading() as session:
        return queries.series_id(session, row)


@series.app_template_global()
def nth_options(places: dict[int, str]) -> list[tuple[str, str]]:
    """The places of a weekday in a month to choose from."""
    return [(str(place), text) for place, text in places.items()]


@series.app_template_global()
def weekday_options() -> list[tuple[str, str]]:
    """Monday to Friday to choose from."""
    return [(str(place), name) for place, name in enumerate(weekday_names()[:5])]


@series.app_template_global()
def minute_word(minute: int) -> str:
    """14:00, of a minute of the day."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


@series.app_template_global()
def neighbours_of(sheet: ConsultationSheet) -> queries.Neighbours | None:
    """Where a consultation stands in its series, for whoever looks at its page."""
    with reading() as session:
        return queries.neighbours(session, current_viewer(), sheet)


from . import changing, form, pages  # noqa: E402, F401 (they hang their doors here)
