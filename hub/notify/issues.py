"""Notices about issues: that one is raised for my unit, that a step of its clocks has come, that a request is decided.

They say what waits and where, and why somebody is told; never what the issue is about.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import events
from ..core.bulk import among
from ..core.viewer import Role
from ..escalation.events import StepsFired
from ..escalation.shapes import Fired
from ..issues.clocks import EXTENSION, ISSUE
from ..issues.events import ExtensionDecided, IssueChanged
from ..issues.models import ExtensionRequest, Issue, IssueEvent
from ..issues.recipients import Place, Roll, approvers, as_told, places_of, roll_of
from ..issues.rules import Act
from .issue_kinds import ASKED, DECIDED, RAISED, SETTLED, step_kind
from .outbox import announce, announce_all
from .shapes import Cause

URGENT = "critical"
"""特急: goes past quiet hours and digests, as 侵害 reports must."""


@events.on(StepsFired)
def tell_of_steps(session: Session, event: StepsFired) -> None:
    """Whom the steps told: one row for each step, person and way, under `esc:{run}:{generation}:{step}`."""
    issue_of = _issues_of(session, event)
    found = select(Issue.id, Issue.channel_id, Issue.message_id, Issue.severity).where(
        among(session, Issue.id, issue_of.values())
    )
    places = {row.id: row for row in session.execute(found)}
    causes = [
        _cause(one, *places[issue_of[one.due.matter_id]][1:]) for one in event.fired if one.due.matter_id in issue_of
    ]
    announce_all(session, [cause for cause in causes if cause.people])


@events.on(IssueChanged)
def tell_of_issue(session: Session, event: IssueChanged) -> None:
    """Who has to take an issue up, look at what was settled, or decide a request; at each act once."""
    kind = _KINDS.get(event.act)
    if kind is None:
        return
    issue = session.get_one(Issue, event.issue_id)
    place = places_of(session, {issue.id})[issue.id]
    roll = roll_of(session, {issue.channel_id})
    people = as_told(_PEOPLE[kind](session, issue, place, roll), roll)
    told = tuple(one.person_id for one in people if one.person_id != event.person_id)
    key = f"{issue.id}.{event.act}.{_count(session, issue.id)}"
    cause = Cause(kind, key, told, issue.channel_id, issue.message_id, is_urgent=issue.severity == URGENT)
    announce(session, cause)


@events.on(ExtensionDecided)
def tell_of_decision(session: Session, event: ExtensionDecided) -> None:
    """The unit that asked."""
    people = tuple(person for person in event.people if person != event.person_id)
    key = str(event.request_id)
    announce(session, Cause(DECIDED, key, people, event.channel_id, event.message_id, tells_group=False))


def _cause(one: Fired, channel_id: int, message_id: int, severity: str) -> Cause:
    due = one.due
    key = f"{due.escalation_id}:{due.generation}:{due.step_no}"
    people = tuple(told.person_id for told in one.told)
    return Cause(step_kind(due.clock), key, people, channel_id, message_id, is_urgent=severity == URGENT)


def _issues_of(session: Session, event: StepsFired) -> dict[int, int]:
    """The issue (key) of each matter (key) of the event."""
    ids = {one.due.matter_id for one in event.fired}
    if event.matter == EXTENSION:
        found = select(ExtensionRequest.id, ExtensionRequest.issue_id).where(ExtensionRequest.id.in_(ids))
        return {request: issue for request, issue in session.execute(found)}
    return {id_: id_ for id_ in ids} if event.matter == ISSUE else {}


def _missing(_session: Session, _issue: Issue, place: Place, roll: Roll) -> Iterable[int]:
    return roll.units(place.channel_id, place.missing, Role.LIAISON)


def _raiser(_session: Session, _issue: Issue, place: Place, roll: Roll) -> Iterable[int]:
    return roll.units(place.channel_id, [place.raiser], Role.LIAISON)


def _deciding(session: Session, issue: Issue, place: Place, roll: Roll) -> Iterable[int]:
    found = select(ExtensionRequest).where(ExtensionRequest.issue_id == issue.id, ExtensionRequest.state == "pending")
    request = session.scalar(found)
    return approvers(request, place, roll) if request is not None else ()


def _count(session: Session, issue_id: int) -> int:
    """A number that is another one at each act on the issue."""
    newest = select(IssueEvent.id).where(IssueEvent.issue_id == issue_id).order_by(IssueEvent.id.desc()).limit(1)
    return session.scalars(newest).one()


_KINDS = {
    str(Act.RAISE): RAISED,
    str(Act.REOPEN): RAISED,
    str(Act.HAND_OVER): RAISED,
    str(Act.ASSIGN): RAISED,
    str(Act.RESOLVE): SETTLED,
    str(Act.ASK_EXTENSION): ASKED,
}
_PEOPLE: dict[str, Callable[[Session, Issue, Place, Roll], Iterable[int]]] = {
    RAISED: _missing,
    SETTLED: _raiser,
    ASKED: _deciding,
}
