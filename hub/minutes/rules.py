"""Which acts minutes allow in which state."""

from enum import StrEnum

from ..core.i18n import _

TEXT_LIMIT = 8_000
"""Characters of one passage."""
TITLE_LIMIT = 120


class Act(StrEnum):
    """What happens to minutes."""

    DRAFT = "draft"
    DRAFT_AGAIN = "draft-again"
    EDIT = "edit"
    DISCARD = "discard"
    """A correction that was begun is not needed after all."""
    SEND_TO_REVIEW = "send-to-review"
    SEND_BACK = "send-back"
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
    Act.SEND_TO_REVIEW: frozenset({"draft", "commenting"}),
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
