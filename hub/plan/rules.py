"""Pure decisions about plans: the same document or another, what a due date says today, and what fits into a row."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOON_DAYS = 7
"""An item is due soon when this many days are left [default]."""
YEARS = range(2000, 2101)
TITLE_LENGTH = 200
NUMBER_LENGTH = 80
ISSUER_LENGTH = 120
NAME_LENGTH = 80
BODY_LENGTH = 20_000
LARGEST_NUMBER = 9_999

_STREETS = ("街道", "镇", "乡", "街道办事处", "镇人民政府", "乡人民政府")
_BLANK = re.compile(r"\s+")


class DueState(StrEnum):
    """What a due date says on a day: nothing, on track, due soon, or past."""

    NONE = "none"
    ON_TRACK = "on_track"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date seen from a day; `days` left, negative once it is past."""

    on: date | None
    state: DueState
    days: int


def due_seen_from(today: date, due_on: date | None) -> Due:
    """How a due date stands on a Shanghai date."""
    if due_on is None:
        return Due(None, DueState.NONE, 0)
    days = (due_on - today).days
    state = DueState.OVERDUE if days < 0 else DueState.SOON if days <= SOON_DAYS else DueState.ON_TRACK
    return Due(due_on, state, days)


def likely_kind(name: str) -> str:
    """The kind of unit that a name sounds like: a street or town 街镇, else a member unit."""
    return "street" if name.endswith(_STREETS) else "member"


def same_document(number: str, title: str, other_number: str, other_title: str) -> bool:
    """Whether two documents of one year are versions of one: the same document number, else the same title.

    Spaces and the kind of brackets do not count: 〔2023〕 and [2023] are written for one another.
    """
    if number and other_number:
        return _folded(number) == _folded(other_number)
    return _folded(title) == _folded(other_title)


def _folded(text: str) -> str:
    return _BLANK.sub("", text).translate(str.maketrans("〔〕［］[]（）【】", "()()()()()"))
