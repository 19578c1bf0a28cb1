"""What a comment must say, how long a round may last, and when it may end: pure decisions."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from ...core.errors import Invalid, TooLarge
from ...core.i18n import _

DAYS, SILENCE = 3, "agrees"
"""What counts until the office sets something else."""
MOST_DAYS = 30
COMMENT_LIMIT, PROPOSAL_LIMIT, REPLY_LIMIT = 1_000, 8_000, 500
MOST_COMMENTS = 200
"""Of one unit in one round."""


def clean_days(text: str) -> int:
    """Working days as somebody wrote them. Raises Invalid (field `days`)."""
    digits = unicodedata.normalize("NFKC", text).strip()
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 4 else 0
    if not 1 <= number <= MOST_DAYS:
        raise Invalid(_("请填写1到%(most)d的整数。", most=MOST_DAYS), field="days")
    return number


def clean_words(text: str, field: str, limit: int, missing: str = "") -> str:
    """Some lines of plain words; `missing` is said where they must not be empty. Raises Invalid, TooLarge (the field says which)."""
    words = text.replace("\r\n", "\n").strip()
    if not words and missing:
        raise Invalid(missing, field=field)
    if len(words) > limit:
        raise TooLarge(_("不能超过%(num)d个字。", num=limit), field=field)
    return words


def why_not_end(
    *, missing: Iterable[str], undecided: int, silence: str, due_at: datetime, now: datetime, reason: str
) -> str:
    """Why a round may not end yet, in a sentence; "" where it may.

    Every comment is answered first. Units (names) that are `missing` have time until the deadline, and after it too where
    silence means nothing; with a reason, which stays on the record, the office may go on without them.
    """
    if undecided:
        return _("还有%(num)d条意见没有答复，请先逐条答复。", num=undecided)
    names = "、".join(missing)
    if not names or reason or (silence == "agrees" and now >= due_at):
        return ""
    if now < due_at:
        return _("还没有到回复期限，%(names)s尚未回复。需要提前结束时，请写明原因。", names=names)
    return _("%(names)s尚未回复，按设置不能视为无意见。请催办；需要不等回复时，请写明原因。", names=names)
