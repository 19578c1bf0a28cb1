"""待我处理: the follow-ups that wait for me or my unit, one line each, with what is to be done and by when."""

from datetime import datetime

from sqlalchemy.orm import Session

from ..channels.acknowledgements.rules import due_urgency
from ..channels.queries import source, urgency_of
from ..channels.shapes import Link, TodoAct, TodoEntry, TodoKind, Urgency
from ..core import clock
from ..core.i18n import _, _n, _p
from ..core.viewer import Viewer
from .cards import cards
from .shapes import Card
from .waiting import Waits, Why, waits_for

MOST = 200
_AT_ONCE = frozenset({Why.DECIDE, Why.CLOSE, Why.CONFIRM, Why.TOLD, Why.WORK})
"""What is of today at least, however far away the due date is."""


def count_follow_ups(session: Session, viewer: Viewer) -> int:
    """How many follow-ups wait for the viewer."""
    return len(waits_for(session, viewer))


@source(TodoKind("follow-up", "follow", lambda n: _n("督办事项%(num)d件", n)), count_follow_ups)
def waiting_follow_ups(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The follow-ups that wait for the viewer, the newest MOST; a fixed number of queries."""
    waits = {one.follow_up_id: one for one in waits_for(session, viewer)}
    if not waits:
        return []
    newest = sorted(waits, reverse=True)[:MOST]
    return [_entry(waits[card.id], card) for card in cards(session, newest)]


def _entry(wait: Waits, card: Card) -> TodoEntry:
    due_at = card.due_at if wait.why in {Why.TAKE_UP, Why.WORK, Why.TOLD} else None
    return TodoEntry(
        kind="follow-up",
        id=card.public_id,
        label=_label(wait, card),
        title=card.title,
        source=_("督办事项%(number)s，会议纪要%(minutes)s", number=card.number, minutes=card.minutes_number),
        at=wait.since,
        urgency=_urgency(wait, due_at),
        due_at=due_at,
        is_mine=wait.why is Why.TOLD,
        count=1,
        channel="",
        seq=0,
        link=Link("supervision.follow_up", {"follow_up": card.number}),
        look=_("看督办事项"),
        act=_accept(card) if wait.why is Why.TAKE_UP else None,
        note=card.light.word if due_at else "",
    )


def _label(wait: Waits, card: Card) -> str:
    if wait.why is Why.TOLD:
        return _("第%(tier)d级提醒", tier=wait.tier)
    if wait.why is Why.WORK:
        return card.light.word
    if wait.why is Why.DECIDE:
        if card.is_unfounded:
            return _("待决定是否继续")
        return _("有异议") if card.state == "contested" else _("待审批延期")
    return {Why.TAKE_UP: _("待承办"), Why.CONFIRM: _("待确认办结"), Why.CLOSE: _("待销号")}[wait.why]


def _urgency(wait: Waits, due_at: datetime | None) -> Urgency:
    found = urgency_of(wait.since) if due_at is None else due_urgency(due_at, clock.now())
    return min(found, Urgency.TODAY) if wait.why in _AT_ONCE or wait.tier else found


def _accept(card: Card) -> TodoAct:
    return TodoAct(
        label=_p("act", "承办"),
        post=Link("supervision.accept", {"follow_up": card.number}),
        done=_("已承办"),
        fields={"back": "home"},
    )
