"""How the trail speaks of minutes."""

from ..core.i18n import _


def minutes_actions() -> dict[str, str]:
    """What was done to minutes and to what they are made with."""
    return {
        "minutes.draft": _("起草纪要"),
        "minutes.draft-again": _("重新起草纪要"),
        "minutes.edit": _("修改纪要"),
        "minutes.ask-units": _("纪要征求意见"),
        "minutes.comment": _("回复纪要征求意见"),
        "minutes.decide-comment": _("答复纪要意见"),
        "minutes.remind-units": _("催办纪要意见"),
        "minutes.end-round": _("结束纪要征求意见"),
        "minutes.ask-countersign": _("请单位会签纪要"),
        "minutes.countersign": _("会签纪要"),
        "minutes.call-off-countersign": _("取消纪要会签"),
        "minutes-comments.set": _("更改征求意见设置"),
        "minutes.send-to-review": _("纪要送审核"),
        "minutes.send-back": _("退回纪要"),
        "minutes.send-to-sign": _("纪要送签发"),
        "minutes.sign": _("签发纪要"),
        "minutes.publish": _("印发纪要"),
        "minutes.receive": _("签收纪要"),
        "minutes.remind": _("催办纪要签收"),
        "minutes.void": _("作废纪要"),
        "minutes.correct": _("起草纪要更正"),
        "minutes.discard": _("放弃纪要更正"),
        "minutes.take": _("下载纪要"),
        "minutes-wording.change": _("更改起草措辞"),
        "minutes-wording.reset": _("恢复默认起草措辞"),
        "letterhead.write": _("设置版头"),
        "letterhead.remove": _("删除版头"),
    }
