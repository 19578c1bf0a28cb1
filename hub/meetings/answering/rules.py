"""What a unit may answer, who may be reminded when, and when the hub reminds by itself: pure decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...calendar.rules import WorkingTime
from ...core import clock
from ...core.errors import Conflict, Invalid, RateLimited
from ...core.i18n import _
from ..rules import clean_line

REASON_LIMIT = 200
NAME_LIMIT = POST_LIMIT = 40
MOST_REMINDERS = 3
REMIND_APART = timedelta(minutes=30)
"""As for acknowledgements: a unit is reminded three times at most, half an hour apart, each with its reason."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a unit answers: `attending`, `excused` with its reason, or `delegated` with whom it sends."""

    answer: str
    reason: str = ""
    delegate_name: str = ""
    delegate_post: str = ""


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit (key) that has not answered since it was asked, and how often it was reminded, the last time when."""

    unit_id: int
    asked_at: datetime
    reminders: int = 0
    reminded_at: datetime | None = None


def clean_reply(reply: Reply) -> Reply:
    """The answer without what does not belong to it. Invalid for another word, no reason, no name; TooLarge."""
    if reply.answer == "attending":
        return Reply("attending")
    if reply.answer == "excused":
        missing = _("请写明请假的事由，主持人和区未保办会看到。")
        return Reply("excused", reason=clean_line(reply.reason, "reason", REASON_LIMIT, missing))
    if reply.answer == "delegated":
        name = clean_line(reply.delegate_name, "delegate_name", NAME_LIMIT, _("请填写代表的姓名。"))
        post = clean_line(reply.delegate_post, "delegate_post", POST_LIMIT, _("请填写代表的职务。"))
        return Reply("delegated", delegate_name=name, delegate_post=post)
    raise Invalid(_("请选择参加、请假或委派代表。"), field="answer")


def to_remind(silent: Iterable[Silent], now: datetime) -> tuple[int, ...]:
    """The units (keys) that may be reminded by hand now.

    Conflict when every unit has answered or was reminded often enough, RateLimited when all were reminded just now.
    """
    waiting = list(silent)
    if not waiting:
        raise Conflict(_("各单位都已答复，不用催办。"))
    left = [one for one in waiting if one.reminders < MOST_REMINDERS]
    if not left:
        raise Conflict(_("已催办%(most)d次，不能再催。请直接联系未答复的单位。", most=MOST_REMINDERS))
    found = tuple(one.unit_id for one in left if _is_apart(one, now))
    if not found:
        wait = min(one.reminded_at for one in left if one.reminded_at) + REMIND_APART - now
        seconds = int(wait.total_seconds()) + 1
        raise RateLimited(_("刚催办过，请%(minutes)d分钟后再催。", minutes=-(-seconds // 60)), retry_in_seconds=seconds)
    return found


def reminds_at(working: WorkingTime, starts_at: datetime) -> datetime:
    """When the hub reminds by itself: a working day before it begins."""
    return working.hours_before(starts_at, working.timetable.on(clock.local(starts_at).date()).length)


def to_remind_by_itself(
    silent: Iterable[Silent], due_at: datetime, starts_at: datetime, now: datetime
) -> tuple[int, ...]:
    """The units (keys) that the hub reminds now by itself: once from `due_at` on, and none that has just been asked.

    A unit that was reminded since then, by whomever, is not reminded again: that makes it once, however many ask.
    """
    if not due_at <= now < starts_at:
        return ()
    return tuple(
        one.unit_id
        for one in silent
        if one.asked_at < due_at
        and one.reminders < MOST_REMINDERS
        and (one.reminded_at is None or one.reminded_at < due_at)
        and _is_apart(one, now)
    )


def _is_apart(one: Silent, now: datetime) -> bool:
    return one.reminded_at is None or now >= one.reminded_at + REMIND_APART
