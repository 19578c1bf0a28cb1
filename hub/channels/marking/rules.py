"""What a message may be marked as, and how much may be pinned."""

from ...core.errors import Conflict, Invalid
from ...core.i18n import _

KINDS = ("decision", "statement", "task")
"""决定, 发言要点, 待办: what minutes and issues are made from."""
MOST_PINS = 20
"""Pinned messages of one channel: more is a second conversation, and nobody finds anything in it."""


def clean_kind(kind: object) -> str:
    """One of KINDS; Invalid for anything else."""
    if kind not in KINDS:
        raise Invalid(_("标记只有决定（decision）、发言要点（statement）、待办（task）三种。"), field="kind")
    return str(kind)


def check_room(pinned: int) -> None:
    """Conflict where a channel has as many pins as it may have."""
    if pinned >= MOST_PINS:
        raise Conflict(_("这个频道已置顶%(limit)d条，请先取消一条再置顶。", limit=MOST_PINS))
