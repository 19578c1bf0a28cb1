"""Ladders on screens: clocks, steps, audiences and acts as people say them."""

from collections.abc import Iterable

from ...core.i18n import _, _n, _p
from ...escalation.shapes import Act, Audience, Clock, Ladder, Step


def clock_word(clock: Clock) -> str:
    """What the ladder is for."""
    return {
        Clock.ANSWER: _("受理"),
        Clock.DUE: _("办理时限"),
        Clock.PROGRESS: _("进展反馈"),
        Clock.CLOSING: _("待销号"),
        Clock.REVIEW: _("挂账复核"),
        Clock.APPROVAL: _("延期审批"),
    }[Clock(clock)]


def clock_sentence(clock: Clock) -> str:
    """From when it counts, and what ends it."""
    return {
        Clock.ANSWER: _("从提出问题起计，责任单位全部受理后停止"),
        Clock.DUE: _("以办理时限为准，前后计算，办结后停止"),
        Clock.PROGRESS: _("从受理或上一次反馈进展起计，再次反馈后重新计算"),
        Clock.CLOSING: _("从办结起计，销号或重新办理后停止"),
        Clock.REVIEW: _("以挂账时约定的复核日为准，恢复办理后停止"),
        Clock.APPROVAL: _("从提出延期申请起计，审批后停止"),
    }[Clock(clock)]


def supposed(clock: Clock) -> str:
    """What is supposed to happen at the example's instant."""
    return {
        Clock.ANSWER: _("假如这时提出问题"),
        Clock.DUE: _("假如办理时限是这时"),
        Clock.PROGRESS: _("假如这时受理或反馈进展"),
        Clock.CLOSING: _("假如这时办结"),
        Clock.REVIEW: _("假如约定这时复核"),
        Clock.APPROVAL: _("假如这时提出延期申请"),
    }[Clock(clock)]


def unit_words() -> dict[str, str]:
    """What ladders and handling times count in."""
    return {"days": _("工作日"), "hours": _("工作小时"), "always": _("小时（24×7）")}


def amount_words(unit: str, amount: int) -> str:
    """So many of them."""
    return {
        "days": _n("%(num)d个工作日", amount),
        "hours": _n("%(num)d个工作小时", amount),
        "always": _n("%(num)d小时", amount),
    }[unit]


def when_words(ladder: Ladder, step: Step, unit: str) -> str:
    """When a step fires, from the start or around the appointed time."""
    much = amount_words(unit, abs(step.after))
    if not ladder.is_anchored:
        return _("%(much)s后", much=much) if step.after else _("立即")
    appointed = _("复核时间") if ladder.clock is Clock.REVIEW else _("时限")
    if step.after < 0:
        return _("%(appointed)s前%(much)s", appointed=appointed, much=much)
    return (
        _("%(appointed)s后%(much)s", appointed=appointed, much=much)
        if step.after
        else _("到%(appointed)s", appointed=appointed)
    )


def audience_word(who: str) -> str:
    """Whom a step tells."""
    return {
        Audience.LIAISON: _("责任单位联络员"),
        Audience.LEADER: _("责任单位分管领导"),
        Audience.OFFICE: _("区未保办"),
        Audience.COMMITTEE: _("未保委领导"),
        Audience.RAISER: _("提出单位联络员"),
        Audience.APPROVER: _("审批人"),
    }[Audience(who)]


def audiences_words(tells: Iterable[str]) -> str:
    """The same for several."""
    return _("、").join(audience_word(who) for who in tells)


def act_word(act: str) -> str:
    """What a step does besides telling."""
    return {Act.REMIND: _("催办"), Act.SUPERVISE: _("督办"), Act.TOPIC: _("提请会商")}[Act(act)]


def tier_word(tier: int) -> str:
    """A tier by its number."""
    return _p("escalation", "%(tier)d级", tier=tier)
