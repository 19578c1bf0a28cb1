"""Which acts minutes allow in which state, what a reason must say, and the fingerprint of a text: pure."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from ..core.errors import Invalid
from ..core.i18n import _

TEXT_LIMIT = 8_000
"""Characters of one passage."""
TITLE_LIMIT = 120
REASON_LIMIT = 500


class Act(StrEnum):
    """What happens to minutes."""

    DRAFT = "draft"
    DRAFT_AGAIN = "draft-again"
    EDIT = "edit"
    DISCARD = "discard"
    """A correction that was begun is not needed after all."""
    ASK_UNITS = "ask-units"
    """征求意见: the invited units are asked for comments."""
    COMMENT = "comment"
    DECIDE_COMMENT = "decide-comment"
    REMIND_UNITS = "remind-units"
    """Units that have not answered the round are reminded."""
    END_ROUND = "end-round"
    SEND_TO_REVIEW = "send-to-review"
    SEND_BACK = "send-back"
    ASK_COUNTERSIGNATURE = "ask-countersign"
    """会签: a unit's leader is asked to agree before the minutes are signed."""
    COUNTERSIGN = "countersign"
    CALL_OFF_COUNTERSIGNATURE = "call-off-countersign"
    SEND_TO_SIGN = "send-to-sign"
    SIGN = "sign"
    PUBLISH = "publish"
    RECEIVE = "receive"
    REMIND = "remind"
    """Units that have not signed for them are reminded."""
    VOID = "void"
    CORRECT = "correct"
    """Minutes of their own are begun that refer to these."""


FROM: dict[Act, frozenset[str]] = {
    Act.DRAFT_AGAIN: frozenset({"draft"}),
    Act.EDIT: frozenset({"draft", "commenting", "reviewing", "signing"}),
    Act.DISCARD: frozenset({"draft", "commenting", "reviewing", "signing"}),
    Act.ASK_UNITS: frozenset({"draft"}),
    Act.COMMENT: frozenset({"commenting"}),
    Act.DECIDE_COMMENT: frozenset({"commenting"}),
    Act.REMIND_UNITS: frozenset({"commenting"}),
    Act.END_ROUND: frozenset({"commenting"}),
    Act.SEND_TO_REVIEW: frozenset({"draft"}),
    Act.ASK_COUNTERSIGNATURE: frozenset({"reviewing"}),
    Act.COUNTERSIGN: frozenset({"reviewing"}),
    Act.CALL_OFF_COUNTERSIGNATURE: frozenset({"reviewing"}),
    Act.SEND_BACK: frozenset({"reviewing", "signing", "signed"}),
    Act.SEND_TO_SIGN: frozenset({"reviewing"}),
    Act.SIGN: frozenset({"signing"}),
    Act.PUBLISH: frozenset({"signed"}),
    Act.RECEIVE: frozenset({"published"}),
    Act.REMIND: frozenset({"published"}),
    Act.VOID: frozenset({"published"}),
    Act.CORRECT: frozenset({"published", "voided"}),
}
"""The states from which an act may be done."""
WHILE_HELD = frozenset({Act.DRAFT_AGAIN, Act.EDIT, Act.DISCARD})
"""What may be done to minutes whose consultation was closed by mistake and goes on again."""


def why_not(act: Act, state: str) -> str:
    """Why the act is not to be had in this state, as a sentence; "" where it is."""
    if act not in FROM or state in FROM[act]:
        return ""
    return {
        "draft": _("纪要还在起草。"),
        "commenting": _("纪要正在征求意见。"),
        "reviewing": _("纪要正在审核。"),
        "signing": _("纪要正在等待签发。"),
        "signed": _("纪要已经签发，正文不能再改。"),
        "published": _("纪要已经印发，不能再改；需要更正时，请在“办理”里起草更正。"),
        "voided": _("纪要已经作废；需要重新印发时，请在“办理”里起草更正。"),
        "discarded": _("这份草稿已经放弃。"),
    }[state]


def clean_line(text: str, field: str, limit: int, *, may_be_empty: bool = False) -> str:
    """One line of words. Raises Invalid (the field says which)."""
    words = " ".join(text.split())
    if not words and not may_be_empty:
        raise Invalid(_("请填写这一项。"), field=field)
    if len(words) > limit:
        raise Invalid(_("不能超过%(num)d个字。", num=limit), field=field)
    return words


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 in hex of the content as canonical JSON: sorted keys, no spaces, UTF-8."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
