"""What an official document is made of: frozen values, built by features, laid out by the writers as the standard says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph. `level` 0 is running text; 1 to 4 are 一、 （一） 1. （1） with their `label` in front (7.3.3).

    A newline in the text is a break within the paragraph.
    """

    text: str
    level: Literal[0, 1, 2, 3, 4] = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """出席、请假、列席: the label without its colon, and the names as they are to stand (10.3.2)."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A whole document. `masthead` is ×××纪要; `number` as printed, or what stands in its place; `dated_on` its date.

    `recipients` are those who get a copy, `printing_office` and `printed_on` stand in the foot block, which is left out without
    them. `mark` is said on top of every page: whose draft it is.
    """

    masthead: str
    number: str
    title: str
    parts: tuple[Part, ...]
    people: tuple[People, ...] = ()
    dated_on: date | None = None
    recipients: str = ""
    printing_office: str = ""
    printed_on: date | None = None
    mark: str = ""
