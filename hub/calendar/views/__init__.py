"""工作日历: a year with its holidays and make-up workdays, for everybody; the office enters years, changes days and hours."""

from datetime import date

from flask import Blueprint

from ...core.errors import NotFound
from ...core.i18n import _
from ...web import times
from .. import words

calendar = Blueprint("calendar", __name__)

_WORDS = (
    *(words.festival_word, words.kind_of_day, words.day_label, words.dates_word, words.hours_word, words.length_word),
    *(words.change_sentence, words.moved_sentence, times.days_between, times.month_name, times.weekday_names),
)
for _word in _WORDS:
    calendar.add_app_template_global(_word)


def date_of(text: str) -> date:
    """The date in an address; raises NotFound."""
    found = date_or_none(text)
    if found is None:
        raise NotFound(_("没有这一天。日期应写成 2027-01-01 的样子。"))
    return found


def date_or_none(text: str) -> date | None:
    """The date in a field, None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


from . import days, importing, years  # noqa: E402, F401 (they hang their doors here)
