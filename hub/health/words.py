"""Findings in words: what it is called, how it is, and what to do where it is not well."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from ..core import clock
from ..core.i18n import _, _n
from .shapes import Alarm, Finding, Trouble, Verdict

GIGABYTE = 1024**3


class Said(NamedTuple):
    """A finding's sentence, and the advice that goes with it ("" when nothing is to be done)."""

    sentence: str
    advice: str = ""


def part_word(part: str) -> str:
    """What a part of the hub is called."""
    return {
        "sweep": _("到期扫描"),
        "workers": _("定时任务进程"),
        "steps": _("到期步骤"),
        "clock": _("服务器时钟"),
        "outbox": _("系统外通知"),
        "calendar": _("工作日历"),
        "backup": _("备份"),
        "disk": _("磁盘空间"),
        "audit": _("审计记录"),
    }[part]


def verdict_word(verdict: Verdict) -> str:
    """How something is, in one word beside its light."""
    return {Verdict.WELL: _("正常"), Verdict.LOOK: _("请留意"), Verdict.ILL: _("需处理")}[verdict]


def whole(verdict: Verdict, count: int) -> str:
    """How the whole is; `count` findings are not well."""
    if verdict is Verdict.WELL:
        return _("各项正常")
    return _n("%(num)d项需要留意或处理", count)


def said(finding: Finding) -> Said:
    """The finding in the reader's language."""
    return _SAYINGS[finding.code](finding.values)


def ago(instant: datetime) -> str:
    """How long ago it was: 3秒前, 5分钟前, 2小时前, 3天前."""
    seconds = max(int((clock.now() - instant).total_seconds()), 0)
    if seconds < 60:
        return _n("%(num)d秒前", seconds)
    if seconds < 3600:
        return _n("%(num)d分钟前", seconds // 60)
    if seconds < 48 * 3600:
        return _n("%(num)d小时前", seconds // 3600)
    return _n("%(num)d天前", seconds // 86400)


def alarm_sentence(alarm: Alarm) -> str:
    """What the clock guard saw."""
    if alarm.reason == "clock":
        return _("服务器时钟比实际快了15分钟以上。")
    return _n("一次有%(num)d个步骤到期，多得不寻常。", alarm.count)


def trouble_sentence(trouble: Trouble) -> str:
    """What a worker says of itself."""
    job = job_word(trouble.job)
    if trouble.kind == "failed":
        return _("“%(job)s”最近一次出错：%(error)s。请系统管理员查看服务日志。", job=job, error=trouble.error)
    seen = _("没有按时开始") if trouble.kind == "silent" else _("没有按时结束")
    return _("“%(job)s”%(seen)s，定时任务已自动重新启动。", job=job, seen=seen) + _n(
        "一天内%(num)d次；反复出现时，请系统管理员重启服务并查看日志。", trouble.times
    )


def job_word(job: str) -> str:
    """What a job is called; one without a word of its own has its name."""
    return {
        "sweep": _("到期扫描"),
        "deliver": _("发送通知"),
        "write_digests": _("每日汇总"),
        "make_exports": _("制作导出文件"),
        "clear_exports": _("清理导出文件"),
        "tidy": _("每日清理"),
        "tidy_files": _("清理附件"),
        "follow_dates": _("按日期更新成员"),
        "tell_audit_head": _("记录审计校验值"),
    }.get(job, job)


def clock_word(which: str) -> str:
    """Which clock of a matter a step belongs to."""
    return {
        "answer": _("受理时限"),
        "due": _("办理时限"),
        "progress": _("进展反馈"),
        "closing": _("销号确认"),
        "review": _("挂账复核"),
        "approval": _("延期审批"),
    }[which]


def _restart() -> str:
    return _(
        "催办和升级这段时间不会发出。请系统管理员重启服务；单独运行定时任务的，检查 python3 -m hub scheduler 是否在运行。"
    )


def _backup_how(values: Any) -> str:
    if values["is_sqlite"]:
        return _("请系统管理员每天运行 python3 -m hub backup 文件名，并把文件存到别的机器上。")
    return _("请系统管理员每天用 pg_dump 备份，成功后运行 python3 -m hub backup --record。")


def _disk_state(values: Any) -> str:
    return _("剩余%(free).1f GB（%(percent)d%%）", free=values["free"] / GIGABYTE, percent=values["percent"])


_SAYINGS: dict[str, Callable[[Any], Said]] = {
    "sweep.well": lambda v: Said(_("%(ago)s扫描过", ago=ago(v["at"]))),
    "sweep.late": lambda v: Said(_("最近一次扫描是%(ago)s", ago=ago(v["at"])), _restart()),
    "sweep.never": lambda v: Said(_("一天内没有扫描过"), _restart()),
    "workers.well": lambda v: Said(_n("%(num)d个在运行", v["count"])),
    "workers.trouble": lambda v: Said(_n("在运行，其中%(num)d个出过故障", v["count"]), _("情况和办法见下面的列表。")),
    "workers.none": lambda v: Said(_("没有进程在运行定时任务"), _restart()),
    "steps.well": lambda v: Said(_("没有逾时未办的")),
    "steps.late": lambda v: Said(
        _n("%(num)d个到期未办，最早的应在%(ago)s", v["count"], ago=ago(v["at"])),
        _("停机后会自动补办，每件一次一步。十分钟后仍不减少时，请系统管理员查看日志。"),
    ),
    "steps.failing": lambda v: Said(
        _n("%(num)d个出错未办", v["count"]), _("系统会自动重试；下面列出了是哪些，可以立即重试。")
    ),
    "clock.well": lambda v: Said(_("与实际时间一致")),
    "clock.alarm": lambda v: Said(
        _n("报警未确认，%(num)d个步骤在等", v["count"]), _("请未保办工作人员核对时间后在上面确认。")
    ),
    "outbox.well": lambda v: Said(
        _n("%(num)d条等待发送", v["count"]) if v["count"] else _("都已发出"),
    ),
    "outbox.late": lambda v: Said(
        _n("%(num)d条没有按时发送，最早的应在%(ago)s", v["count"], ago=ago(v["at"])),
        _("请系统管理员检查定时任务进程，以及服务器能否连到邮件服务器。"),
    ),
    "outbox.dead": lambda v: Said(_n("%(num)d条没有送达", v["count"]), _("原因列在“未送达的通知”，可以重新发送。")),
    "calendar.well": lambda v: Said(_("%(year)d年及以前的放假安排已录入", year=v["year"])),
    "calendar.missing": lambda v: Said(
        _("%(year)d年放假安排未录入", year=v["year"]),
        _("落在这一年的时限是暂定的。国务院办公厅的通知发布后，请未保办录入工作日历，时限会自动重算。"),
    ),
    "backup.well": lambda v: Said(_("最近一次：%(ago)s", ago=ago(v["at"]))),
    "backup.old": lambda v: Said(_("最近一次是%(ago)s", ago=ago(v["at"])), _backup_how(v)),
    "backup.never": lambda v: Said(_("没有备份记录"), _backup_how(v)),
    "disk.well": lambda v: Said(_disk_state(v)),
    "disk.low": lambda v: Said(_disk_state(v), _("请系统管理员清理磁盘或扩容；写满后不能再发消息和上传。")),
    "disk.full": lambda v: Said(_disk_state(v), _("请系统管理员马上清理磁盘或扩容；写满后不能再发消息和上传。")),
    "audit": lambda v: Said(_n("共%(num)d条，最新校验值%(hash)s", v["seq"], hash=v["hash"][:12])),
}
