"""Figures as a spreadsheet: what period and whose stands above the lines."""

from collections.abc import Sequence

from ..core import clock
from ..core.i18n import _
from ..core.viewer import Viewer
from .rules import ENDS, STANDINGS, Period
from .shapes import Figures
from .words import end_words, figure_words, period_words, working_length

WIDTHS = (26, *(10,) * 8, 10, 14, 10, 10, *(10,) * 3)


def table(viewer: Viewer, period: Period, of_units: Sequence[Figures]) -> tuple[list[list[str]], list[list[str]]]:
    """What stands above, and heading and lines, in the reader's language."""
    at = f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"
    above = [
        [_("履职情况")],
        [_("统计时段"), period_words(period)],
        [_("导出"), _("%(who)s，%(at)s", who=f"{viewer.unit_name} {viewer.name}", at=at)],
    ]
    return above, [_heading(), *(_line(one) for one in of_units)]


def _heading() -> list[str]:
    ends, words = end_words(), figure_words()
    return [
        _("单位"),
        *(_("问题：%(end)s", end=ends[end]) for end in ENDS),
        *(_("督办：%(end)s", end=ends[end]) for end in ENDS),
        *(words["taken_up.count"], _("承办用时（中位数）"), words["taken_up.waiting"], words["extensions"]),
        *(words[f"attendance.{one}"] for one in STANDINGS),
    ]


def _line(one: Figures) -> list[str]:
    return [
        one.name,
        *(str(getattr(one.issues, end)) for end in ENDS),
        *(str(getattr(one.follow_ups, end)) for end in ENDS),
        *(str(one.taken_up.count), working_length(one.taken_up.median), str(one.taken_up.waiting), str(one.extensions)),
        *(str(one.attendance[standing]) for standing in STANDINGS),
    ]
