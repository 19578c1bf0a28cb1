"""How arranging speaks: kinds, states and answers, times, and what is taken. Every sentence is in the reader's language."""

from datetime import date, datetime

from ...core import clock
from ...core.i18n import _, _n, _p
from ...web.times import day, weekday_name
from .conflicts import Overlap


def kinds() -> dict[str, str]:
    """专项会商, 定期会商, 联席会议, 全体会议, 个案会商."""
    return {
        "special": _("专项会商"),
        "regular": _("定期会商"),
        "joint": _("联席会议"),
        "plenary": _("全体会议"),
        "case": _("个案会商"),
    }


def kind_word(key: str) -> str:
    """A kind as people say it."""
    return kinds().get(key, key)


def state_word(state: str) -> str:
    """A state as people say it."""
    return {
        "draft": _("筹备中"),
        "announced": _("已通知"),
        "live": _("进行中"),
        "closed": _p("consultation", "已结束"),
        "cancelled": _p("consultation", "已取消"),
    }[state]


def answer_word(answer: str) -> str:
    """What a unit answered; "" for one that was not asked."""
    return {
        "": "",
        "waiting": _("未答复"),
        "attending": _p("answer", "参加"),
        "excused": _p("answer", "请假"),
        "delegated": _("委派代表"),
    }[answer]


def hours_word(starts_at: datetime, ends_at: datetime) -> str:
    """14:00–16:00, by a Shanghai clock."""
    return f"{clock.local(starts_at):%H:%M}–{clock.local(ends_at):%H:%M}"


def day_words(on: date) -> str:
    """11月20日 星期五."""
    return day(on)


def length_words(minutes: int) -> str:
    """2小时, 1小时30分, 45分钟."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _n("%(num)d分钟", rest)
    return _("%(hours)d小时%(minutes)d分", hours=hours, minutes=rest) if rest else _("%(hours)d小时", hours=hours)


def overlap_words(one: Overlap) -> str:
    """What is taken, by what and when; of what the viewer may not know of only that it is taken."""
    if not one.consultation or one.starts_at is None or one.ends_at is None:
        return _("%(name)s已有安排", name=one.name)
    span = f"{weekday_name(clock.local(one.starts_at).date())} {hours_word(one.starts_at, one.ends_at)}"
    return _("%(name)s %(span)s另有会商“%(title)s”", name=one.name, span=span, title=one.title)
