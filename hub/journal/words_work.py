"""How the trail speaks of plans, the calendar, channels, issues, ladders and the clock."""

from ..core.i18n import _


def work_actions() -> dict[str, str]:
    """What was done to plans, the calendar, channels, issues, ladders and the clock."""
    return {
        "plan.import": _("导入要点"),
        "calendar.year": _("录入放假安排"),
        "calendar.day": _("更改放假日"),
        "calendar.hours": _("更改作息时间"),
        "acknowledgement.move": _("回执时限随日历调整"),
        "channel.invite": _("邀请进入频道"),
        "channel.uninvite": _("取消邀请"),
        "message.retract": _("未保办撤回消息"),
        "export.ask": _("申请导出"),
        "export.download": _("下载导出文件"),
        "issues.export": _("导出问题台账"),
        "ladder.version": _("修改升级阶梯"),
        "ladder.move": _("计时移到新版阶梯"),
        "handling_time.change": _("修改办理时限"),
        "clock.alarm": _("时钟报警"),
        "clock.confirm": _("确认时钟无误"),
    }
