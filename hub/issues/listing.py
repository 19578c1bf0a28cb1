"""Which issues the register 台账 lists and in what order: values that doors read and queries answer; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..core.errors import Invalid
from ..core.i18n import _, _p
from .rules import AT_WORK, kinds, read_number, severities

UNSETTLED = ("open", "acknowledged", "reopened", "on_hold", "resolved")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "unsettled": UNSETTLED,
    "overdue": tuple(sorted(AT_WORK)),
    "resolved": ("resolved",),
    "on_hold": ("on_hold",),
    "closed": ("closed",),
    "withdrawn": ("withdrawn",),
    "all": (*UNSETTLED, "closed", "withdrawn"),
}
"""The states of each group; what is `overdue` is past its due time besides."""
SORTS = ("due", "raised", "number", "tier", "unit")
"""By due time, time of raising, number, tier reached, and raising unit in official order."""
TEXT_LIMIT = 60
TOP_TIER = 5


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What to list. `unit` answers for it, `raiser` raised it, `channel` is where it hangs: public ids.

    `is_mine` wants what the viewer's unit answers for or has raised; `tier` at least that rung; `text` stands in the title,
    or is the number. `sort` "" is the group's own order.
    """

    group: str = "unsettled"
    unit: str = ""
    raiser: str = ""
    channel: str = ""
    kind: str = ""
    severity: str = ""
    tier: int = 0
    is_supervised: bool = False
    is_mine: bool = False
    text: str = ""
    year: int | None = None
    sort: str = ""
    is_descending: bool = False

    @property
    def number(self) -> tuple[int, int] | None:
        """The one issue that is asked for by its whole number, whatever its state."""
        return read_number(self.text)

    @property
    def states(self) -> tuple[str, ...]:
        """The states to look in."""
        return GROUPS["all" if self.number else self.group]

    @property
    def is_overdue_only(self) -> bool:
        """Whether only what is past its due time is wanted."""
        return self.group == "overdue" and self.number is None

    @property
    def order(self) -> tuple[str, bool]:
        """By what, and whether downwards: what is being done by its due time, what is over by its number, newest first."""
        if self.sort:
            return self.sort, self.is_descending
        return ("number", True) if self.group in {"closed", "withdrawn", "all"} else ("due", False)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the group of states is asked for."""
        return replace(self, group="unsettled", sort="", is_descending=False) != RegisterFilter()


def cleaned(wanted: RegisterFilter) -> RegisterFilter:
    """The same with its words tidied; raises Invalid, by field, for a value that there is not."""
    for field, value, known in (
        ("group", wanted.group, GROUPS),
        ("kind", wanted.kind, kinds()),
        ("severity", wanted.severity, severities()),
        ("sort", wanted.sort, SORTS),
    ):
        if value not in known and (value or field == "group"):
            raise Invalid(_("没有这个筛选条件，请重新选择。"), field=field)
    if not 0 <= wanted.tier <= TOP_TIER:
        raise Invalid(_("没有这个筛选条件，请重新选择。"), field="tier")
    if wanted.year is not None and not 2000 <= wanted.year <= 2100:
        raise Invalid(_("没有这个筛选条件，请重新选择。"), field="year")
    return replace(wanted, text=" ".join(wanted.text.split())[:TEXT_LIMIT])


def groups() -> dict[str, str]:
    """The groups of states as the register's segments call them."""
    return {
        "unsettled": _("未办结"),
        "overdue": _("已逾期"),
        "resolved": _("待销号"),
        "on_hold": _("挂账"),
        "closed": _("已销号"),
        "withdrawn": _p("issue", "已撤回"),
        "all": _p("issues", "全部"),
    }


def tiers() -> dict[int, str]:
    """The rungs, by the number that they are kept under."""
    return {
        0: _("未升级"),
        1: _("联络员"),
        2: _("分管领导"),
        3: _("督办"),
        4: _("提请会商"),
        5: _("未保委领导"),
    }
