"""How follow-ups are spoken of: acts and clocks in plain words. Pure; every sentence is in the reader's language."""

from ..core.i18n import _, _p
from ..escalation.shapes import Clock
from .rules import Act


def act_name(act: Act) -> str:
    """What an act is called on its button."""
    return {
        Act.ACCEPT: _p("act", "承办"),
        Act.CONTEST: _("提出异议"),
        Act.INSIST: _("维持交办"),
        Act.ASSIGN: _("改派单位"),
        Act.REPORT: _("反馈进展"),
        Act.COMPLETE: _("报办结"),
        Act.RECALL: _("撤回办结"),
        Act.CONFIRM: _("确认办结"),
        Act.OBJECT: _("不同意办结"),
        Act.CLOSE_OUT: _p("issue", "销号"),
        Act.SEND_BACK: _("退回重办"),
        Act.REOPEN: _("恢复督办"),
        Act.KEEP: _("继续督办"),
        Act.WITHDRAW: _("撤销督办"),
        Act.ASK_DUE: _("申请延期"),
        Act.REFUSE_DUE: _("不同意延期"),
        Act.CHANGE_DUE: _("调整时限"),
        Act.ESCALATE: _("催办"),
    }[act]


def clock_name(which: Clock) -> str:
    """What a clock counts."""
    return {
        Clock.ANSWER: _p("act", "承办"),
        Clock.DUE: _("办理时限"),
        Clock.PROGRESS: _("进展反馈"),
        Clock.CLOSING: _("确认和销号"),
        Clock.REVIEW: _("复核"),
        Clock.APPROVAL: _("未保办处理"),
    }[which]
