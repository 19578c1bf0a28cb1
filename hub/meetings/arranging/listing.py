"""Which consultations the list, the week and the month show: values that doors read and queries answer; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...core.errors import Invalid
from ...core.i18n import _
from .rules import EARLIEST, LATEST

STANDING = ("draft", "announced", "live")
GROUPS: Mapping[str, tuple[str, ...]] = {"coming": STANDING, "closed": ("closed",), "cancelled": ("cancelled",)}
"""The states of each group: what is to come or goes on (nearest first), what is over, what was cancelled (latest first)."""
TEXT_LIMIT = 60
WEEK = timedelta(days=7)
FIRST, LAST = EARLIEST, LATEST


@dataclass(frozen=True, slots=True)
class ConsultationFilter:
    """What to show. `unit` is invited and `room` taken (public ids), `is_mine` wants the viewer's unit or themselves, `text`
    stands in the title."""

    group: str = "coming"
    kind: str = ""
    unit: str = ""
    room: str = ""
    text: str = ""
    is_mine: bool = False

    @property
    def is_descending(self) -> bool:
        """Whether the latest come first."""
        return self.group != "coming"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the group is asked for."""
        return replace(self, group="coming") != ConsultationFilter()


def cleaned(wanted: ConsultationFilter) -> ConsultationFilter:
    """The same with its words tidied; raises Invalid for a group that there is not."""
    if wanted.group not in GROUPS:
        raise Invalid(_("没有这一类会商，请重新选择。"), field="group")
    return replace(wanted, text=" ".join(wanted.text.split())[:TEXT_LIMIT])


def groups() -> dict[str, str]:
    """The groups as people say them."""
    return {"coming": _("待开"), "closed": _("已结束"), "cancelled": _("已取消")}


def week_of(on: date) -> tuple[date, date]:
    """Monday and Sunday of a date's week."""
    monday = on - timedelta(days=on.weekday())
    return monday, monday + timedelta(days=6)


def read_week(text: str, today: date) -> date:
    """The Monday of the week that holds the date in an address; today's for what is no date of the calendar."""
    return week_of(_date(text) or today)[0]


def read_month(text: str, today: date) -> date:
    """The first of the month in an address, `2026-11`; this month for anything else."""
    return (_date(f"{text}-01") or today).replace(day=1)


def next_month(first: date, months: int = 1) -> date:
    """The first of a month so many after (or before)."""
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None
