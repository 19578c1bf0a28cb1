"""How figures speak, in the reader's language."""

from datetime import timedelta

from ..core.i18n import _
from ..web.times import short_day
from .rules import Period

_MINUTES = 60


def figure_words() -> dict[str, str]:
    """What each figure counts, as headings and pages of evidence call it."""
    return {
        "issues.on_time": _("问题：按期办结"),
        "issues.late": _("问题：逾期办结"),
        "issues.overdue": _("问题：逾期未办结"),
        "issues.open": _("问题：期限未到"),
        "follow_ups.on_time": _("督办：按期办结"),
        "follow_ups.late": _("督办：逾期办结"),
        "follow_ups.overdue": _("督办：逾期未办结"),
        "follow_ups.open": _("督办：期限未到"),
        "taken_up.count": _("已承办"),
        "taken_up.waiting": _("尚未承办"),
        "extensions": _("申请延期"),
        "attendance.attended": _("会商：参加"),
        "attendance.excused": _("会商：请假"),
        "attendance.absent": _("会商：缺席"),
    }


def end_words() -> dict[str, str]:
    """What became of matters."""
    return {
        "on_time": _("按期办结"),
        "late": _("逾期办结"),
        "overdue": _("逾期未办结"),
        "open": _("期限未到"),
    }


def period_words(period: Period) -> str:
    """The period's days."""
    return _("%(first)s至%(last)s", first=short_day(period.first_on), last=short_day(period.last_on))


def working_length(length: timedelta | None) -> str:
    """Working time in hours, to a tenth; "—" for none."""
    if length is None:
        return "—"
    minutes = length.total_seconds() / 60
    if minutes < _MINUTES:
        return _("%(num)d分钟", num=round(minutes))
    return _("%(num)s小时", num=f"{minutes / _MINUTES:.1f}")
