"""What the office says to a topic, and takes back; and the unit that proposed it, when it needs it no more."""

from datetime import date

from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict, Invalid
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ..models import Topic
from ..origins import was_carried_on
from ..policy import case_of
from ..queries import found_topic
from ..rules import ALIVE, REASON_LIMIT, TopicAct, clean_reason, clean_until, clean_words
from .proposing import forget_decision
from .standing import check, locked, tell


def accept(session: Session, viewer: Viewer, topic: str, note: str = "") -> Topic:
    """采纳: it may come onto an agenda. Raises NotFound, Denied, TooLarge, Conflict."""
    row = locked(session, viewer, topic, "topic.decide")
    check(TopicAct.ACCEPT, row)
    return _say(session, row, TopicAct.ACCEPT, viewer, "accepted", _note(note))


def merge(session: Session, viewer: Viewer, topic: str, into: str, note: str = "") -> Topic:
    """合并: another topic (public id) that is alive stands for it. Raises NotFound, Denied, Invalid, TooLarge, Conflict.

    What only some may know does not go into what others read, nor the other way round: both come from the same case, or
    from none.
    """
    require(session, viewer, "topic.decide", found_topic(session, viewer, topic))
    if not into or into == topic:
        raise Invalid(_("请选择合并到哪一个议题。"), field="into")
    first, second = sorted([topic, into])  # in one order against deadlocks
    rows = {id_: locked(session, viewer, id_, "topic.decide") for id_ in (first, second)}
    row, other = rows[topic], rows[into]
    check(TopicAct.MERGE, row)
    if other.state not in ALIVE:
        raise Conflict(_("要合并到的议题已经了结，请另选一个。"), field="into")
    if case_of(session, row) != case_of(session, other):
        raise Conflict(_("个案会商的议题不能与其他议题合并。"), field="into")
    note = _note(note)
    row.merged_into_id = other.id
    return _say(session, row, TopicAct.MERGE, viewer, "merged", note)


def defer(session: Session, viewer: Viewer, topic: str, until: date | None, note: str = "") -> Topic:
    """暂缓 until a Shanghai date. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, topic, "topic.decide")
    check(TopicAct.DEFER, row)
    note, on = _note(note), clean_until(until, clock.today())
    row.deferred_until = on
    return _say(session, row, TopicAct.DEFER, viewer, "deferred", note)


def reject(session: Session, viewer: Viewer, topic: str, reason: str) -> Topic:
    """不采纳, and why. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, topic, "topic.decide")
    check(TopicAct.REJECT, row)
    return _say(session, row, TopicAct.REJECT, viewer, "rejected", clean_reason(reason))


def undo(session: Session, viewer: Viewer, topic: str) -> Topic:
    """Take back what was decided: it waits again. Raises NotFound, Denied, Conflict.

    What a consultation has carried over stays: its successor is on its way.
    """
    row = locked(session, viewer, topic, "topic.decide")
    check(TopicAct.UNDO, row)
    if was_carried_on(session, row):
        raise Conflict(_("这个议题已转到下次会商，请到新的议题办理。"))
    forget_decision(row)
    row.state = "proposed"
    tell(session, row, TopicAct.UNDO, viewer)
    return row


def withdraw(session: Session, viewer: Viewer, topic: str) -> Topic:
    """Take back what one's unit has proposed. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, topic, "topic.withdraw")
    check(TopicAct.WITHDRAW, row)
    row.state, row.deferred_until = "withdrawn", None
    tell(session, row, TopicAct.WITHDRAW, viewer)
    return row


def _say(session: Session, row: Topic, act: TopicAct, viewer: Viewer, state: str, reason: str) -> Topic:
    row.state, row.reason = state, reason
    if state != "deferred":
        row.deferred_until = None
    row.decided_by, row.decided_at = viewer.person_id, clock.now()
    tell(session, row, act, viewer)
    return row


def _note(note: str) -> str:
    return clean_words(note, "reason", limit=REASON_LIMIT)
