"""What may be done to a topic in which state, and what its words must look like: pure decisions."""

from datetime import date, timedelta
from enum import StrEnum

from ...core.errors import Invalid, TooLarge
from ...core.i18n import _, _p

TITLE_LIMIT = 60
WORDS_LIMIT = 3_000
REASON_LIMIT = 500
MOST_UNITS = 40
LONGEST = timedelta(days=730)
"""Nothing is put off for longer than two years."""


class TopicAct(StrEnum):
    """What may be done to a topic, as programs call it."""

    PROPOSE = "propose"
    ACCEPT = "accept"
    MERGE = "merge"
    DEFER = "defer"
    REJECT = "reject"
    UNDO = "undo"
    WITHDRAW = "withdraw"


ALIVE = frozenset({"proposed", "accepted", "deferred", "scheduled"})
"""States in which a topic is still to be dealt with."""
WAITING = frozenset({"proposed", "accepted", "deferred"})
"""Alive, and on no agenda."""
SCHEDULABLE = frozenset({"proposed", "accepted"})
"""States from which a topic comes onto an agenda."""
DECIDED = frozenset({"accepted", "merged", "deferred", "rejected"})
"""What the office has said, and may take back."""
FROM: dict[TopicAct, frozenset[str]] = {
    TopicAct.ACCEPT: frozenset({"proposed", "deferred"}),
    TopicAct.MERGE: WAITING,
    TopicAct.DEFER: frozenset({"proposed", "accepted"}),
    TopicAct.REJECT: WAITING,
    TopicAct.UNDO: DECIDED,
    TopicAct.WITHDRAW: WAITING,
}
"""The states from which each act leads on; whoever may not do it for another reason is the policy's affair."""


def why_not(act: TopicAct, state: str) -> str:
    """Why the act is not possible in this state, in a sentence; "" when it is."""
    if state in FROM[act]:
        return ""
    return _standing()[state]


def why_unscheduled(state: str) -> str:
    """Why a topic in this state does not come onto an agenda, in a sentence; "" when it does."""
    return "" if state in SCHEDULABLE else _standing()[state]


def asked_again(state: str) -> str:
    """The state of a topic that a ladder's rung, or somebody, asks for once more: on with what goes on, anew what had ended."""
    return state if state in {"proposed", "accepted", "scheduled"} else "proposed"


def clean_title(title: str) -> str:
    """One line of 1 to TITLE_LIMIT characters; raises Invalid, TooLarge."""
    text = " ".join(_printable(title).split())
    if not text:
        raise Invalid(_("请写明议题的标题。"), field="title")
    if len(text) > TITLE_LIMIT:
        raise TooLarge(_("标题最多 %(limit)d 个字。", limit=TITLE_LIMIT), field="title")
    return text


def clean_words(words: str, field: str, *, limit: int = WORDS_LIMIT) -> str:
    """What somebody writes, "" for nothing; raises TooLarge above `limit` characters."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(_printable(line).rstrip() for line in lines).strip()
    if len(text) > limit:
        raise TooLarge(_("最多 %(limit)d 个字。", limit=limit), field=field)
    return text


def clean_reason(reason: str) -> str:
    """Why; raises Invalid for nothing, TooLarge above REASON_LIMIT."""
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    if not text:
        raise Invalid(_("请写明理由。"), field="reason")
    return text


def clean_until(until: date | None, today: date) -> date:
    """The Shanghai date until which a topic is put off: after today, within LONGEST; raises Invalid."""
    if until is None:
        raise Invalid(_("请选择日期。"), field="until")
    if until <= today:
        raise Invalid(_("日期应在今天之后。"), field="until")
    if until > today + LONGEST:
        raise Invalid(_("日期应在两年之内。"), field="until")
    return until


def states() -> dict[str, str]:
    """The states as people say them."""
    return {
        "proposed": _("待研究"),
        "accepted": _("已采纳"),
        "merged": _("已合并"),
        "deferred": _("暂缓"),
        "rejected": _("不采纳"),
        "scheduled": _("已列入议程"),
        "settled": _("已议定"),
        "withdrawn": _p("topic", "已撤回"),
    }


def called(title: str) -> str:
    """A title; in the viewer's language that there is none any more, once its words were taken back."""
    return title or _("（内容已撤回）")


def groups() -> dict[str, str]:
    """What stands together in the list of topics."""
    return {
        "proposed": _("待研究"),
        "accepted": _("已采纳"),
        "scheduled": _("已列入议程"),
        "deferred": _("暂缓"),
        "ended": _("已了结"),
    }


def bases() -> dict[str, str]:
    """Where a topic comes from, as people say it."""
    return {
        "hand": _("直接提出"),
        "message": _("来自消息"),
        "issue": _("来自问题"),
        "escalation": _("升级提请"),
        "carried": _("上次未议定"),
    }


def _standing() -> dict[str, str]:
    return {
        "proposed": _("议题正在等候研究。"),
        "accepted": _("议题已采纳。"),
        "merged": _("议题已合并到另一个议题。"),
        "deferred": _("议题已暂缓。"),
        "rejected": _("议题未予采纳。"),
        "scheduled": _("议题已列入议程，先从议程中移出再操作。"),
        "settled": _("议题已在会商中议定。"),
        "withdrawn": _("议题已撤回。"),
    }


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
