"""How comment rounds speak."""

from ...core.i18n import _


def silence_word(silence: str) -> str:
    """What it means that a unit says nothing, as its notice prints it."""
    return {
        "agrees": _("逾期未回复的，视为无意见。"),
        "open": _("逾期未回复的，不视为无意见，将继续催办。"),
    }[silence]


def answer_word(answer: str) -> str:
    """What a unit has said."""
    return {"": _("尚未回复"), "none": _("无意见"), "comments": _("有意见")}[answer]


def verdict_word(verdict: str) -> str:
    """What became of a comment."""
    return {"": _("待答复"), "accepted": _("已采纳"), "declined": _("未采纳")}[verdict]
