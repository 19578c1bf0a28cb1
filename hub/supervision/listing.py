"""Which follow-ups the register 督办台账 lists and in what order: values that doors read and queries answer; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..core.errors import Invalid
from ..core.i18n import _, _p
from .lights import light_names
from .rules import AT_WORK, UNSETTLED, read_number

_ORDER = ("assigned", "contested", "accepted", "in_progress", "completed")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "unsettled": _ORDER,
    "overdue": tuple(state for state in _ORDER if state in AT_WORK),
    "assigned": ("assigned",),
    "contested": ("contested",),
    "working": ("accepted", "in_progress"),
    "completed": ("completed",),
    "closed": ("closed",),
    "withdrawn": ("withdrawn",),
    "all": (*_ORDER, "closed", "withdrawn"),
}
"""The states of each group; what is `overdue` is past its due time besides."""
SORTS = ("due", "number")
TEXT_LIMIT = 60


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What to list. `unit` carries it out, `lead` leads it, `consultation` decided it: public ids; `light` is its colour.

    `is_mine` wants what the viewer's unit carries out; `text` stands in title or words, or is the number. `first_on` and
    `last_on`: the consultation that decided it was on that day (Shanghai) or later, or earlier. `sort` "" is the group's
    own order.
    """

    group: str = "unsettled"
    unit: str = ""
    light: str = ""
    consultation: str = ""
    channel: str = ""
    issue: str = ""
    minutes: str = ""
    is_mine: bool = False
    text: str = ""
    year: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    sort: str = ""
    is_descending: bool = False

    @property
    def number(self) -> tuple[int, int] | None:
        """The one follow-up that is asked for by its whole number, whatever its state."""
        return read_number(self.text)

    @property
    def states(self) -> tuple[str, ...]:
        """The states to look in; only what is at work has a colour."""
        states = GROUPS["all" if self.number else self.group]
        return tuple(state for state in states if state in AT_WORK) if self.light else states

    @property
    def is_overdue_only(self) -> bool:
        """Whether only what is past its due time is wanted."""
        return self.light == "overdue" or (self.group == "overdue" and self.number is None)

    @property
    def order(self) -> tuple[str, bool]:
        """By what, and whether downwards: what is being done by its due time, what is over by its number, newest first."""
        if self.sort:
            return self.sort, self.is_descending
        return ("due", False) if set(GROUPS[self.group]) <= UNSETTLED else ("number", True)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the group of states is asked for."""
        return replace(self, group="unsettled", sort="", is_descending=False) != RegisterFilter()


def cleaned(wanted: RegisterFilter) -> RegisterFilter:
    """The same with its words tidied; raises Invalid, by field, for a value that there is not."""
    for field, value, known in (
        ("group", wanted.group, GROUPS),
        ("light", wanted.light, light_names()),
        ("sort", wanted.sort, SORTS),
    ):
        if value not in known and (value or field == "group"):
            raise Invalid(_("没有这个筛选条件，请重新选择。"), field=field)
    if wanted.year is not None and not 2000 <= wanted.year <= 2100:  # noqa: PLR2004 (years that a calendar has)
        raise Invalid(_("没有这个筛选条件，请重新选择。"), field="year")
    for field, on in (("first_on", wanted.first_on), ("last_on", wanted.last_on)):
        if on is not None and not 2000 <= on.year <= 2100:  # noqa: PLR2004 (the same)
            raise Invalid(_("请按年-月-日填写日期，如2026-12-04。"), field=field)
    if wanted.first_on and wanted.last_on and wanted.last_on < wanted.first_on:
        raise Invalid(_("结束日期不能早于开始日期。"), field="last_on")
    return replace(wanted, text=" ".join(wanted.text.split())[:TEXT_LIMIT])


def groups() -> dict[str, str]:
    """The groups of states as the register's segments call them."""
    return {
        "unsettled": _("未销号"),
        "overdue": _("已逾期"),
        "assigned": _("待承办"),
        "contested": _("有异议"),
        "working": _("办理中"),
        "completed": _("已报办结"),
        "closed": _("已销号"),
        "withdrawn": _("已撤销"),
        "all": _p("issues", "全部"),
    }
