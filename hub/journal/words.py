"""The trail on screens: names of actions, things and ways as people say them."""

from ..core.i18n import _
from .words_follow_ups import follow_up_actions
from .words_minutes import minutes_actions


def actions() -> dict[str, str]:
    """Every action that the trail tells of, in the order of the filter."""
    return (
        {
            "session.begin": _("登录"),
            "session.end": _("退出登录"),
            "password.change": _("更改密码"),
            "password.reset": _("重置密码"),
            "token.make": _("创建令牌"),
            "token.revoke": _("作废令牌"),
            "person.add": _("新增人员"),
            "person.roles": _("更改角色"),
            "person.move": _("调岗"),
            "person.handover": _("移交"),
            "person.deactivate": _("停用账号"),
            "person.reactivate": _("恢复账号"),
            "deputy.name": _("委托代理"),
            "deputy.end": _("结束代理"),
            "unit.add": _("新增单位"),
            "unit.change": _("更改单位"),
            "group.change": _("更改集合"),
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
            "room.add": _("新增会议室"),
            "room.change": _("更改会议室"),
            "room.retire": _("停用会议室"),
            "room.return": _("恢复会议室"),
            "kind.change": _("更改会商类别设置"),
            "series.begin": _("新建系列会商"),
            "series.change": _("更改系列会商"),
            "series.skip": _("系列会商跳过一次"),
            "series.take_back": _("系列会商恢复一次"),
            "series.end": _("结束系列会商"),
            "consultation.prepare": _("筹备会商"),
            "consultation.change": _("更改会商"),
            "consultation.announce": _("发出会商通知"),
            "consultation.move": _("会商改期"),
            "consultation.cancel": _("取消会商"),
            "consultation.skip": _("系列会商跳过一次"),
            "consultation.restore": _("系列会商恢复一次"),
            "consultation.follow": _("随系列改期"),
            "consultation.closed": _("结束会商"),
            "consultation.agenda_changed": _("更改议程"),
            "consultation.paper_added": _("上传会商材料"),
            "consultation.paper_withdrawn": _("撤下会商材料"),
            "topic.propose": _("提出议题"),
            "topic.accept": _("采纳议题"),
            "topic.merge": _("合并议题"),
            "topic.defer": _("暂缓议题"),
            "topic.reject": _("不采纳议题"),
            "topic.undo": _("恢复议题为待研究"),
            "topic.withdraw": _("撤回议题"),
            "consultation.ask_times": _("征询会商时间"),
            "consultation.choose_time": _("选定会商时间"),
            "consultation.drop_times": _("结束时间征询"),
            "consultation.answer": _("答复会商邀请"),
            "consultation.remind": _("催办会商答复"),
            "poll.ask": _("向单位征询时间"),
            "poll.remind": _("提醒答复时间征询"),
            "poll.answer": _("答复时间征询"),
            "poll.choose": _("采用征询的时间"),
            "poll.give_up": _("放弃时间征询"),
            "feed.make": _("建立日历订阅"),
            "feed.revoke": _("作废日历订阅"),
            "clock.alarm": _("时钟报警"),
            "clock.confirm": _("确认时钟无误"),
        }
        | minutes_actions()
        | follow_up_actions()
    )


def kinds() -> dict[str, str]:
    """The things that something was done to."""
    return {
        "person": _("人员"),
        "unit": _("单位"),
        "group": _("集合"),
        "plan": _("工作要点"),
        "calendar": _("工作日历"),
        "channel": _("频道"),
        "message": _("消息"),
        "export": _("导出"),
        "ladder": _("升级阶梯"),
        "severity": _("缓急"),
        "room": _("会议室"),
        "kind": _("会商类别"),
        "series": _("系列会商"),
        "consultation": _("会商"),
        "topic": _("议题"),
        "minutes": _("会议纪要"),
        "follow-up": _("督办事项"),
        "wording": _("起草措辞"),
        "letterhead": _("版头"),
        "poll": _("时间征询"),
        "feed": _("日历订阅"),
        "hub": _("本系统"),
    }


def ways() -> dict[str, str]:
    """By which way it was done (`core.caller.Way`)."""
    return {"page": _("网页"), "program": _("程序（令牌）"), "command": _("服务器命令行"), "hub": _("系统自动")}


def values() -> dict[str, str]:
    """The names of what stands for itself in an entry's detail."""
    return {"holiday": _("放假"), "makeup": _("调休上班"), "usual": _("照常")}


def details() -> dict[str, str]:
    """The names of what an entry's detail holds."""
    return {
        "roles": _("角色"),
        "from": _("从"),
        "to": _("到"),
        "channel": _("频道"),
        "author": _("发言人"),
        "person": _("人员"),
        "format": _("格式"),
        "messages": _("消息数"),
        "days": _("天数"),
        "group": _("状态"),
        "issues": _("问题数"),
        "follow_ups": _("督办事项数"),
        "number": _("编号"),
        "narrowed": _("有其他筛选条件"),
        "version": _("版本"),
        "runs": _("计时数"),
        "deputy": _("代理人"),
        "successor": _("接手人"),
        "mentions": _("待办消息"),
        "inbox": _("问题提醒"),
        "deputies": _("代理"),
        "sessions": _("登录数"),
        "tokens": _("令牌"),
        "invitations": _("受邀的频道"),
        "reason": _("原因"),
        "steps": _("到期步骤数"),
        "notice_days": _("提前通知（工作日）"),
        "papers_days": _("提前交材料（工作日）"),
        "minutes": _("时长（分钟）"),
        "on": _("日期"),
        "units_added": _("新邀请的单位数"),
        "units_removed": _("不再邀请的单位数"),
        "people_added": _("新指名的人数"),
        "people_removed": _("不再指名的人数"),
        "people": _("人数"),
    }
