"""On which day a series has put a consultation, as its record says; and putting one there anew with the series' words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...channels.entitlement import may_be_invited
from ...core import clock
from ...core.viewer import Viewer
from ..actions.planning import rewrite
from ..models import Consultation, ConsultationEvent, Participant
from ..rules import Act
from ..shapes import Named
from ..standing import tell
from .drafting import draft_on, named_by
from .models import ConsultationSeries

_PLACING = frozenset(map(str, (Act.PREPARE, Act.RESTORE, Act.FOLLOW)))


@dataclass(frozen=True, slots=True)
class Placed:
    """The last act on a consultation, and the day (ISO) on which its series last put it."""

    act: str
    held_on: str


def placed_of(session: Session, ids: list[int]) -> dict[int, Placed]:
    """What the records of these consultations (keys) say."""
    found: dict[int, Placed] = {}
    columns = (ConsultationEvent.consultation_id, ConsultationEvent.act, ConsultationEvent.detail)
    events = select(*columns).where(ConsultationEvent.consultation_id.in_(ids)).order_by(ConsultationEvent.id)
    for id_, act, detail in session.execute(events):
        before = found[id_].held_on if id_ in found else ""
        found[id_] = Placed(act, detail.get("held_on", "") if act in _PLACING else before)
    return found


def place_anew(  # noqa: PLR0913 (whose, what, where, why and by whom)
    session: Session,
    series: ConsultationSeries,
    before: ConsultationSeries,
    row: Consultation,
    held_on: date,
    act: Act,
    viewer: Viewer | None,
) -> None:
    """Give a draft, which had the words of the series before, those of the series on that day.

    Whoever was named for it by hand stays named, and whom a hand has taken out stays out.
    """
    found = draft_on(session, series, held_on)
    conducting = {one.public_id for one in (row.chair, row.note_taker) if one is not None}
    were = [one for one in named_by(before) if one.person not in conducting]
    people = _people(found.draft.people, were, _named(session, row))
    turnover = rewrite(session, row, replace(found.draft, people=people))
    tell(session, row, act, viewer, detail=found.record, turnover=turnover)


def _people(wanted: Sequence[Named], before: Sequence[Named], named: Sequence[Named]) -> tuple[Named, ...]:
    here, were = set(map(_who, named)), set(map(_who, before))
    taken_out = were - here
    by_series = [one for one in wanted if _who(one) not in taken_out]
    known = set(map(_who, by_series))
    return (*by_series, *(one for one in named if _who(one) not in were | known))


def _who(one: Named) -> tuple[str, ...]:
    """Whoever they are, as whatever they come."""
    return (one.person,) if one.person else (one.name, one.post, one.body)


def _named(session: Session, row: Consultation) -> tuple[Named, ...]:
    """Those who are named and may still be, but chair and note-taker, who are named by being that."""
    own = select(Participant).where(Participant.consultation_id == row.id, Participant.ended_at.is_(None))
    people = {
        one.person_id: one for one in session.scalars(own) if one.person_id not in {row.chair_id, row.note_taker_id}
    }
    guests = session.scalars(own.where(Participant.person_id.is_(None))).all()
    here = select(Person.id, Person.public_id).join(Unit, Unit.id == Person.unit_id)
    here = here.where(Person.id.in_([id_ for id_ in people if id_]), may_be_invited(clock.today()))
    named = [Named(public_id, people[id_].role) for id_, public_id in session.execute(here)]
    return (*named, *(Named(None, one.role, one.name, one.post, one.body) for one in guests))
