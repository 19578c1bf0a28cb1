"""What may be asked and when it may be asked again: values in, values or a refusal out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ...calendar.rules import WorkingTime
from ...core import clock
from ...core.errors import Conflict, Invalid, RateLimited, TooLarge
from ...core.i18n import _
from ..shapes import Urgency

HOURS = (4, 8, 16, 40)
"""Working hours that the form offers as a deadline; programs may send others."""
MOST_HOURS = 400
MOST_UNITS = 200
UNDO_MINUTES = 10
MOST_REMINDERS = 3
REMIND_EVERY_MINUTES = 30
"""At most three reminders, half an hour apart, each with its reason: nobody is to be flooded (关于防治“指尖上的形式主义”的若干意见)."""
REASON_LIMIT = 200


def clean_hours(within_hours: int | None) -> int | None:
    """A deadline in working hours, None for none; Invalid unless 1 to MOST_HOURS."""
    if within_hours is not None and not 1 <= within_hours <= MOST_HOURS:
        raise Invalid(_("回执时限应为 1 到 %(most)d 个工作小时。", most=MOST_HOURS), field="within_hours")
    return within_hours


def due_after(time: WorkingTime, asked_at: datetime, within_hours: int) -> tuple[datetime, bool]:
    """When an answer is due, so many working hours after it was asked for, and whether that is provisional (暂定)."""
    due_at = time.add_hours(asked_at, timedelta(hours=within_hours))
    return due_at, time.is_provisional(asked_at, due_at)


def due_again(
    time: WorkingTime, asked_at: datetime, within_hours: int, stands_at: datetime, now: datetime
) -> tuple[datetime, bool]:
    """Where a deadline belongs after the calendar has changed, and whether that is provisional.

    It moves only to an instant that is still to come: nobody is made late by news, and what is overdue stays so unless it
    need not have been done yet. Less than a second is no move.
    """
    due_at, is_provisional = due_after(time, asked_at, within_hours)
    stays = due_at <= now or abs(due_at - stands_at) < timedelta(seconds=1)
    return (stands_at if stays else due_at), is_provisional


def clean_reason(reason: str) -> str:
    """Why the units are reminded, on one line; Invalid when empty, TooLarge above REASON_LIMIT characters."""
    text = " ".join("".join(character if character.isprintable() else " " for character in reason).split())
    if not text:
        raise Invalid(_("请写明催办理由，被催的单位会看到。"), field="reason")
    if len(text) > REASON_LIMIT:
        raise TooLarge(_("催办理由最多 %(limit)d 个字。", limit=REASON_LIMIT), field="reason")
    return text


def check_reminder(earlier: Sequence[datetime], now: datetime) -> None:
    """Whether one more reminder may go out after the `earlier` ones; Conflict after the last, RateLimited too soon."""
    if len(earlier) >= MOST_REMINDERS:
        raise Conflict(_("已催办%(most)d次，不能再催。请直接联系未回执的单位。", most=MOST_REMINDERS))
    wait = max(earlier, default=now - timedelta(days=1)) + timedelta(minutes=REMIND_EVERY_MINUTES) - now
    if wait > timedelta():
        minutes = -(-int(wait.total_seconds()) // 60) or 1
        raise RateLimited(
            _("刚催办过，请%(minutes)d分钟后再催。", minutes=minutes), retry_in_seconds=int(wait.total_seconds()) + 1
        )


def due_urgency(due_at: datetime, now: datetime) -> Urgency:
    """How urgent a deadline is: passed, today, this week, or later; days and weeks as in Shanghai."""
    if due_at < now:
        return Urgency.OVERDUE
    today, on = clock.local(now).date(), clock.local(due_at).date()
    if on == today:
        return Urgency.TODAY
    return Urgency.WEEK if on <= today + timedelta(days=6 - today.weekday()) else Urgency.OTHER


def may_undo_from(now: datetime) -> datetime:
    """Acknowledgements given since then can be taken back."""
    return now - timedelta(minutes=UNDO_MINUTES)
