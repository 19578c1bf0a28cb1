"""What may be done to a follow-up in which state, what its number and title are, and what colour its light has: pure decisions."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum

from ..core.i18n import _
from ..issues import rules as issues

TITLE_LIMIT = 60
TEXT_LIMIT = 3_000
REASON_LIMIT = 500
MOST_UNITS = 40
_SIGN = re.compile(r"^(?:D|督办)\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;\n]")


class Act(StrEnum):
    """What may be done to a follow-up, as timelines and programs call it."""

    OPEN = "open"
    CORRECT = "correct"
    VOID = "void"
    DROP = "drop"
    KEEP = "keep"
    ACCEPT = "accept"
    CONTEST = "contest"
    INSIST = "insist"
    ASSIGN = "assign"
    REPORT = "report"
    COMPLETE = "complete"
    RECALL = "recall"
    CONFIRM = "confirm"
    OBJECT = "object"
    CLOSE_OUT = "close_out"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    ASK_DUE = "ask_due"
    REFUSE_DUE = "refuse_due"
    CHANGE_DUE = "change_due"
    ESCALATE = "escalate"
    REMIND = "remind"
    RECOMPUTE = "recompute"


TAKING_UP = frozenset({"assigned", "contested"})
"""States in which a unit still has to take it up."""
AT_WORK = TAKING_UP | {"accepted", "in_progress"}
"""States in which the due time counts."""
UNSETTLED = AT_WORK | {"completed"}
FROM: dict[Act, frozenset[str]] = {
    Act.ACCEPT: TAKING_UP,
    Act.CONTEST: TAKING_UP,
    Act.INSIST: frozenset({"contested"}),
    Act.ASSIGN: AT_WORK,
    Act.REPORT: AT_WORK,
    Act.COMPLETE: AT_WORK - {"contested"},
    Act.RECALL: frozenset({"completed"}),
    Act.CONFIRM: frozenset({"completed"}),
    Act.OBJECT: frozenset({"completed"}),
    Act.CLOSE_OUT: frozenset({"completed"}),
    Act.SEND_BACK: frozenset({"completed"}),
    Act.REOPEN: frozenset({"closed", "withdrawn"}),
    Act.WITHDRAW: UNSETTLED,
    Act.KEEP: UNSETTLED,
    Act.ASK_DUE: frozenset({"accepted", "in_progress"}),
    Act.REFUSE_DUE: AT_WORK,
    Act.CHANGE_DUE: AT_WORK,
    Act.ESCALATE: AT_WORK,
}
"""The states from which each act leads on; whoever may not do it for another reason is the policy's affair."""


def why_not(act: Act, state: str) -> str:
    """Why the act is not possible in this state, in a sentence; "" when it is."""
    if state in FROM[act]:
        return ""
    return {
        "assigned": _("督办事项已交办，尚未承办。"),
        "contested": _("有单位提出异议，等待区未保办处理。"),
        "accepted": _("督办事项已承办，正在办理。"),
        "in_progress": _("督办事项正在办理。"),
        "completed": _("督办事项已报办结，等待确认和销号。"),
        "closed": _("督办事项已销号。"),
        "withdrawn": _("督办事项已撤销。"),
    }[state]


def light(
    state: str, due_at: datetime, heard_at: datetime | None, soon_by: datetime, behind_by: datetime, now: datetime
) -> str:  # noqa: PLR0913, E501 (what a light hangs on)
    """The colour: `overdue` red; `soon` or `behind` yellow; `calm` green; `idle` where nobody's due time counts.

    `soon_by` is the instant until which what is due counts as soon due, `behind_by` the one since which something should have
    been heard.
    """
    if state not in AT_WORK:
        return "idle"
    if due_at <= now:
        return "overdue"
    if due_at <= soon_by:
        return "soon"
    return "behind" if heard_at is not None and heard_at <= behind_by else "calm"


def default_due_on(published_on: date, days: int) -> date:
    """The Shanghai date by which what the minutes give no date for is due."""
    return published_on + timedelta(days=days)


def written_number(year: int, number: int) -> str:
    """The number that people call a follow-up by: `D2026-0007`."""
    return f"D{issues.written_number(year, number)}"


def read_number(text: str) -> tuple[int, int] | None:
    """Year and number from what somebody typed, with or without D or 督办, full-width too; None for anything else."""
    return issues.read_number(_SIGN.sub("", unicodedata.normalize("NFKC", text).strip()))


def title_of(text: str) -> str:
    """The first sentence of a decision, cut to TITLE_LIMIT characters."""
    line = " ".join(_SENTENCE.split(text.strip(), maxsplit=1)[0].split())
    return line if len(line) <= TITLE_LIMIT else f"{line[: TITLE_LIMIT - 1]}…"


def states() -> dict[str, str]:
    """The states as people say them."""
    return {
        "assigned": _("待承办"),
        "contested": _("有异议"),
        "accepted": _("已承办"),
        "in_progress": _("办理中"),
        "completed": _("已报办结"),
        "closed": _("已销号"),
        "withdrawn": _("已撤销"),
    }
