"""How issues are spoken of: acts, clocks, rungs and lights in plain words. Pure; every sentence is in the reader's language."""

from datetime import timedelta

from ..core.i18n import _, _n, _p
from ..escalation.shapes import Act as StepAct
from ..escalation.shapes import Audience, Clock, Step
from .rules import Act


def act_name(act: Act) -> str:
    """What an act is called on its button."""
    return {
        Act.RAISE: _("提出问题"),
        Act.ACKNOWLEDGE: _p("act", "受理"),
        Act.REPORT: _("反馈进展"),
        Act.RESOLVE: _p("issue", "办结"),
        Act.CLOSE: _p("issue", "销号"),
        Act.REOPEN: _("退回重办"),
        Act.WITHDRAW: _("撤回问题"),
        Act.HOLD: _("挂账"),
        Act.RESUME: _("恢复办理"),
        Act.HAND_OVER: _("转办"),
        Act.ASSIGN: _("指定责任单位"),
        Act.CHANGE_DUE: _("调整时限"),
        Act.ASK_EXTENSION: _("申请延期"),
        Act.APPROVE_EXTENSION: _("同意延期"),
        Act.REFUSE_EXTENSION: _("不同意延期"),
        Act.ESCALATE: _("提前升级"),
        Act.DEESCALATE: _("降级"),
        Act.EDIT: _("修改问题"),
        Act.REMIND: _("提醒"),
        Act.RECOMPUTE: _("重算时限"),
    }[act]


def clock_name(which: Clock) -> str:
    """What a clock counts."""
    return {
        Clock.ANSWER: _("受理"),
        Clock.DUE: _("办理时限"),
        Clock.PROGRESS: _("进展反馈"),
        Clock.CLOSING: _p("issue", "销号"),
        Clock.REVIEW: _("挂账复核"),
        Clock.APPROVAL: _("延期审批"),
    }[which]


def audience_name(who: Audience) -> str:
    """Whom a step tells, by what they are."""
    return {
        Audience.LIAISON: _p("told", "联络员"),
        Audience.LEADER: _p("told", "分管领导"),
        Audience.OFFICE: _p("told", "区未保办"),
        Audience.COMMITTEE: _p("told", "未保委领导"),
        Audience.RAISER: _p("told", "提出单位"),
        Audience.APPROVER: _p("told", "审批人"),
    }[who]


def step_name(step: Step) -> str:
    """What happens on a rung: 提醒联络员, 未保办督办, 提请会商."""
    if step.act is StepAct.SUPERVISE:
        return _("未保办督办")
    if step.act is StepAct.TOPIC:
        return _("提请会商")
    return _("提醒%(who)s", who=_("、").join(audience_name(who) for who in step.tells))


def handling_words(amount: int, measure: str, calendar: str) -> str:
    """办理时限 as a length of time: 10个工作日, 24个工作小时, 24小时."""
    if measure == "days":
        return _n("%(num)d个工作日", amount)
    return _n("%(num)d小时（不分昼夜）", amount) if calendar == "always" else _n("%(num)d个工作小时", amount)


def left_words(seconds: float) -> str:
    """How much working time a clock that stands still has left."""
    hours = timedelta(seconds=seconds) / timedelta(hours=1)
    return _n("%(num)d个工作小时", round(hours)) if hours >= 1 else _("不到1个工作小时")


def next_words(act: str, tells: tuple[str, ...]) -> str:
    """What a step does that a card names: `act` and `tells` as `IssueCard` has them."""
    return step_name(Step(0, 0, tuple(map(Audience, tells)), StepAct(act)))
