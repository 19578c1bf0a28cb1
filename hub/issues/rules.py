"""What may be done to an issue in which state, what its words must look like, and what colour its light has: pure decisions."""

import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum

from ..core.errors import Invalid, TooLarge
from ..core.i18n import _, _p

TITLE_LIMIT = 60
BODY_LIMIT = 3_000
REASON_LIMIT = 500
MOST_UNITS = 20
LONGEST = timedelta(days=730)
"""No due time lies further away than two years."""
HAND_OVERS = 1
"""How often units may pass an issue on among themselves; after that the office decides, so that nobody passes it round."""


class Act(StrEnum):
    """What may be done to an issue, as timelines and programs call it."""

    RAISE = "raise"
    ACKNOWLEDGE = "acknowledge"
    REPORT = "report"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    RESUME = "resume"
    HAND_OVER = "hand_over"
    ASSIGN = "assign"
    CHANGE_DUE = "change_due"
    ASK_EXTENSION = "ask_extension"
    APPROVE_EXTENSION = "approve_extension"
    REFUSE_EXTENSION = "refuse_extension"
    ESCALATE = "escalate"
    DEESCALATE = "deescalate"
    EDIT = "edit"
    REMIND = "remind"
    RECOMPUTE = "recompute"


TAKING_UP = frozenset({"open", "reopened"})
"""States in which a responsible unit still has to take the issue up: the first clock runs."""
AT_WORK = TAKING_UP | {"acknowledged"}
"""States in which a clock of the responsible units runs."""
FROM: dict[Act, frozenset[str]] = {
    Act.ACKNOWLEDGE: TAKING_UP,
    Act.REPORT: frozenset({"acknowledged"}),
    Act.RESOLVE: AT_WORK,
    Act.CLOSE: frozenset({"resolved"}),
    Act.REOPEN: frozenset({"resolved", "closed"}),
    Act.WITHDRAW: AT_WORK | {"on_hold"},
    Act.HOLD: AT_WORK,
    Act.RESUME: frozenset({"on_hold"}),
    Act.HAND_OVER: AT_WORK,
    Act.ASSIGN: AT_WORK,
    Act.CHANGE_DUE: AT_WORK,
    Act.ASK_EXTENSION: frozenset({"acknowledged"}),
    Act.ESCALATE: AT_WORK,
    Act.DEESCALATE: AT_WORK,
    Act.EDIT: AT_WORK | {"on_hold"},
}
"""The states from which each act leads on; whoever may not do it for another reason is the policy's affair."""


def why_not(act: Act, state: str) -> str:
    """Why the act is not possible in this state, in a sentence; "" when it is."""
    if state in FROM[act]:
        return ""
    return {
        "open": _("问题尚未受理。"),
        "reopened": _("问题正在重新办理，尚未受理。"),
        "acknowledged": _("问题已受理，正在办理。"),
        "resolved": _("问题已办结，等待销号。"),
        "closed": _("问题已销号。"),
        "on_hold": _("问题已挂账，恢复办理后再操作。"),
        "withdrawn": _("问题已撤回。"),
    }[state]


def light(state: str, due_at: datetime, soon_at: datetime, now: datetime) -> str:
    """The colour of an issue's light: `overdue` red, `soon` yellow, `calm` green; `idle` where nobody's clock runs."""
    if state not in AT_WORK:
        return "idle"
    if due_at <= now:
        return "overdue"
    return "soon" if soon_at <= now else "calm"


def written_number(year: int, number: int) -> str:
    """The number that people call an issue by: `2026-0014`."""
    return f"{year}-{number:04d}"


def read_number(text: str) -> tuple[int, int] | None:
    """Year and number from what somebody typed, full-width digits too; None for anything else."""
    year, dash, number = unicodedata.normalize("NFKC", text).strip().partition("-")
    if not dash or not (year.isascii() and year.isdecimal() and number.isascii() and number.isdecimal()):
        return None
    return (int(year), int(number)) if len(year) == 4 and len(number) <= 6 else None


def clean_title(title: str) -> str:
    """One line of 1 to TITLE_LIMIT characters; raises Invalid, TooLarge."""
    text = " ".join(_printable(title).split())
    if not text:
        raise Invalid(_("请写明问题的标题。"), field="title")
    if len(text) > TITLE_LIMIT:
        raise TooLarge(_("标题最多 %(limit)d 个字。", limit=TITLE_LIMIT), field="title")
    return text


def clean_words(words: str, field: str, *, limit: int = BODY_LIMIT, may_be_empty: bool = False) -> str:
    """What somebody writes about an issue; raises Invalid when there is nothing, TooLarge above `limit` characters."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(_printable(line).rstrip() for line in lines).strip()
    if not text and not may_be_empty:
        raise Invalid(
            _("请填写内容。") if field == "text" else _("请写明理由。") if field == "reason" else _("请填写。"),
            field=field,
        )
    if len(text) > limit:
        raise TooLarge(_("最多 %(limit)d 个字。", limit=limit), field=field)
    return text


def clean_date(on: date | None, today: date, field: str = "due_on") -> date:
    """A Shanghai date after today and within LONGEST; raises Invalid."""
    if on is None:
        raise Invalid(_("请选择日期。"), field=field)
    if on <= today:
        raise Invalid(_("日期应在今天之后。"), field=field)
    if on > today + LONGEST:
        raise Invalid(_("日期应在两年之内。"), field=field)
    return on


def kinds() -> dict[str, str]:
    """重点, 难点, 热点."""
    return {"key": _("重点"), "hard": _("难点"), "hot": _("热点")}


def severities() -> dict[str, str]:
    """一般, 紧急, 特急."""
    return {"normal": _("一般"), "urgent": _("紧急"), "critical": _("特急")}


def states() -> dict[str, str]:
    """The states as people say them."""
    return {
        "open": _("待受理"),
        "acknowledged": _("已受理"),
        "resolved": _("已办结"),
        "closed": _("已销号"),
        "reopened": _("重新办理"),
        "on_hold": _("挂账"),
        "withdrawn": _p("issue", "已撤回"),
    }


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
