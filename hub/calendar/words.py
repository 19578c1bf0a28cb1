"""The calendar on screens: festivals, dates, and what was changed, as people say them."""

from collections.abc import Sequence
from datetime import date, timedelta

from ..core.i18n import _, _n
from ..web.times import month_day, short_day, weekday_name
from .rules import Hours
from .rules.festivals import FESTIVALS, parts_of
from .rules.sheet import DayCell
from .rules.writing import written
from .shapes import ChangeView
from .working import hours_of


def festival_word(name: str) -> str:
    """A festival in the viewer's language; what the office wrote itself stays as it is."""
    said = (_("元旦"), _("春节"), _("清明节"), _("劳动节"), _("端午节"), _("中秋节"), _("国庆节"))
    known = dict(zip(FESTIVALS, said, strict=True))
    return _("、").join(known.get(part, part) for part in parts_of(name))


def kind_of_day(kind: str) -> str:
    """What a day is: holiday, makeup, or usual."""
    return {"holiday": _("放假"), "makeup": _("调休上班")}.get(kind, _("照常"))


def day_label(cell: DayCell) -> str:
    """What a screen reader and a tooltip say of a day."""
    usual = _("上班") if cell.is_working else _("周末")
    said = [f"{month_day(cell.on)} {weekday_name(cell.on)}", kind_of_day(cell.kind) if cell.kind else usual]
    return _("，").join([*said, festival_word(cell.name)] if cell.name else said)


def dates_word(dates: Sequence[date]) -> str:
    """2月14日（周日）、2月28日（周六）."""
    return _("、").join(_("%(day)s（%(weekday)s）", day=month_day(on), weekday=weekday_name(on)) for on in dates)


def hours_word(hours: Hours) -> str:
    """9:00–11:30，13:30–17:00."""
    return written(hours)


def length_word(length: timedelta) -> str:
    """6小时, 6小时30分."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    if not minutes:
        return _("%(hours)d小时", hours=hours)
    return _("%(hours)d小时%(minutes)d分", hours=hours, minutes=minutes)


def change_sentence(change: ChangeView) -> str:
    """What was changed, in one sentence."""
    if change.kind == "year":
        counts = {"off": change.detail["holidays"], "on": change.detail["makeups"]}
        return _("录入%(year)s年放假安排：放假%(off)d天，调休上班%(on)d天", year=change.about, **counts)
    on = date.fromisoformat(change.about)
    if change.kind == "hours":
        if not change.detail["spans"]:
            return _("取消%(date)s起的作息时间", date=short_day(on))
        hours = written(hours_of(change.detail["spans"]))
        return _("%(date)s起作息时间为 %(hours)s", date=short_day(on), hours=hours)
    before, after = (kind_of_day(change.detail[side]["kind"]) for side in ("before", "after"))
    if before == after:
        return _("%(date)s改名为“%(name)s”", date=short_day(on), name=change.detail["after"]["name"])
    return _("%(date)s由%(before)s改为%(after)s", date=short_day(on), before=before, after=after)


def moved_sentence(moved: int) -> str:
    """How many running deadlines moved with a change."""
    return _n("%(num)d个办理中的时限随之变动", moved) if moved else _("没有时限变动")
