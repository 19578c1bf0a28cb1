"""The trail on screens: names of actions, things and ways as people say them."""

from ..core.i18n import _
from .words_accounts import account_actions
from .words_appraisal import appraisal_actions
from .words_follow_ups import follow_up_actions
from .words_meetings import meeting_actions
from .words_minutes import minutes_actions
from .words_work import work_actions


def actions() -> dict[str, str]:
    """Every action that the trail tells of, in the order of the filter."""
    first = account_actions() | work_actions() | meeting_actions()
    return first | minutes_actions() | follow_up_actions() | appraisal_actions()


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
        "appraisal": _("履职情况"),
        "bulletin": _("统计公报"),
        "setting": _("设置"),
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
