"""How lines of bulletins are called, in the reader's language."""

from datetime import date

from ...core.i18n import _
from ...issues.rules import kinds as issue_kinds
from ...meetings.rules import kinds as consultation_kinds
from ...web.times import month_day
from ..rules import Period
from .rules import end_words


def line_word(table: str, key: str) -> str:
    """What the line counts."""
    if table == "issues_by_kind":
        return issue_kinds()[key]
    return consultation_kinds()[key] if table == "consultations_by_kind" else end_words()[key]


def full_day(on: date) -> str:
    """2026年9月30日, or 30 Sep 2026: a bulletin is read in other years too."""
    return _("%(year)d年%(day)s", year=on.year, day=month_day(on))


def full_days(period: Period) -> str:
    """The period's days, with their years."""
    return _("%(first)s至%(last)s", first=full_day(period.first_on), last=full_day(period.last_on))
