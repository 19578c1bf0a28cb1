"""What may be done to a consultation in which state, what its words must look like, and what its states are called: pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from ..core.errors import Invalid, TooLarge
from ..core.i18n import _, _p

TITLE_LIMIT = 60
NOTE_LIMIT = 3_000
REASON_LIMIT = 500
PLACE_LIMIT = 120
LINK_LIMIT = 500
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=12)
FURTHEST = timedelta(days=730)
"""No consultation is planned further ahead than two years."""
MOST_UNITS = 60
MOST_PEOPLE = 60


class Act(StrEnum):
    """What may be done to a consultation, as records and programs call it."""

    PREPARE = "prepare"
    CHANGE = "change"
    ANNOUNCE = "announce"
    MOVE = "move"
    CANCEL = "cancel"
    SKIP = "skip"
    """What a series has made is not held after all, before anybody was told; `RESTORE` takes that back."""
    RESTORE = "restore"
    FOLLOW = "follow"
    """It moves with its series to another day, before anybody was told."""
    OPEN = "open"
    NEXT = "next_item"
    GO_TO = "go_to_item"
    BACK = "back_an_item"
    DEFER = "defer_item"
    SIGN_IN = "sign_in"
    UNDO_SIGN_IN = "undo_sign_in"
    ASK_FLOOR = "ask_floor"
    TAKE_BACK = "take_back_floor"
    GIVE_FLOOR = "give_floor"
    END_FLOOR = "end_floor"
    STATE = "state_position"
    CALL_POSITIONS = "call_positions"
    WRITE_DECISION = "write_decision"
    EDIT_DECISION = "edit_decision"
    READ_BACK = "read_decision_back"
    FIX = "fix_decision"
    DROP = "drop_decision"
    RESTORE_DECISION = "restore_decision"
    CLOSE = "close"
    REOPEN = "reopen"
    AGENDA_CHANGED = "agenda_changed"
    PAPER_ADDED = "paper_added"
    PAPER_WITHDRAWN = "paper_withdrawn"
    ASK_TIMES = "ask_times"
    CHOOSE_TIME = "choose_time"
    DROP_TIMES = "drop_times"
    ANSWER = "answer"
    REMIND = "remind"


PLANNED = frozenset({"draft", "announced"})
"""States in which it is still to come."""
HELD = frozenset({"live"})
OPEN = PLANNED | {"live"}
"""States in which its agenda and its papers may change."""
FROM: dict[Act, frozenset[str]] = {
    Act.CHANGE: PLANNED,
    Act.ANNOUNCE: frozenset({"draft"}),
    Act.MOVE: PLANNED,
    Act.CANCEL: PLANNED,
    Act.SKIP: frozenset({"draft"}),
    Act.RESTORE: frozenset({"cancelled"}),
    Act.FOLLOW: frozenset({"draft"}),
    Act.OPEN: frozenset({"announced"}),
    Act.SIGN_IN: HELD | {"announced"},
    Act.UNDO_SIGN_IN: HELD | {"announced"},
    **dict.fromkeys((Act.NEXT, Act.GO_TO, Act.BACK, Act.DEFER, Act.CLOSE), HELD),
    **dict.fromkeys((Act.ASK_FLOOR, Act.TAKE_BACK, Act.GIVE_FLOOR, Act.END_FLOOR), HELD),
    **dict.fromkeys((Act.STATE, Act.CALL_POSITIONS, Act.WRITE_DECISION, Act.EDIT_DECISION), HELD),
    **dict.fromkeys((Act.READ_BACK, Act.FIX, Act.DROP, Act.RESTORE_DECISION), HELD),
    Act.REOPEN: frozenset({"closed"}),
    Act.AGENDA_CHANGED: OPEN,
    Act.PAPER_ADDED: OPEN,
    Act.PAPER_WITHDRAWN: OPEN | {"closed", "cancelled"},
    Act.ASK_TIMES: frozenset({"draft"}),
    Act.CHOOSE_TIME: frozenset({"draft"}),
    Act.DROP_TIMES: frozenset({"draft"}),
    Act.ANSWER: frozenset({"announced"}),
    Act.REMIND: frozenset({"announced"}),
}
"""The states from which each act leads on; whoever may not do it for another reason is the policy's affair."""


def why_not(act: Act, state: str) -> str:
    """Why the act is not possible in this state, in a sentence; "" when it is."""
    if state in FROM[act]:
        return ""
    return {
        "draft": _("会商还在筹备，尚未发出通知。"),
        "announced": _("会商通知已经发出，尚未开始。"),
        "live": _("会商正在进行。"),
        "closed": _("会商已经结束。"),
        "cancelled": _("会商已经取消。"),
    }[state]


def kinds() -> dict[str, str]:
    """专项会商, 定期会商, 联席会议, 全体会议, 个案会商."""
    return {
        "special": _("专项会商"),
        "regular": _("定期会商"),
        "joint": _("联席会议"),
        "plenary": _("全体会议"),
        "case": _("个案会商"),
    }


def states() -> dict[str, str]:
    """The states as people say them."""
    return {
        "draft": _("筹备中"),
        "announced": _("已通知"),
        "live": _p("consultation", "进行中"),
        "closed": _("已结束"),
        "cancelled": _("已取消"),
    }


def answers() -> dict[str, str]:
    """What units answer, as people say it."""
    return {
        "waiting": _("未答复"),
        "attending": _p("attendance", "参加"),
        "excused": _p("attendance", "请假"),
        "delegated": _("委派代表"),
    }


def clean_line(text: str, field: str, limit: int, missing: str = "") -> str:
    """One line of at most `limit` characters; Invalid with the sentence `missing` when it is empty and may not be; TooLarge."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    if not line and missing:
        raise Invalid(missing, field=field)
    return _short_enough(line, field, limit)


def clean_words(text: str, field: str, limit: int, missing: str = "") -> str:
    """Lines of at most `limit` characters together; Invalid with the sentence `missing` when there are none; TooLarge."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    words = "\n".join("".join(c if c.isprintable() else " " for c in line).rstrip() for line in lines).strip()
    if not words and missing:
        raise Invalid(missing, field=field)
    return _short_enough(words, field, limit)


def clean_link(link: str) -> str:
    """The address of an online meeting, `https://…`, or ""; raises Invalid, TooLarge."""
    text = clean_line(link, "link", LINK_LIMIT)
    if text and not text.startswith("https://"):
        raise Invalid(_("会议链接应以 https:// 开头。"), field="link")
    return text


def check_span(starts_at: datetime, minutes: int, now: datetime) -> None:
    """Invalid for a time that is past or further away than FURTHEST, or a length that no meeting has."""
    if starts_at <= now:
        raise Invalid(_("开始时间应在现在之后。"), field="starts_at")
    if starts_at > now + FURTHEST:
        raise Invalid(_("开始时间应在两年之内。"), field="starts_at")
    if not SHORTEST <= timedelta(minutes=minutes) <= LONGEST:
        raise Invalid(_("时长应在10分钟到12小时之间。"), field="minutes")


def _short_enough(text: str, field: str, limit: int) -> str:
    if len(text) > limit:
        raise TooLarge(_("最多 %(limit)d 个字。", limit=limit), field=field)
    return text
