"""What an answer must say, who may be reminded when, and whether enough units come: pure decisions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...core.errors import Invalid
from ...core.i18n import _, _n
from ..rules import clean_line

REASON_LIMIT, NAME_LIMIT = 200, 40
MOST_REMINDERS, APART = 3, timedelta(minutes=30)
"""As for acknowledgements: at most three reminders to a unit, half an hour apart."""
AFTER_NOTICE, BEFORE_START = timedelta(hours=4), timedelta(hours=1)
"""The hub's own reminder leaves a unit so much time after the notice, and so much before the beginning, or does not come."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What a unit answers (`attending`, `excused`, `delegated`), with its reason, or whom it sends."""

    answer: str
    reason: str = ""
    delegate_name: str = ""
    delegate_post: str = ""


def clean(draft: AnswerDraft) -> AnswerDraft:
    """The answer as it is kept: nothing but what belongs to it. Raises Invalid (the field says which), TooLarge."""
    if draft.answer == "attending":
        return AnswerDraft("attending")
    if draft.answer == "excused":
        missing = _("请写明请假的原因。")
        return AnswerDraft("excused", reason=clean_line(draft.reason, "reason", REASON_LIMIT, missing))
    if draft.answer == "delegated":
        name = clean_line(draft.delegate_name, "delegate_name", NAME_LIMIT, _("请填写代表的姓名。"))
        post = clean_line(draft.delegate_post, "delegate_post", NAME_LIMIT, _("请填写代表的职务。"))
        return AnswerDraft("delegated", delegate_name=name, delegate_post=post)
    raise Invalid(_("请选择参加、请假或委派代表。"), field="answer")


def may_remind(reminders: int, reminded_at: datetime | None, now: datetime) -> bool:
    """Whether a unit that has not answered may be reminded now."""
    return reminders < MOST_REMINDERS and (reminded_at is None or now >= reminded_at + APART)


def reminder_at(starts_at: datetime, announced_at: datetime, day_before_at: datetime) -> datetime | None:
    """When the hub reminds by itself: on the working day before (`day_before_at`), but some time after the notice.

    None where that would come too late to help.
    """
    at = max(day_before_at, announced_at + AFTER_NOTICE)
    return at if at <= starts_at - BEFORE_START else None


def quorum_words(quorum: int | None, coming: int, waiting: int) -> str:
    """Whether enough units come, in a sentence; "" where none is set."""
    if quorum is None:
        return ""
    if coming >= quorum:
        return _("已达到会单位的最低数%(quorum)d个。", quorum=quorum)
    if coming + waiting < quorum:
        return _n(
            "至多%(num)d个单位到会，达不到最低数%(quorum)d个，请改期或增加单位。", coming + waiting, quorum=quorum
        )
    return _("到会单位最低数%(quorum)d个，还差%(short)d个。", quorum=quorum, short=quorum - coming)
