"""The register as a spreadsheet: what was asked for stands above the lines, with who takes it."""

from sqlalchemy.orm import Session

from ..accounts.queries import directory
from ..channels import queries as channels
from ..core import clock
from ..core.errors import TooLarge
from ..core.events import record
from ..core.i18n import _
from ..core.viewer import Viewer
from .cards import cards
from .events import FollowUpsExported
from .lights import light_names
from .listing import RegisterFilter, groups
from .queries import matching_keys
from .rules import states
from .shapes import Card

MOST = 5_000
"""Lines of one file."""
AT_ONCE = 500
WIDTHS = (14, 12, 48, 16, 30, 20, 18, 8, 12, 18, 18)


def table(session: Session, viewer: Viewer, wanted: RegisterFilter) -> tuple[list[list[str]], list[list[str]]]:
    """What stands above, and heading and lines, in the reader's language; Invalid, and TooLarge for more than MOST."""
    ids, is_cut = matching_keys(session, viewer, wanted, MOST)
    if is_cut:
        raise TooLarge(_("符合条件的超过%(most)d件，一次导不完。请缩小范围（如按年度、责任单位）再导出。", most=MOST))
    rows = [
        _line(card) for start in range(0, len(ids), AT_ONCE) for card in cards(session, ids[start : start + AT_ONCE])
    ]
    return _above(session, viewer, wanted, len(rows)), [_heading(), *rows]


def note_export(session: Session, viewer: Viewer, wanted: RegisterFilter, count: int) -> None:
    """Tell the floors above that the viewer takes so many lines with them; before they have them."""
    record(session, FollowUpsExported(viewer.person_id, wanted.group, wanted.is_narrowed, count))


def filter_words(session: Session, viewer: Viewer, wanted: RegisterFilter) -> list[tuple[str, str]]:
    """What was asked for, as pairs of name and value."""
    units = {unit.public_id: unit.short_name for unit in directory(session).units}
    titles = {entry.public_id: entry.title for entry in channels.channels_of(session, viewer)}
    said = [
        (_("状态"), groups()[wanted.group]),
        (_("责任单位"), units.get(wanted.unit, "")),
        (_("办理情况"), light_names().get(wanted.light, "")),
        (_("单位范围"), viewer.unit_name if wanted.is_mine else ""),
        (_("内容或编号"), wanted.text),
        (_("年度"), str(wanted.year or "")),
        (_("事项"), titles.get(wanted.channel, "")),
        (_("会商日期"), _days(wanted)),
    ]
    return [(name, value) for name, value in said if value]


def _days(wanted: RegisterFilter) -> str:
    first, last = wanted.first_on or "", wanted.last_on or ""
    return _("%(first)s至%(last)s", first=first, last=last) if first or last else ""


def _above(session: Session, viewer: Viewer, wanted: RegisterFilter, count: int) -> list[list[str]]:
    said = _("；").join(f"{name}{_('：')}{value}" for name, value in filter_words(session, viewer, wanted))
    who = f"{viewer.unit_name} {viewer.name}"
    at = f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"
    return [
        [_("督办台账")],
        [_("筛选条件"), said],
        [_("导出"), _("%(who)s，%(at)s，共%(count)d件", who=who, at=at, count=count)],
    ]


def _heading() -> list[str]:
    return [
        *(_("编号"), _("办理情况"), _("督办事项"), _("牵头单位"), _("配合单位"), _("会议纪要")),
        *(_("时限"), _("暂定"), _("状态"), _("交办时间"), _("最近反馈")),
    ]


def _line(card: Card) -> list[str]:
    return [
        card.number,
        card.light.word,
        card.title,
        card.lead_name,
        _("、").join(card.supporting),
        card.minutes_number,
        f"{clock.local(card.due_at):%Y-%m-%d %H:%M}",
        _("暂定") if card.is_provisional else "",
        states()[card.state],
        f"{clock.local(card.opened_at):%Y-%m-%d %H:%M}",
        f"{clock.local(card.heard_at):%Y-%m-%d %H:%M}" if card.heard_at else "",
    ]
