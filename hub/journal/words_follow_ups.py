"""How the trail speaks of follow-ups."""

from ..core.i18n import _


def follow_up_actions() -> dict[str, str]:
    """What was done to follow-ups and to what they are reckoned by."""
    return {
        "follow-up.open": _("交办督办事项"),
        "follow-up.correct": _("随纪要更正督办事项"),
        "follow-up.void": _("督办事项的纪要作废"),
        "follow-up.drop": _("更正后的纪要没有督办事项"),
        "follow-up.keep": _("继续督办事项"),
        "follow-up.accept": _("承办督办事项"),
        "follow-up.contest": _("对督办事项提出异议"),
        "follow-up.insist": _("维持交办督办事项"),
        "follow-up.assign": _("改派督办事项"),
        "follow-up.report": _("反馈督办事项进展"),
        "follow-up.complete": _("督办事项报办结"),
        "follow-up.recall": _("撤回督办事项办结"),
        "follow-up.confirm": _("确认督办事项办结"),
        "follow-up.object": _("不同意督办事项办结"),
        "follow-up.close-out": _("督办事项销号"),
        "follow-up.send-back": _("退回督办事项"),
        "follow-up.reopen": _("恢复督办事项"),
        "follow-up.withdraw": _("撤销督办事项"),
        "follow-up.ask-due": _("督办事项申请延期"),
        "follow-up.refuse-due": _("不同意督办事项延期"),
        "follow-up.change-due": _("调整督办事项时限"),
        "follow-up.escalate": _("催办督办事项"),
        "follow-ups.export": _("导出督办台账"),
        "follow-up-setting.change": _("更改督办亮灯规则"),
    }
