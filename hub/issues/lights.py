"""The words beside an issue's light, which never says anything by its colour alone; pure."""

from ..channels.shapes import IssueCard
from ..core.i18n import _, _n, _p


def card_word(card: IssueCard) -> str:
    """What stands beside a card's light."""
    return light_word(card.state, card.light, card.days, card.hours)


def light_word(state: str, light: str, days_left: int, hours_left: int) -> str:
    """逾期2天, 临期, 还剩4天, 挂账. `days_left` are working days (for 特急 days of 24 hours), less than nothing when overdue."""
    if light == "idle":
        return _resting()[state]
    if light == "overdue":
        return _overdue(-days_left, -hours_left)
    if days_left == 0:
        return _n("还剩%(num)d小时", hours_left) if hours_left else _("不到1小时")
    return _("临期") if light == "soon" else _n("还剩%(num)d天", days_left)


def _overdue(days: int, hours: int) -> str:
    if days > 0:
        return _n("逾期%(num)d天", days)
    return _n("逾期%(num)d小时", hours) if hours > 1 else _("刚逾期")


def _resting() -> dict[str, str]:
    return {
        "resolved": _("待销号"),
        "closed": _("已销号"),
        "on_hold": _("挂账"),
        "withdrawn": _p("issue", "已撤回"),
    }
