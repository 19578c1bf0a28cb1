"""A poll as its page shows it, who may answer it, and which polls wait for a person."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...core import clock
from ...core.policy import can
from ...core.viewer import Viewer
from ..models import Attendance, Consultation
from . import rules
from .models import AvailabilityPoll, PollAnswer, PollSlot
from .shapes import PollSheet, PollUnit, SlotView
from .sight import found

Said = dict[int, dict[str, str]]
"""By slot (key): what each unit (public id) said."""


def poll_of(session: Session, consultation_id: int) -> AvailabilityPoll | None:
    """The poll of a consultation (key), if there was one. Asks no policy."""
    return session.scalar(select(AvailabilityPoll).where(AvailabilityPoll.consultation_id == consultation_id))


def sheet(session: Session, viewer: Viewer, poll: str) -> PollSheet:
    """A poll (public id) as the viewer sees it; NotFound. A fixed number of queries."""
    row = found(session, viewer, poll)
    consultation = session.get_one(Consultation, row.consultation_id)
    units = _units(session, consultation)
    slots = session.scalars(select(PollSlot).where(PollSlot.poll_id == row.id).order_by(PollSlot.starts_at)).all()
    said = _said(session, [slot.id for slot in slots], [unit.id for unit in units])
    length = consultation.ends_at - consultation.starts_at
    answered = {unit for answers in said.values() for unit in answers}
    return PollSheet(
        public_id=row.public_id,
        consultation=consultation.public_id,
        title=consultation.title,
        kind=consultation.kind,
        minutes=round(length.total_seconds() / 60),
        closes_at=row.closes_at,
        is_over=row.ended_at is not None or row.closes_at <= clock.now(),
        is_ended=row.ended_at is not None,
        units=tuple(
            PollUnit(unit.public_id, unit.short_name, unit.public_id in answered, unit.id == viewer.unit_id)
            for unit in units
        ),
        slots=_views(slots, said, length, _overlaps(session, consultation, slots, length)),
        may_answer=can(session, viewer, "poll.answer", row),
        may_arrange=can(session, viewer, "poll.arrange", row),
    )


def missing_units(session: Session, row: AvailabilityPoll) -> list[int]:
    """The units (keys) that have not answered."""
    answered = select(PollAnswer.unit_id).join(PollSlot, PollSlot.id == PollAnswer.slot_id)
    answered = answered.where(PollSlot.poll_id == row.id)
    found = select(Attendance.unit_id).where(Attendance.consultation_id == row.consultation_id)
    found = found.where(Attendance.withdrawn_at.is_(None), Attendance.unit_id.not_in(answered))
    return list(session.scalars(found.order_by(Attendance.id)))


def _units(session: Session, row: Consultation) -> list[Unit]:
    found = select(Unit).join(Attendance, Attendance.unit_id == Unit.id)
    found = found.where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    return list(session.scalars(found.order_by(Unit.position, Unit.id)))


def _said(session: Session, slots: list[int], units: list[int]) -> Said:
    found = select(PollAnswer.slot_id, Unit.public_id, PollAnswer.answer).join(Unit, Unit.id == PollAnswer.unit_id)
    said: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = session.execute(found.where(PollAnswer.slot_id.in_(slots), PollAnswer.unit_id.in_(units)))
    for slot_id, unit, answer in rows:
        said[slot_id][unit] = answer
    return said


def _overlaps(session: Session, row: Consultation, slots: Sequence[PollSlot], length: timedelta) -> dict[int, int]:
    """How many of the units that are asked have another consultation at each time; of which, nobody learns here."""
    asked = select(Attendance.unit_id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    busy = select(func.count(Attendance.unit_id.distinct())).join(
        Consultation, Consultation.id == Attendance.consultation_id
    )
    busy = busy.where(Attendance.unit_id.in_(asked), Attendance.withdrawn_at.is_(None), Consultation.id != row.id)
    busy = busy.where(Consultation.state.in_(("announced", "live")))
    return {
        slot.id: session.scalar(
            busy.where(Consultation.starts_at < slot.starts_at + length, Consultation.ends_at > slot.starts_at)
        )
        or 0
        for slot in slots
    }


def _views(slots: Sequence[PollSlot], said: Said, length: timedelta, overlaps: dict[int, int]) -> tuple[SlotView, ...]:
    tallies = {}
    for slot in slots:
        count = Counter(said.get(slot.id, {}).values())
        tallies[slot.id] = rules.Tally(slot.starts_at, count["yes"], count["maybe"], count["no"], overlaps[slot.id])
    best = rules.best(list(tallies.values()))
    return tuple(
        SlotView(
            public_id=slot.public_id,
            starts_at=slot.starts_at,
            ends_at=slot.starts_at + length,
            yes=tally.yes,
            maybe=tally.maybe,
            no=tally.no,
            overlaps=tally.overlaps,
            answers=said.get(slot.id, {}),
            is_best=tally is best,
            is_chosen=slot.is_chosen,
        )
        for slot in slots
        for tally in (tallies[slot.id],)
    )
