"""Pages of appraisal: figures by unit and by item over a period, the matters behind each, and both as files."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, url_for

from ..rules import Period
from ..words import end_words, figure_words, period_words, working_length

appraisal = Blueprint("appraisal", __name__)
appraisal.add_app_template_global(end_words, "appraisal_ends")
appraisal.add_app_template_global(figure_words, "appraisal_figures")
appraisal.add_app_template_global(working_length, "working_length")
appraisal.add_app_template_global(period_words, "period_words")


@appraisal.app_template_global()
def appraisal_url(period: Period, endpoint: str = "show", *, by_item: bool = False) -> str:
    """Where a period's figures are: the page (by unit, or by item), or a file of them."""
    given = {"by": "item"} if by_item else {}
    return url_for(f"appraisal.{endpoint}", _external=False, **_days(period), **given)


@appraisal.app_template_global()
def evidence_url(period: Period, figure: str, of: Mapping[str, Any]) -> str:
    """Where the matters behind a figure are; `of` is `{"unit": …}` or `{"channel": …}`."""
    return url_for("appraisal.evidence", _external=False, figure=figure, **of, **_days(period))


def _days(period: Period) -> dict[str, Any]:
    return {"from": period.first_on.isoformat(), "to": period.last_on.isoformat()}


from . import files, pages  # noqa: E402, F401 (they hang their doors here)
