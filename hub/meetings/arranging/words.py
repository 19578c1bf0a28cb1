"""How arranging speaks: kinds, states and answers, times, and what is taken. Every sentence is in the reader's language."""

from datetime import date, datetime

from ...core import clock
from ...core.i18n import _
from ...web.times import day, weekday_name
from .. import rules
from .conflicts import Overlap


def kind_word(key: str) -> str:
    """A kind as people say it."""
    return rules.kinds().get(key, key)


def state_word(state: str) -> str:
    """A state as people say it."""
    return rules.states()[state]


def answer_word(answer: str) -> str:
    """What a unit answered; "" for one that was not asked."""
    return rules.answers().get(answer, "")


def span_word(starts_at: datetime, ends_at: datetime) -> str:
    """14:00–16:00, by a Shanghai clock."""
    return f"{clock.local(starts_at):%H:%M}–{clock.local(ends_at):%H:%M}"


def day_words(on: date) -> str:
    """11月20日 星期五."""
    return day(on)


def room_words(name: str, seats: int | None) -> str:
    """302会议室（20座）."""
    return _("%(name)s（%(seats)d座）", name=name, seats=seats) if seats else name


def overlap_words(one: Overlap) -> str:
    """What is taken, by what and when; of what the viewer may not know of only that it is taken."""
    if not one.consultation or one.starts_at is None or one.ends_at is None:
        return _("%(name)s已有安排", name=one.name)
    span = f"{weekday_name(clock.local(one.starts_at).date())} {span_word(one.starts_at, one.ends_at)}"
    return _("%(name)s %(span)s另有会商“%(title)s”", name=one.name, span=span, title=one.title)
