"""What counts while a consultation is held: whose time runs, who comes late, what a decision needs; pure decisions."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from ...core.errors import Invalid, TooLarge
from ...core.i18n import _

TEXT_LIMIT = 1_000
"""Characters of a decision."""
WORDS_LIMIT = 500
"""Characters of what a unit says to an item."""
NAME_LIMIT = 40
DUE_DAYS = 20
"""Calendar days that a decision has unless somebody says otherwise."""
LONGEST = timedelta(days=730)
EARLIEST = timedelta(hours=12)
"""How long before the time that was told a consultation may be opened: nobody opens next week's by mistake."""
SIGN_IN_BEFORE = timedelta(hours=2)
"""How long before the time that was told people may sign in."""
CALL_EVERY = timedelta(minutes=5)
"""Units that have said nothing are called on once in this time."""
UNDO_WITHIN = timedelta(minutes=30)
"""How long a consultation that was closed by mistake may be opened again."""
CODE_SECONDS = 30
"""How long a sign-in code stands on the projector before the next one."""
CODES_TAKEN = 2
"""The code on the projector and the one before it are taken: whoever scans at its last moment is not refused."""
TICKET = timedelta(minutes=10)
"""How long whoever has scanned a code has to sign in to the hub and confirm."""


class DecisionAct(StrEnum):
    """What may be done to a decision 议定事项."""

    EDIT = "edit_decision"
    READ_BACK = "read_decision_back"
    FIX = "fix_decision"
    DROP = "drop_decision"
    RESTORE = "restore_decision"


LEADS_TO: dict[DecisionAct, str] = {
    DecisionAct.EDIT: "draft",
    DecisionAct.READ_BACK: "read_back",
    DecisionAct.FIX: "fixed",
    DecisionAct.DROP: "dropped",
    DecisionAct.RESTORE: "draft",
}
"""The state after each act: words that are changed have to be read back again."""
DECISION_FROM: dict[DecisionAct, frozenset[str]] = {
    DecisionAct.EDIT: frozenset({"draft", "read_back"}),
    DecisionAct.READ_BACK: frozenset({"draft"}),
    DecisionAct.FIX: frozenset({"read_back"}),
    DecisionAct.DROP: frozenset({"draft", "read_back", "fixed"}),
    DecisionAct.RESTORE: frozenset({"dropped"}),
}


def why_not_decision(act: DecisionAct, state: str) -> str:
    """Why the act is not possible for a decision in this state, in a sentence; "" when it is."""
    if state in DECISION_FROM[act]:
        return ""
    return {
        "draft": _("这一项还没有宣读。"),
        "read_back": _("这一项正在宣读。"),
        "fixed": _("这一项已经议定。"),
        "dropped": _("这一项已经撤销。"),
    }[state]


def lacking(lead: object | None, due_on: date | None) -> str:
    """What a decision needs before it is read back and fixed, in a sentence; "" for nothing."""
    if lead is None:
        return _("请先选择牵头单位。")
    return _("请先选择办理时限。") if due_on is None else ""


def elapsed(seconds: int, started_at: datetime | None, now: datetime) -> int:
    """The seconds that an item has taken: those of before, and since `started_at` while it is under discussion."""
    running = 0 if started_at is None else int((now - started_at).total_seconds())
    return seconds + max(0, running)


def is_late(at: datetime, starts_at: datetime, first_began_at: datetime | None) -> bool:
    """Late is who comes after the first item began, and after the time that was told: nobody has missed anything before."""
    return first_began_at is not None and at > max(starts_at, first_began_at)


def default_due(today: date, is_working: Callable[[date], bool]) -> date:
    """DUE_DAYS calendar days from `today`, moved to the next working day."""
    due = today + timedelta(days=DUE_DAYS)
    while not is_working(due):
        due += timedelta(days=1)
    return due


def clean_due(due_on: date | None, today: date) -> date | None:
    """A Shanghai date from today on, within LONGEST, or none yet; raises Invalid."""
    if due_on is not None and due_on < today:
        raise Invalid(_("办理时限不能早于今天。"), field="due_on")
    if due_on is not None and due_on > today + LONGEST:
        raise Invalid(_("日期应在两年之内。"), field="due_on")
    return due_on


def clean_text(words: str, field: str, *, limit: int, may_be_empty: bool = False) -> str:
    """What somebody writes, in lines without blanks at their ends; raises Invalid when there is nothing, TooLarge."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(_printable(line).rstrip() for line in lines).strip()
    if not text and not may_be_empty:
        raise Invalid(_("请填写内容。"), field=field)
    if len(text) > limit:
        raise TooLarge(_("最多 %(limit)d 个字。", limit=limit), field=field)
    return text


def clean_name(name: str) -> str:
    """The name of somebody without an account, in one line; raises Invalid, TooLarge."""
    return " ".join(clean_text(name, "name", limit=NAME_LIMIT).split())


def code_window(now: datetime) -> int:
    """The number of the code that stands on the projector at this instant."""
    return int(now.timestamp()) // CODE_SECONDS


def is_fresh(window: int, now: datetime) -> bool:
    """Whether a code with this number is still taken."""
    return 0 <= code_window(now) - window < CODES_TAKEN


def _printable(line: str) -> str:
    return "".join(character for character in line if character.isprintable() or character == "\t")
