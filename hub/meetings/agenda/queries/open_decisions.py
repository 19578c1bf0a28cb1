"""上次议定事项落实情况: what was decided at earlier consultations of the same kind and is not carried out yet."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....core import clock
from ...live.models import Decision, DecisionUnit
from ...models import Consultation
from ..carrying_out import CarriedOut, carried_out
from ..models import AgendaItem
from ..shapes import OpenDecision

MOST = 100


def open_decisions(session: Session, consultation: Consultation) -> list[OpenDecision]:
    """Decisions that were fixed and are not settled, of consultations before this one: of its series, or of its kind.

    Of a 个案会商 only those of the cases that it goes on from: what carried an item over to this one, back to the first.
    Other kinds never show anything of such a case. What is overdue comes first, then what is due first; at most MOST.
    """
    return _views(session, _wanted(session, consultation).where(Decision.settled_at.is_(None)))


def earlier_decisions(session: Session, consultation: Consultation) -> list[OpenDecision]:
    """As `open_decisions`, and with them those of the consultation right before this one that were carried out."""
    known = select(Consultation.id).where(*_before(session, consultation)).order_by(Consultation.starts_at.desc())
    last = known.order_by(Consultation.id.desc()).limit(1).scalar_subquery()
    return _views(
        session, _wanted(session, consultation).where(or_(Decision.settled_at.is_(None), Consultation.id == last))
    )


def _views(session: Session, wanted: Select[Decision, str, str, str, datetime]) -> list[OpenDecision]:
    rows = session.execute(wanted).all()
    ids = [row[0].id for row in rows]
    supporting, followed = _supporting(session, ids) if rows else {}, carried_out(session, ids)
    today = clock.today()
    views = [
        _view(row, tuple(supporting.get(row[0].id, ())), followed.get(row[0].id), today)
        for row in rows
        if row[0].settled_at or row[0].id not in followed or not followed[row[0].id].is_dropped
    ]
    return sorted(views, key=lambda one: (not one.is_late, one.due_on is None, one.due_on or today))


def _wanted(session: Session, consultation: Consultation) -> Select[Decision, str, str, str, datetime]:
    return (
        select(Decision, Unit.short_name, Consultation.public_id, Consultation.title, Consultation.starts_at)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Consultation, Consultation.id == AgendaItem.consultation_id)
        .outerjoin(Unit, Unit.id == Decision.lead_unit_id)
        .where(Decision.state == "fixed", *_before(session, consultation))
        .order_by(Decision.due_on.is_(None), Decision.due_on, Decision.id)
        .limit(MOST)
    )


def _before(session: Session, consultation: Consultation) -> tuple[ColumnElement[bool], ...]:
    """SQL over Consultation: held before this one, and it goes on from it."""
    held = Consultation.state == "closed", Consultation.starts_at < consultation.starts_at
    return *held, Consultation.id != consultation.id, _earlier(session, consultation)


def _earlier(session: Session, consultation: Consultation) -> ColumnElement[bool]:
    if consultation.is_named_only:
        return Consultation.id.in_(predecessors(session, consultation.id)) if consultation.id else false()
    same = Consultation.kind == consultation.kind
    if consultation.series_id is not None:
        same = or_(same, Consultation.series_id == consultation.series_id)
    return and_(same, Consultation.is_named_only.is_(False))


def predecessors(session: Session, consultation_id: int) -> set[int]:
    """The consultations (keys) whose items were carried over to this one, and theirs, back to the first."""
    here = AgendaItem.__table__.alias("here")
    found: set[int] = set()
    later = {consultation_id}
    while later:
        before = (
            select(AgendaItem.consultation_id)
            .join(here, here.c.topic_id == AgendaItem.carried_to_id)
            .where(here.c.consultation_id.in_(later), here.c.removed_at.is_(None))
        )
        later = set(session.scalars(before)) - found - {consultation_id}
        found |= later
    return found


def _supporting(session: Session, decision_ids: list[int]) -> defaultdict[int, list[str]]:
    found = (
        select(DecisionUnit.decision_id, Unit.short_name)
        .join(Unit, Unit.id == DecisionUnit.unit_id)
        .where(DecisionUnit.decision_id.in_(decision_ids))
        .order_by(DecisionUnit.decision_id, DecisionUnit.position)
    )
    names: defaultdict[int, list[str]] = defaultdict(list)
    for decision_id, name in session.execute(found):
        names[decision_id].append(name)
    return names


def _view(row: Any, supporting: tuple[str, ...], followed: CarriedOut | None, today: date) -> OpenDecision:
    decision, lead, public_id, title, held_at = row
    due_on = followed.due_on if followed else decision.due_on
    is_late = followed.is_late if followed else due_on is not None and due_on < today
    return OpenDecision(
        public_id=decision.public_id,
        text=decision.text,
        lead_name=lead or "",
        supporting=supporting,
        due_on=due_on,
        is_late=is_late and decision.settled_at is None,
        consultation=public_id,
        consultation_title=title,
        held_at=held_at,
        settled_at=decision.settled_at,
        number=followed.number if followed else "",
    )
