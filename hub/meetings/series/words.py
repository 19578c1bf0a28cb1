"""How series speak: how often, and what becomes of a date that is no working day."""

from ...core.i18n import _
from ...web.times import day, weekday_names
from .rules import Occurrence, Pattern


def frequencies() -> dict[str, str]:
    """每周, 每两周, 每月, 每季度, 每个工作日."""
    return {
        "weekly": _("每周"),
        "fortnightly": _("每两周"),
        "monthly": _("每月"),
        "quarterly": _("每季度"),
        "workdays": _("每个工作日"),
    }


def places() -> dict[int, str]:
    """Which weekday of a month."""
    return {1: _("第一个"), 2: _("第二个"), 3: _("第三个"), 4: _("第四个"), -1: _("最后一个")}


def pattern_words(pattern: Pattern) -> str:
    """每月最后一个周四."""
    often = frequencies()[pattern.frequency]
    if pattern.frequency == "workdays":
        return often
    weekday = weekday_names()[pattern.weekday]
    if pattern.frequency in {"weekly", "fortnightly"}:
        return _("%(often)s的%(weekday)s", often=often, weekday=weekday)
    return _("%(often)s的%(place)s%(weekday)s", often=often, place=places()[pattern.place], weekday=weekday)


def moving_words(pattern: Pattern) -> str:
    """What becomes of dates that are not worked."""
    if pattern.frequency == "workdays":
        return _("放假不开，调休上班的日子照开。")
    if pattern.moves_back:
        return _("遇放假提前到前一个工作日。")
    return _("遇放假顺延到下一个工作日；与下一次同日的，合并召开。")


def occurrence_words(one: Occurrence) -> str:
    """11月20日 周五（原定11月19日，遇放假）."""
    if one.fate == "skipped":
        return _("%(day)s，已跳过", day=day(one.occurs_on))
    if one.fate == "merged":
        return _("%(day)s遇放假，与%(held)s那一次合并", day=day(one.occurs_on), held=day(one.held_on))
    if one.is_moved:
        days = {"held": day(one.held_on), "day": day(one.occurs_on)}
        if one.held_on > one.occurs_on:
            return _("%(held)s（%(day)s放假，顺延）", **days)
        return _("%(held)s（%(day)s放假，提前）", **days)
    return day(one.held_on)
