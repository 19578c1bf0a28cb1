"""Whom the steps of follow-ups tell, as of now: asked for many at once.

A unit is told through its liaisons or leaders, whoever is on leave through their deputy. Of a 个案会商 only those who are named
are told, and nobody stands in for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.deputies import deputies_on, replaced
from ..accounts.models import Person, PersonRole, Unit
from ..channels.policy import is_active
from ..core import clock
from ..core.bulk import among
from ..core.viewer import Role
from ..escalation.shapes import Audience, Clock, Due, Step, Told
from ..meetings.models import Consultation, Participant
from .models import FollowUp, FollowUpUnit

OFFICE = frozenset({Audience.OFFICE, Audience.RAISER, Audience.APPROVER})
"""The office assigns follow-ups and decides about them: whatever else a ladder calls it."""


@dataclass(slots=True)
class Place:
    """A follow-up for the purpose of telling: its units, the lead first, those that have not taken it up, and those that have
    not said whether it is done. `named` is None unless it comes from a 个案会商."""

    units: list[int] = field(default_factory=list)
    untaken: list[int] = field(default_factory=list)
    unconfirmed: list[int] = field(default_factory=list)
    named: frozenset[int] | None = None


@dataclass(slots=True)
class Roll:
    """Active persons by unit and role (under no unit all of that role), and who stands in for whom."""

    people: Mapping[tuple[int | None, str], list[int]]
    standing_in: dict[int, int]

    def all_of(self, role: Role) -> list[int]:
        """Everybody with this role."""
        return list(self.people.get((None, role.value), ()))

    def units(self, units: Iterable[int], role: Role) -> list[int]:
        """Those with this role in one of the units."""
        return [person for unit in units for person in self.people.get((unit, role.value), ())]


def told_of_follow_ups(session: Session, due: Sequence[Due]) -> dict[int, tuple[Told, ...]]:
    """Whom steps of follow-ups tell, by run; five queries, however many."""
    places = places_of(session, {one.matter_id for one in due})
    roll = roll_of(session, places.values())
    return {
        one.escalation_id: as_told(
            people_told(one.clock, one.step, places[one.matter_id], roll), places[one.matter_id], roll
        )
        for one in due
        if one.matter_id in places
    }


def places_of(session: Session, ids: Collection[int]) -> dict[int, Place]:
    """These follow-ups (keys); three queries at most."""
    found = select(FollowUp.id, Consultation.id, Consultation.is_named_only)
    found = found.join(Consultation, Consultation.id == FollowUp.consultation_id).where(
        among(session, FollowUp.id, ids)
    )
    rows = session.execute(found).all()
    named = _named(session, {consultation for _id, consultation, is_case in rows if is_case})
    places = {id_: Place(named=named[held] if is_case else None) for id_, held, is_case in rows}
    units = select(FollowUpUnit).where(
        among(session, FollowUpUnit.follow_up_id, ids), FollowUpUnit.released_at.is_(None)
    )
    for row in session.scalars(units.order_by(FollowUpUnit.position, FollowUpUnit.id)):
        place = places[row.follow_up_id]
        place.units.append(row.unit_id)
        if row.accepted_at is None and row.contested_at is None:
            place.untaken.append(row.unit_id)
        if not row.is_lead and row.confirmed_at is None and row.objected_at is None:
            place.unconfirmed.append(row.unit_id)
    return places


def roll_of(session: Session, places: Iterable[Place]) -> Roll:
    """The people of these places' units, the office and the committee."""
    units = {unit for place in places for unit in place.units}
    found = (
        select(Person.unit_id, PersonRole.role, Person.id)
        .join(Unit, Unit.id == Person.unit_id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(is_active(clock.today()))
        .where(
            PersonRole.role.in_([Role.OFFICE, Role.COMMITTEE])
            | (PersonRole.role.in_([Role.LIAISON, Role.LEADER]) & among(session, Person.unit_id, units))
        )
        .order_by(Person.id)
    )
    people: defaultdict[tuple[int | None, str], list[int]] = defaultdict(list)
    for unit_id, role, person_id in session.execute(found):
        people[unit_id, role].append(person_id)
        people[None, role].append(person_id)
    return Roll(people, deputies_on(session, clock.today()))


def people_told(which: Clock, step: Step, place: Place, roll: Roll) -> list[int]:
    """The persons (keys) whom a step means, before anybody on leave is stood in for.

    Until it is taken up the units that have not; for reports the lead; once it is done the supporting units that say nothing.
    """
    asked = {Clock.ANSWER: place.untaken, Clock.PROGRESS: place.units[:1], Clock.CLOSING: place.unconfirmed}
    units = asked.get(which, place.units)
    people: list[int] = []
    for who in step.tells:
        if who in OFFICE:
            people += roll.all_of(Role.OFFICE)
        elif who is Audience.COMMITTEE:
            people += roll.all_of(Role.COMMITTEE)
        else:
            people += roll.units(units, Role.LIAISON if who is Audience.LIAISON else Role.LEADER)
    return people


def as_told(people: Iterable[int], place: Place, roll: Roll) -> tuple[Told, ...]:
    """Each person once, in the order of their keys; of a case those who are named, and themselves."""
    several = list(dict.fromkeys(people))
    if place.named is not None:
        return tuple(Told(person) for person in sorted(set(several) & place.named))
    told = replaced(several, roll.standing_in)
    return tuple(Told(person, told[person]) for person in sorted(told))


def acting(place: Place, roll: Roll, units: Iterable[int]) -> list[int]:
    """Liaisons and leaders of these units (keys)."""
    several = list(units)
    return [person for role in (Role.LIAISON, Role.LEADER) for person in roll.units(several, role)]


def _named(session: Session, consultations: Collection[int]) -> dict[int, frozenset[int]]:
    if not consultations:
        return {}
    found = select(Participant.consultation_id, Participant.person_id)
    found = found.where(Participant.consultation_id.in_(consultations), Participant.ended_at.is_(None))
    named: defaultdict[int, set[int]] = defaultdict(set)
    for consultation, person in session.execute(found):
        named[consultation] |= {person} if person is not None else set()
    return {consultation: frozenset(named[consultation]) for consultation in consultations}
