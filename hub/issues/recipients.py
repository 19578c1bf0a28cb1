"""Whom the steps of issues and of requests for more time tell, as of now: asked for many at once.

A unit is told through its liaisons or leaders who are members of the issue's channel; whoever is on leave through their
deputy. On the first clock only the units that have not taken the issue up are told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from ..accounts.access import mark
from ..accounts.deputies import deputies_on, replaced
from ..accounts.models import Person, PersonRole, Unit
from ..channels.models import Membership
from ..channels.policy import is_active
from ..core import clock
from ..core.bulk import among
from ..core.viewer import Role
from ..escalation.models import Escalation, InboxItem
from ..escalation.shapes import Audience, Clock, Due, Step, Told
from .clocks import ISSUE
from .models import ExtensionRequest, Issue, IssueUnit


@dataclass(slots=True)
class Place:
    """An issue for the purpose of telling: its channel, the unit that raised it, and those that answer for it."""

    channel_id: int
    raiser: int
    units: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)


Members = Mapping[tuple[int | None, str], list[int]]
"""Members of a channel (keys) by their unit and role, and under no unit all of that role."""
MOST_KEPT = 1_000
"""Channels whose members are kept in memory."""


@dataclass(slots=True)
class Roll:
    """Who is in the channels that are asked about, and who stands in for whom."""

    members: Mapping[int, Members]
    standing_in: dict[int, int]

    def all_of(self, channel_id: int, role: Role) -> list[int]:
        """Members with this role."""
        return list(self.members[channel_id].get((None, role.value), ()))

    def units(self, channel_id: int, units: Iterable[int], role: Role) -> list[int]:
        """Members with this role in one of the units."""
        members = self.members[channel_id]
        return [person for unit in units for person in members.get((unit, role.value), ())]


def told_of_issues(session: Session, due: Sequence[Due]) -> dict[int, tuple[Told, ...]]:
    """Whom steps of issues tell, by run; five queries, however many."""
    places = places_of(session, {one.matter_id for one in due})
    roll = roll_of(session, {place.channel_id for place in places.values()})
    return {
        one.escalation_id: as_told(people_told(one.clock, one.step, places[one.matter_id], roll), roll)
        for one in due
        if one.matter_id in places
    }


def told_of_requests(session: Session, due: Sequence[Due]) -> dict[int, tuple[Told, ...]]:
    """Whom steps of requests for more time tell, by run."""
    found = select(ExtensionRequest).where(ExtensionRequest.id.in_({one.matter_id for one in due}))
    requests = {row.id: row for row in session.scalars(found)}
    places = places_of(session, {row.issue_id for row in requests.values()})
    roll = roll_of(session, {place.channel_id for place in places.values()})
    told = {}
    for one in due:
        if (request := requests.get(one.matter_id)) is not None:
            place = places[request.issue_id]
            people = [person for who in one.step.tells for person in approvers(request, place, roll, who)]
            told[one.escalation_id] = as_told(people, roll)
    return told


def approvers(request: ExtensionRequest, place: Place, roll: Roll, who: Audience = Audience.APPROVER) -> list[int]:
    """Who is told of a request: whoever decides it, or the office."""
    if who is Audience.OFFICE or request.approver == "office":
        return roll.all_of(place.channel_id, Role.OFFICE)
    return roll.units(place.channel_id, [request.unit_id], Role.LEADER)


def as_told(people: Iterable[int], roll: Roll) -> tuple[Told, ...]:
    """Each person once, in the order of their keys; whoever is on leave by their deputy."""
    told = replaced(list(dict.fromkeys(people)), roll.standing_in)
    return tuple(Told(person, told[person]) for person in sorted(told))


def places_of(session: Session, issue_ids: Collection[int]) -> dict[int, Place]:
    """These issues (keys); two queries."""
    issues = select(Issue.id, Issue.channel_id, Issue.unit_id).where(among(session, Issue.id, issue_ids))
    places = {id_: Place(channel_id, raiser) for id_, channel_id, raiser in session.execute(issues)}
    units = select(IssueUnit.issue_id, IssueUnit.unit_id, IssueUnit.acknowledged_at)
    units = units.where(among(session, IssueUnit.issue_id, issue_ids), IssueUnit.released_at.is_(None)).order_by(
        IssueUnit.position
    )
    for issue_id, unit_id, acknowledged_at in session.execute(units):
        places[issue_id].units.append(unit_id)
        if acknowledged_at is None:
            places[issue_id].missing.append(unit_id)
    return places


def roll_of(session: Session, channel_ids: Collection[int]) -> Roll:
    """Who is told in these channels (keys); members are kept while nobody's rights change, deputies are looked up each time."""
    return Roll(_members(session, channel_ids), deputies_on(session, clock.today()))


def _members(session: Session, channel_ids: Collection[int]) -> dict[int, Members]:
    global _kept
    under = mark(session)
    if under is None:
        return _look_up(session, channel_ids)
    if _kept is None or _kept[0] != under or len(_kept[1]) > MOST_KEPT:
        _kept = under, {}
    kept = _kept[1]  # ours from here on, whoever replaces it meanwhile
    if missing := set(channel_ids) - kept.keys():
        kept |= _look_up(session, missing)
    return kept


_kept: tuple[tuple[Engine, int, date], dict[int, Members]] | None = None


def _look_up(session: Session, channel_ids: Collection[int]) -> dict[int, Members]:
    found = (
        select(Membership.channel_id, Person.unit_id, PersonRole.role, Person.id)
        .join(Person, Person.id == Membership.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(Membership.channel_id.in_(channel_ids), Membership.ended_at.is_(None), is_active(clock.today()))
        .where(PersonRole.role.in_([Role.LIAISON, Role.LEADER, Role.OFFICE, Role.COMMITTEE]))
        .order_by(Person.id)
    )
    members: dict[int, defaultdict[tuple[int | None, str], list[int]]] = {id_: defaultdict(list) for id_ in channel_ids}
    for channel_id, unit_id, role, person_id in session.execute(found):
        members[channel_id][unit_id, role].append(person_id)
        members[channel_id][None, role].append(person_id)
    return {**members}


def reach_of(session: Session, issue_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Everybody for whom these issues (keys) stand, or have just stood, in 待我处理, by issue; five queries, however many.

    Besides those who act, whom a step has told: the committee too.
    """
    places = places_of(session, issue_ids)
    roll = roll_of(session, {place.channel_id for place in places.values()})
    told = _told_by_steps(session, issue_ids)
    return {id_: tuple(sorted({*people_of(place, roll), *told[id_]})) for id_, place in places.items()}


def _told_by_steps(session: Session, issue_ids: Collection[int]) -> defaultdict[int, set[int]]:
    found = select(Escalation.matter_id, InboxItem.person_id).join(InboxItem, InboxItem.escalation_id == Escalation.id)
    found = found.where(Escalation.matter == ISSUE, Escalation.matter_id.in_(issue_ids)).distinct()
    told: defaultdict[int, set[int]] = defaultdict(set)
    for issue_id, person_id in session.execute(found):
        told[issue_id].add(person_id)
    return told


def people_of(place: Place, roll: Roll) -> tuple[int, ...]:
    """Everybody who may have to act on an issue: of its units, of the one that raised it, and the office."""
    units = {*place.units, place.raiser}
    acting = (Role.LIAISON, Role.LEADER, Role.OFFICE)
    found = {person for role in acting for person in roll.units(place.channel_id, units, role)}
    found |= set(roll.all_of(place.channel_id, Role.OFFICE))
    return tuple(sorted(found | {roll.standing_in[person] for person in found if person in roll.standing_in}))


_ROLES: Mapping[Audience, Role] = {Audience.LIAISON: Role.LIAISON, Audience.LEADER: Role.LEADER}
_ALL: Mapping[Audience, Role] = {Audience.OFFICE: Role.OFFICE, Audience.COMMITTEE: Role.COMMITTEE}


def people_told(which: Clock, step: Step, place: Place, roll: Roll) -> list[int]:
    """The persons (keys) whom a step of an issue's clock means, before anybody on leave is stood in for."""
    asked = place.missing if which is Clock.ANSWER else place.units
    people: list[int] = []
    for who in step.tells:
        if who in _ALL:
            people += roll.all_of(place.channel_id, _ALL[who])
        elif who in _ROLES:
            people += roll.units(place.channel_id, asked, _ROLES[who])
        elif who is Audience.RAISER:
            people += roll.units(place.channel_id, [place.raiser], Role.LIAISON)
    return people
