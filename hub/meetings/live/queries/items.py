"""The items of a consultation with what was said and decided; a fixed number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ....accounts.models import Person, Unit
from ....channels.models import Message
from ....issues.models import Issue
from ....issues.rules import written_number
from ...agenda.models import AgendaItem, AgendaUnit
from ...models import Attendance, Consultation
from ...topics.models import Topic
from ..models import Decision, DecisionSource, DecisionUnit, ItemMessage, Speaker, UnitPosition
from ..rules import elapsed
from ..shapes import DecisionView, ItemRecord, PositionView, SpeakerView, StatementView


def items_of(session: Session, row: Consultation, now: datetime, *, only: Sequence[int] | None = None) -> list[ItemRecord]:
    """The items in the agenda's order; with everything for those of `only` (keys), for all where it is None."""
    found = select(AgendaItem).where(AgendaItem.consultation_id == row.id, AgendaItem.removed_at.is_(None))
    found = found.options(selectinload(AgendaItem.units).joinedload(AgendaUnit.unit)).order_by(AgendaItem.position)
    rows = session.scalars(found.order_by(AgendaItem.id)).all()
    full = {one.id for one in rows} if only is None else set(only)
    issues = _issues(session, {one.topic_id for one in rows if one.topic_id is not None})
    said = {
        "positions": _positions(session, row, full),
        "decisions": decisions_of(session, {one.id for one in rows}),
        "statements": _statements(session, full),
        "speakers": _speakers(session, full),
    }
    return [
        ItemRecord(
            public_id=one.public_id,
            number=number,
            kind=one.kind,
            title=one.title,
            ask=one.ask,
            minutes=one.minutes,
            state=one.state,
            seconds=elapsed(one.seconds, one.started_at, now),
            started_at=one.started_at,
            units=tuple(unit.unit.short_name for unit in one.units),
            topic=issues.get(one.topic_id, ("", "", ""))[0],
            issue=issues.get(one.topic_id, ("", "", ""))[1],
            issue_number=issues.get(one.topic_id, ("", "", ""))[2],
            is_carried=one.carried_to_id is not None,
            **{name: tuple(by_item.get(one.id, ())) for name, by_item in said.items()},  # type: ignore[arg-type]
        )
        for number, one in enumerate(rows, start=1)
    ]


def _issues(session: Session, topics: set[int]) -> dict[int | None, tuple[str, str, str]]:
    """Of each topic (key): its public id, its issue's and that one's number."""
    if not topics:
        return {}
    found = select(Topic.id, Topic.public_id, Issue.public_id, Issue.year, Issue.number)
    found = found.outerjoin(Issue, Issue.id == Topic.issue_id).where(Topic.id.in_(topics))
    return {
        id_: (topic, issue or "", written_number(year, number) if issue else "")
        for id_, topic, issue, year, number in session.execute(found)
    }


def _positions(session: Session, row: Consultation, items: set[int]) -> dict[int, list[PositionView]]:
    """What each attending unit said, and those that have said nothing."""
    if not items:
        return {}
    units = select(Unit.id, Unit.public_id, Unit.short_name).join(Attendance, Attendance.unit_id == Unit.id)
    units = units.where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    attending = session.execute(units.where(Attendance.answer != "excused").order_by(Unit.position, Unit.id)).all()
    found = select(UnitPosition, Unit, Person.name).join(Unit, Unit.id == UnitPosition.unit_id)
    found = found.join(Person, Person.id == UnitPosition.person_id).where(UnitPosition.item_id.in_(items))
    views: defaultdict[int, dict[int, PositionView]] = defaultdict(dict)
    for one, unit, name in session.execute(found.order_by(Unit.position, Unit.id)):
        views[one.item_id][unit.id] = PositionView(unit.public_id, unit.short_name, one.stance, one.words, name, one.at)
    for item in items:
        for id_, public_id, name in attending:
            views[item].setdefault(id_, PositionView(public_id, name, ""))
    return {item: list(by_unit.values()) for item, by_unit in views.items()}


def decisions_of(session: Session, items: set[int]) -> dict[int, list[DecisionView]]:
    """The decisions of each item (key), in order."""
    if not items:
        return {}
    found = select(Decision).where(Decision.item_id.in_(items)).order_by(Decision.position, Decision.id)
    found = found.options(
        selectinload(Decision.supporting).joinedload(DecisionUnit.unit), selectinload(Decision.lead_unit)
    )
    rows = session.scalars(found.execution_options(populate_existing=True)).all()
    sources: defaultdict[int, list[str]] = defaultdict(list)
    asked = select(DecisionSource.decision_id, Message.public_id).join(Message, Message.id == DecisionSource.message_id)
    for decision, message in session.execute(
        asked.where(DecisionSource.decision_id.in_([one.id for one in rows])).order_by(Message.id)
    ):
        sources[decision].append(message)
    views: defaultdict[int, list[DecisionView]] = defaultdict(list)
    for one in rows:
        views[one.item_id].append(view_of(one, tuple(sources[one.id])))
    return views


def view_of(one: Decision, sources: tuple[str, ...] = ()) -> DecisionView:
    """A decision as pages show it."""
    return DecisionView(
        public_id=one.public_id,
        text=one.text,
        state=one.state,
        lead=one.lead_unit.public_id if one.lead_unit else "",
        lead_name=one.lead_unit.short_name if one.lead_unit else "",
        supporting=tuple((other.unit.public_id, other.unit.short_name) for other in one.supporting),
        due_on=one.due_on,
        fixed_at=one.fixed_at,
        settled_at=one.settled_at,
        sources=sources,
    )


def _statements(session: Session, items: set[int]) -> dict[int, list[StatementView]]:
    if not items:
        return {}
    found = (
        select(ItemMessage, Message, Unit.short_name, Person.name)
        .join(Message, Message.id == ItemMessage.message_id)
        .join(Unit, Unit.id == Message.unit_id)
        .join(Person, Person.id == Message.author_id)
        .where(ItemMessage.item_id.in_(items))
        .order_by(Message.seq)
    )
    views: defaultdict[int, list[StatementView]] = defaultdict(list)
    for one, message, unit, name in session.execute(found):
        text = "" if message.retracted_at is not None else message.body
        views[one.item_id].append(
            StatementView(message.public_id, message.seq, unit, name, message.posted_at, text, one.is_statement)
        )
    return views


def _speakers(session: Session, items: set[int]) -> dict[int, list[SpeakerView]]:
    """Who wants to speak or speaks, in order, who speaks first."""
    if not items:
        return {}
    found = select(Speaker, Unit).join(Unit, Unit.id == Speaker.unit_id)
    found = found.where(Speaker.item_id.in_(items), Speaker.ended_at.is_(None))
    views: defaultdict[int, list[SpeakerView]] = defaultdict(list)
    for one, unit in session.execute(found.order_by(Speaker.begun_at.is_(None), Speaker.id)):
        views[one.item_id].append(
            SpeakerView(one.public_id, unit.public_id, unit.short_name, one.name, one.asked_at, one.begun_at)
        )
    return views
