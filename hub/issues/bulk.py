"""One act on many issues, for the office: what would come of each, by the rules that the act itself stands on; then each alone.

What is foretold is read, nothing is tried: an act is a transaction of its own, and one that is refused costs the others nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..accounts.queries import directory
from ..calendar import office_time
from ..channels.rules import clean_public_id
from ..core import clock
from ..core.errors import HubError, Invalid, NotFound, TooLarge
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Viewer
from . import actions, clocks
from .actions.assigning import standing_units
from .actions.raising import units_in
from .actions.standing import check
from .models import Issue
from .rules import REASON_LIMIT, Act, clean_date, clean_words, states, written_number

MOST = 200
"""Issues at once."""
ACTS = (Act.ASSIGN, Act.CHANGE_DUE, Act.CLOSE)
_RULES = {Act.ASSIGN: "issue.supervise", Act.CHANGE_DUE: "issue.supervise", Act.CLOSE: "issue.settle"}


@dataclass(frozen=True, slots=True)
class BulkWish:
    """What is to be done to each: `units` (public ids, the lead first) for ASSIGN, `due_on` for CHANGE_DUE, a reason for all."""

    act: Act
    units: tuple[str, ...] = ()
    due_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BulkLine:
    """An issue, how it stands and how it would; `refusal` is why nothing will be done to it, "" where something will."""

    public_id: str
    number: str
    title: str
    before: str
    after: str
    refusal: str


def check_wish(wish: BulkWish) -> None:
    """Raise Invalid or TooLarge, by field, for what no issue could take."""
    if wish.act is Act.ASSIGN and not wish.units:
        raise Invalid(_("请选择责任单位，第一个为牵头单位。"), field="units")
    if wish.act is Act.CHANGE_DUE:
        clean_date(wish.due_on, clock.today())
    clean_words(wish.reason, "reason", limit=REASON_LIMIT, may_be_empty=wish.act is Act.CLOSE)


def foretell(session: Session, viewer: Viewer, issues: Sequence[str], wish: BulkWish) -> list[BulkLine]:
    """What would come of each of these issues (public ids), in their order; those that the viewer may not see are left out.

    Raises TooLarge for more than MOST.
    """
    return [_foretold(session, viewer, row, wish) for row in _seen(session, viewer, issues)]


def chosen(session: Session, viewer: Viewer, issues: Sequence[str]) -> list[BulkLine]:
    """The issues (public ids) that the viewer may see, as they stand; TooLarge for more than MOST."""
    return [_line(session, row, "", "") for row in _seen(session, viewer, issues)]


def apply(session: Session, viewer: Viewer, issue: str, wish: BulkWish) -> None:
    """Do it to one issue (public id), in a transaction of its own. Raises what the act does."""
    if wish.act is Act.ASSIGN:
        actions.assign(session, viewer, issue, wish.units, wish.reason)
    elif wish.act is Act.CHANGE_DUE:
        actions.change_due(session, viewer, issue, wish.due_on, wish.reason)
    else:
        actions.close(session, viewer, issue, wish.reason)


def _seen(session: Session, viewer: Viewer, issues: Sequence[str]) -> list[Issue]:
    if len(issues) > MOST:
        raise TooLarge(_("一次最多办理%(most)d件，请减少选择。", most=MOST))
    ids = list(dict.fromkeys(filter(None, map(_public_id, issues))))
    found = select(Issue).where(Issue.public_id.in_(ids)).options(joinedload(Issue.channel))
    rows = {row.public_id: row for row in session.scalars(found) if can(session, viewer, "issue.read", row)}
    return [rows[id_] for id_ in ids if id_ in rows]


def _public_id(text: str) -> str:
    try:
        return clean_public_id(text)
    except NotFound:
        return ""


def _foretold(session: Session, viewer: Viewer, row: Issue, wish: BulkWish) -> BulkLine:
    after = refusal = ""
    try:
        after = _outcome(session, viewer, row, wish)
    except HubError as error:
        refusal = error.message
    return _line(session, row, after, refusal, wish.act)


def _outcome(session: Session, viewer: Viewer, row: Issue, wish: BulkWish) -> str:
    """How it would stand; raises what the act would, or Invalid where it would change nothing."""
    if not can(session, viewer, _RULES[wish.act], row):
        raise Invalid(_("您没有办理这件事的权限。"))
    if row.channel.archived_at is not None:
        raise Invalid(_("这个频道已归档，其中的问题只能查看。"))
    check(wish.act, row)
    if wish.act is Act.CLOSE:
        return _("已销号")
    if wish.act is Act.CHANGE_DUE:
        due = clocks.close_of(office_time(session), clean_date(wish.due_on, clock.today()))
        if due == row.due_at:
            raise Invalid(_("已经是这个时限，不用调整。"))
        return _day(due)
    units = units_in(session, row.channel_id, wish.units)
    if units == standing_units(session, row):
        raise Invalid(_("已经是这些责任单位，不用调整。"))
    return _names(session, units)


def _line(session: Session, row: Issue, after: str, refusal: str, act: Act | None = None) -> BulkLine:
    before = states()[row.state]
    if act is Act.ASSIGN or act is None:
        before = _names(session, standing_units(session, row))
    elif act is Act.CHANGE_DUE:
        before = _day(row.due_at)
    return BulkLine(row.public_id, written_number(row.year, row.number), row.called, before, after, refusal)


def _names(session: Session, unit_ids: Sequence[int]) -> str:
    known = {unit.id: unit.short_name for unit in directory(session).units}
    return _("、").join(known[unit_id] for unit_id in unit_ids)


def _day(due: datetime) -> str:
    return f"{clock.local(due):%Y-%m-%d %H:%M}"
