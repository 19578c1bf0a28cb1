"""What comes onto an agenda, how it is worded and ordered, and what is taken off and put back."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, Invalid
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ...models import Consultation
from ...rules import clean_words
from ...topics import actions as topics
from ...topics.actions.proposing import units_named
from ...topics.policy import case_of
from ...topics.queries import found_topic
from ...topics.rules import clean_title
from ..models import AgendaItem, AgendaUnit
from ..rules import ASK_LIMIT, DEFAULT_MINUTES, MOST_UNITS, clean_minutes, moved, reordered
from ..shapes import ItemDraft
from .standing import number, put, rows_of, taken, taken_by_item, tell

FOLLOW_UP_MINUTES = 10


def begin(session: Session, consultation_id: int) -> None:
    """The first item of a consultation (key) that has just been prepared: what became of what was decided before."""
    session.add(_follow_up(consultation_id, 1))
    session.flush()


def add_follow_up(session: Session, viewer: Viewer, consultation: str) -> AgendaItem:
    """Put 上次议定事项落实情况 first, where it was taken off. Raises NotFound, Denied, Conflict where it is there."""
    row = taken(session, viewer, consultation)
    rows = rows_of(session, row.id)
    if any(one.kind == "follow_up" for one in rows):
        raise Conflict(_("议程中已有“上次议定事项落实情况”。"))
    item = put(session, row, _follow_up(row.id, 1))
    if all(one.state == "waiting" for one in rows):
        number([item, *rows])
    tell(session, row, viewer, "added", item)
    return item


def add_topic(session: Session, viewer: Viewer, consultation: str, topic: str) -> AgendaItem:
    """Put a topic (public id) of the pool on the agenda; it is 已列入议程 then. Raises NotFound, Denied, Conflict.

    What comes from a 个案会商 goes to another 个案会商 alone: whoever sees the agenda would read it.
    """
    row = taken(session, viewer, consultation)
    found = found_topic(session, viewer, topic)
    require(session, viewer, "topic.decide", found)
    if not row.is_named_only and case_of(session, found) is not None:
        raise Conflict(_("个案会商的议题只能列入个案会商。"))
    topics.schedule(session, found)
    item = put(session, row, AgendaItem(kind="topic", topic_id=found.id, title=found.title, minutes=DEFAULT_MINUTES))
    item.ask = (found.advice or found.open_points)[:ASK_LIMIT]
    item.units = [AgendaUnit(unit_id=one.unit_id, position=at) for at, one in enumerate(found.units[:MOST_UNITS])]
    tell(session, row, viewer, "added", item)
    return item


def add_plain(session: Session, viewer: Viewer, consultation: str, draft: ItemDraft) -> AgendaItem:
    """Put something else on the agenda. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = taken(session, viewer, consultation)
    item = AgendaItem(kind="plain")
    _fill(session, item, draft)
    put(session, row, item)
    tell(session, row, viewer, "added", item)
    return item


def change_item(session: Session, viewer: Viewer, item: str, draft: ItemDraft) -> AgendaItem:
    """Word an item otherwise, give it another box or other units. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row, found = taken_by_item(session, viewer, item)
    if found.removed_at is not None:
        raise Conflict(_("这一项已移出议程，请刷新后再看。"))
    _fill(session, found, draft)
    tell(session, row, viewer, "changed", found)
    return found


def move(session: Session, viewer: Viewer, item: str, by: int) -> AgendaItem:
    """Move an item up (less than nothing) or down by so many places. Raises NotFound, Denied, Conflict."""
    row, found = taken_by_item(session, viewer, item)
    rows = rows_of(session, row.id)
    ids = [one.public_id for one in rows]
    if found.public_id not in ids:
        raise Conflict(_("这一项已移出议程，请刷新后再看。"))
    _order(session, viewer, row, rows, moved(ids, found.public_id, by))
    return found


def reorder(session: Session, viewer: Viewer, consultation: str, order: Sequence[str]) -> None:
    """Give the items (public ids, all of them) another order. Raises NotFound, Denied, Conflict for other items."""
    row = taken(session, viewer, consultation)
    rows = rows_of(session, row.id)
    _order(session, viewer, row, rows, reordered([one.public_id for one in rows], order))


def remove(session: Session, viewer: Viewer, item: str) -> AgendaItem:
    """Take an item that was not begun off the agenda; its topic waits for another. Raises NotFound, Denied, Conflict."""
    row, found = taken_by_item(session, viewer, item)
    if found.removed_at is not None:
        return found
    if found.state != "waiting" or found.seconds:
        raise Conflict(_("已经开始议的，不能移出议程。"))
    found.removed_at = clock.now()
    if found.topic is not None:
        topics.release(session, found.topic)
    session.flush()
    number(rows_of(session, row.id))
    tell(session, row, viewer, "removed", found)
    return found


def restore(session: Session, viewer: Viewer, item: str) -> AgendaItem:
    """Put an item back where it was. Raises NotFound, Denied; Conflict where its topic has gone elsewhere meanwhile."""
    row, found = taken_by_item(session, viewer, item)
    if found.removed_at is None:
        return found
    rows = rows_of(session, row.id)
    if found.topic is not None:
        topics.schedule(session, found.topic)
    found.removed_at = None
    begun = sum(one.state != "waiting" for one in rows)
    at = max(found.position - 1, begun)
    number([*rows[:at], found, *rows[at:]])
    tell(session, row, viewer, "restored", found)
    return found


def _order(session: Session, viewer: Viewer, row: Consultation, rows: list[AgendaItem], order: list[str]) -> None:
    by_id = {one.public_id: one for one in rows}
    wanted = [by_id[public_id] for public_id in order]
    if any(was is not now and was.state != "waiting" for was, now in zip(rows, wanted, strict=True)):
        raise Conflict(_("已经议过和正在议的，顺序不能再变。"))
    if wanted == rows:
        return
    number(wanted)
    tell(session, row, viewer, "moved")


def _follow_up(consultation_id: int, position: int) -> AgendaItem:
    title = _("上次议定事项落实情况")
    return AgendaItem(
        consultation_id=consultation_id, position=position, kind="follow_up", title=title, minutes=FOLLOW_UP_MINUTES
    )


def _fill(session: Session, item: AgendaItem, draft: ItemDraft) -> None:
    item.title = clean_title(draft.title)
    item.ask = clean_words(draft.ask, "ask", ASK_LIMIT)
    item.minutes = clean_minutes(draft.minutes)
    ids = list(dict.fromkeys(map(clean_public_id, draft.units)))
    if len(ids) > MOST_UNITS:
        raise Invalid(_("涉及单位最多 %(most)d 个。", most=MOST_UNITS), field="units")
    keys = units_named(session, ids)
    kept = {one.unit_id: one for one in item.units}
    wanted = [kept.get(keys[id_]) or AgendaUnit(unit_id=keys[id_]) for id_ in ids]
    for position, unit in enumerate(wanted):
        unit.position = position
    item.units = wanted
