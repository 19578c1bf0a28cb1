"""The items of a consultation with what was said and decided; a fixed number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
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


def items_of(
    session: Session, row: Consultation, now: datetime, *, only: Sequence[int] | None = None
) -> list[ItemRecord]:
    """The items in the agenda's order; with everything for those of `only` (keys), for all where it is None."""
    found = select(AgendaItem).where(AgendaItem.consultation_id == row.id, AgendaItem.removed_at.is_(None))
    found = found.options(selectinload(AgendaItem.units).joinedload(AgendaUnit.unit)).order_by(AgendaItem.position)
    rows = session.scalars(found.order_by(AgendaItem.id)).all()
    full = {one.id for one in rows} if only is None else set(only)
    topic_ids = {one.topic_id for one in rows if one.topic_id is not None}
    topics, issues = _topics(session, topic_ids), _issues(session, topic_ids)
    positions, statements, speakers = (
        _positions(session, row, full),
        _statements(session, full),
        _speakers(session, full),
    )
    decisions = decisions_of(session, {one.id for one in rows})
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
            topic=topics.get(one.topic_id, ""),
            issue=issues.get(one.topic_id, ("", ""))[0],
            issue_number=issues.get(one.topic_id, ("", ""))[1],
            is_carried=one.carried_to_id is not None,
            positions=tuple(positions.get(one.id, ())),
            decisions=tuple(decisions.get(one.id, ())),
            statements=tuple(statements.get(one.id, ())),
            speakers=tuple(speakers.get(one.id, ())),
        )
        for number, one in enumerate(rows, start=1)
    ]


def _topics(session: Session, topics: set[int]) -> dict[int | None, str]:
    """The public ids of topics (keys)."""
    found = select(Topic.id, Topic.public_id).where(Topic.id.in_(topics))
    return {id_: public_id for id_, public_id in session.execute(found)} if topics else {}


def _issues(session: Session, topics: set[int]) -> dict[int | None, tuple[str, str]]:
    """Of each topic (key) the issue that it comes from, itself or by what was merged into it: public id and number."""
    if not topics:
        return {}
    found = select(Topic.id, Topic.merged_into_id, Issue).join(Issue, Issue.id == Topic.issue_id)
    found = found.where(or_(Topic.id.in_(topics), Topic.merged_into_id.in_(topics))).order_by(Issue.id.desc())
    issues: dict[int | None, tuple[str, str]] = {}
    for id_, merged_into, issue in session.execute(found):
        at = id_ if id_ in topics else merged_into
        issues[at] = (issue.public_id, written_number(issue.year, issue.number))
    return issues


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
    words = Message.public_id, Message.seq, Message.posted_at, Message.body, Message.retracted_at
    found = (
        select(ItemMessage.item_id, ItemMessage.is_statement, Unit.short_name, Person.name, *words)
        .join(Message, Message.id == ItemMessage.message_id)
        .join(Unit, Unit.id == Message.unit_id)
        .join(Person, Person.id == Message.author_id)
        .where(ItemMessage.item_id.in_(items))
        .order_by(Message.seq)
    )
    views: defaultdict[int, list[StatementView]] = defaultdict(list)
    for item, is_statement, unit, name, public_id, seq, posted_at, body, retracted_at in session.execute(found):
        text = "" if retracted_at is not None else body
        views[item].append(StatementView(public_id, seq, unit, name, posted_at, text, is_statement))
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
