"""Words for ways, kinds, targets and the reasons of failures, in the language of the moment."""

from ..core.i18n import _
from .causes import DIGEST, MENTION

ACKNOWLEDGEMENT = "acknowledgement"


def way_word(way: str) -> str:
    """By which way."""
    return {"mail": _("邮件"), "push": _("浏览器推送"), "target": _("群机器人")}.get(way, way)


def target_word(kind: str) -> str:
    """What kind of robot or hook."""
    return {
        "dingtalk": _("钉钉群机器人"),
        "wecom": _("企业微信群机器人"),
        "feishu": _("飞书群机器人"),
        "hook": _("网络钩子"),
    }[kind]


def cause_word(kind: str) -> str:
    """What the notice was about."""
    return {MENTION: _("点名"), DIGEST: _("汇总"), ACKNOWLEDGEMENT: _("回执")}.get(kind, _("通知"))


def pace_word(pace: str) -> str:
    """How soon somebody is told."""
    return {"immediate": _("立即"), "digest": _("按时汇总"), "off": _("不用")}[pace]


def reason_sentence(reason: str) -> str:
    """Why a notice did not get through, and what to do."""
    kind, _space, number = reason.partition(" ")
    sentences = {
        "address": _("地址不完整或写法不对，请重新填写。"),
        "host": _("这个主机不在允许之列，请联系系统管理员。"),
        "inside": _("这个主机名指向内网地址，不能使用。确需使用时，请系统管理员在HUB_HOOK_HOSTS中列出。"),
        "name": _("找不到这个主机，请检查地址或网络。"),
        "connection": _("连接不上，请检查地址、证书或网络。"),
        "timeout": _("对方没有及时答复。"),
        "answer": _("对方的答复看不懂，请检查地址。"),
        "key": _("密钥已更换，地址无法读取，请删去后重新添加。"),
    }
    if kind == "smtp":
        return _("邮件服务器拒绝：%(number)s", number=number)
    if kind == "http":
        return _("对方答复HTTP %(number)s", number=number)
    if kind in {"errcode", "code"}:
        return _("机器人拒绝，代码%(number)s。请检查安全设置：加签密钥或关键词“会商”。", number=number)
    return sentences.get(kind) or _("发送出错：%(reason)s", reason=reason)
