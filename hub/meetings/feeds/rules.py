"""What a feed holds, and what its name must look like: pure."""

from datetime import datetime, timedelta

from ...core.errors import Conflict
from ...core.i18n import _
from ..rules import clean_line

NAME_LIMIT = 40
MOST = 20
"""Feeds that one person may have at a time."""
BACK, AHEAD = timedelta(days=90), timedelta(days=400)
NOTED_EVERY = timedelta(minutes=10)
"""How exactly it is known when a feed was last used: a program that asks all the time must not write all the time."""


def clean_name(name: str) -> str:
    """What the feed is for, in a line; Invalid without one, TooLarge."""
    return clean_line(name, "name", NAME_LIMIT, _("请写明这个地址给哪个设备或程序使用。"))


def check_room(count: int) -> None:
    """Conflict for somebody who has as many feeds as they may."""
    if count >= MOST:
        raise Conflict(_("最多同时有%(most)d个日历订阅，请先作废不用的。", most=MOST))


def span(now: datetime) -> tuple[datetime, datetime]:
    """From when to when consultations begin that a feed holds."""
    return now - BACK, now + AHEAD


def is_to_note(used_at: datetime | None, now: datetime) -> bool:
    """Whether a use now is to be written down."""
    return used_at is None or not used_at <= now < used_at + NOTED_EVERY
