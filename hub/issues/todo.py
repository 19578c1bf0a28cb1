"""待我处理: the issues that wait for me or my unit, one line each, with what is to be done and by when."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Unit
from ..channels.acknowledgements.rules import due_urgency
from ..channels.models import Channel
from ..channels.queries import place_name, source, urgency_of
from ..channels.shapes import IssueCard, Link, TodoAct, TodoEntry, TodoKind, Urgency
from ..core import clock
from ..core.i18n import _, _n, _p
from ..core.viewer import Viewer
from ..plan.models import WorkItem
from .cards import cards
from .lights import card_word
from .models import Issue
from .waiting import Waits, Why, waits_for

MOST = 200
_AT_ONCE = frozenset({Why.DECIDE, Why.REVIEW, Why.TOLD, Why.WORK})
"""What is of today at least, however far away the due date is."""


def count_waiting(session: Session, viewer: Viewer) -> int:
    """How many issues wait for the viewer."""
    return len(waits_for(session, viewer))


@source(TodoKind("issue", "issue", lambda n: _n("问题%(num)d件", n)), count_waiting)
def waiting_issues(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The issues that wait for the viewer, the newest MOST; a fixed number of queries."""
    waits = {one.issue_id: one for one in waits_for(session, viewer)}
    if not waits:
        return []
    found = (
        select(Issue, Unit.short_name, Channel.public_id, Channel.kind, Channel.title, WorkItem.number)
        .join(Unit, Unit.id == Issue.unit_id)
        .join(Channel, Channel.id == Issue.channel_id)
        .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
        .where(Issue.id.in_(waits))
        .order_by(Issue.id.desc())
        .limit(MOST)
    )
    rows = session.execute(found).all()
    known = cards(session, [(row[0], row[1]) for row in rows])
    return [
        _entry(waits[issue.id], card, channel, place_name(kind, title, number))
        for (issue, _unit, channel, kind, title, number), card in zip(rows, known, strict=True)
    ]


def _entry(wait: Waits, card: IssueCard, channel: str, place: str) -> TodoEntry:
    is_new = wait.why is Why.TAKE_UP
    due_at = _due(wait, card)
    where = {"number": card.number, "unit": card.unit_name, "place": place}
    return TodoEntry(
        kind="issue",
        id=card.public_id,
        label=_label(wait, card),
        title=card.title,
        source=_("%(number)s，%(unit)s提出，%(place)s", **where),
        at=wait.since,
        urgency=_urgency(wait, due_at),
        due_at=due_at,
        is_mine=wait.why is Why.TOLD,
        count=1,
        channel=channel,
        seq=0,
        link=Link("issues.issue", {"issue_id": card.public_id}),
        look=_("看问题"),
        act=_take_up(card) if is_new else None,
        note=_note(wait, card, due_at),
    )


def _label(wait: Waits, card: IssueCard) -> str:
    if wait.why is Why.TOLD:
        return _("第%(tier)d级督办", tier=wait.tier) if card.is_supervised else _("第%(tier)d级提醒", tier=wait.tier)
    if wait.why is Why.WORK:
        return card_word(card)
    return {Why.TAKE_UP: _("待受理"), Why.DECIDE: _("待审批延期"), Why.CLOSE: _("待销号"), Why.REVIEW: _("挂账待复核")}[
        wait.why
    ]


def _due(wait: Waits, card: IssueCard) -> datetime | None:
    """By when: until the next rung for what is to be taken up, until it is due for what is at work."""
    if wait.why is Why.TAKE_UP and card.next_at is not None:
        return min(card.next_at, card.due_at)
    return card.due_at if wait.why in {Why.TAKE_UP, Why.WORK, Why.TOLD} else None


def _urgency(wait: Waits, due_at: datetime | None) -> Urgency:
    found = urgency_of(wait.since) if due_at is None else due_urgency(due_at, clock.now())
    return min(found, Urgency.TODAY) if wait.why in _AT_ONCE or wait.tier else found


def _note(wait: Waits, card: IssueCard, due_at: datetime | None) -> str:
    if wait.why is Why.TAKE_UP:
        told = _("已提醒到第%(tier)d级", tier=wait.tier) if wait.tier else ""
        return told or (_("前受理") if due_at else "")
    if due_at is None:
        return ""
    return card_word(card)


def _take_up(card: IssueCard) -> TodoAct:
    return TodoAct(
        label=_p("act", "受理"),
        post=Link("issues.acknowledge", {"issue_id": card.public_id}),
        done=_("已受理"),
        fields={"back": "home"},
    )
