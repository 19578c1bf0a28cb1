"""Dates as documents print them: 2023年4月7日, 二〇二三年四月七日, 2023-04-07."""

import re
from datetime import date

from .numerals import CHARACTERS, number_of

_FIGURES = rf"[\d{CHARACTERS}]"
FULL_DATE = (
    rf"(?P<year>\d{{4}}|[{CHARACTERS}]{{4}})\s*(?:年|[-/.．—－](?=\s*\d))\s*(?P<month>{_FIGURES}{{1,3}})\s*"
    rf"(?:月|[-/.．—－](?=\s*\d))\s*(?P<day>{_FIGURES}{{1,3}})\s*[日号]?"
)
_FULL_DATE = re.compile(FULL_DATE)


def date_from(match: re.Match[str]) -> date | None:
    """The date of a match of `FULL_DATE`; None where no calendar has it."""
    year, month, day = (number_of(match[part]) for part in ("year", "month", "day"))
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def find_date(text: str) -> date | None:
    """The first full date in `text`."""
    match = _FULL_DATE.search(text)
    return date_from(match) if match else None
