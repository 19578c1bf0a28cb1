"""The list of topics 议题库, by groups of states: what is escalated first."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....channels.models import Membership
from ....core import clock
from ....core.viewer import Viewer
from ....issues.models import Issue
from ....issues.rules import written_number
from ... import policy as meetings
from ...agenda.models import AgendaItem
from ...models import Consultation
from ..models import Topic, TopicUnit
from ..origins import issues_behind
from ..policy import visible
from ..rules import called
from ..shapes import IssueLink, PlaceLink, TopicLine, TopicUnitView

GROUPS: dict[str, tuple[str, ...]] = {
    "proposed": ("proposed",),
    "accepted": ("accepted",),
    "scheduled": ("scheduled",),
    "deferred": ("deferred",),
    "ended": ("settled", "merged", "rejected", "withdrawn"),
}
"""What stands together in the list."""
PAGE = 50


def listed(
    session: Session, viewer: Viewer, group: str, *, is_mine: bool = False, after: int = 0
) -> tuple[list[TopicLine], int]:
    """A page of the topics of a group that the viewer may know of, from the `after`-th on, and where the next begins (0: none).

    What is escalated comes first, then what waits longest; of what has ended, the latest.
    """
    found = _found(viewer, is_mine=is_mine).where(Topic.state.in_(GROUPS[group]))
    order = [Topic.decided_at.desc(), Topic.id.desc()] if group == "ended" else urgency()
    rows = session.scalars(found.order_by(*order).offset(after).limit(PAGE + 1)).all()
    return lines_of(session, viewer, rows[:PAGE]), after + PAGE if len(rows) > PAGE else 0


def counts(session: Session, viewer: Viewer, *, is_mine: bool = False) -> dict[str, int]:
    """How many topics each group has for the viewer."""
    found = select(Topic.state, func.count()).where(visible(viewer)).group_by(Topic.state)
    if is_mine:
        found = found.where(Topic.unit_id == viewer.unit_id)
    by_state = dict(session.execute(found).all())
    return {group: sum(by_state.get(state, 0) for state in states) for group, states in GROUPS.items()}


def waiting_keys(today: date) -> ColumnElement[bool]:
    """SQL over Topic: it waits for a decision, or was put off until a day that has come."""
    return or_(Topic.state == "proposed", and_(Topic.state == "deferred", Topic.deferred_until <= today))


def urgency() -> list[Any]:
    """The order in which topics stand: put up by a ladder or by an issue that has climbed, the highest rung first; then by age."""
    climbed = func.coalesce(Issue.tier, 0)
    raised = or_(Topic.basis == "escalation", climbed > 0)
    return [raised.desc(), climbed.desc(), Topic.proposed_at, Topic.id]


def lines_of(session: Session, viewer: Viewer, rows: Sequence[Topic]) -> list[TopicLine]:
    """These topics as lines of a list; a fixed number of queries."""
    ids = [row.id for row in rows]
    units, places = units_of(session, ids), places_of(session, viewer, ids)
    issues = issue_links(session, viewer, ids)
    names = dict(
        session.execute(select(Unit.id, Unit.short_name).where(Unit.id.in_({row.unit_id for row in rows}))).all()
    )
    today = clock.today()
    return [
        TopicLine(
            public_id=row.public_id,
            title=called(row.title),
            basis=row.basis,
            state=row.state,
            unit_name=names.get(row.unit_id or 0, ""),
            proposed_at=row.proposed_at,
            reason=row.reason,
            deferred_until=row.deferred_until,
            units=tuple(units[row.id]),
            issue=issues.get(row.id),
            place=next(iter(places[row.id]), None),
            is_due=row.deferred_until is not None and row.deferred_until <= today,
        )
        for row in rows
    ]


def units_of(session: Session, topic_ids: list[int]) -> defaultdict[int, list[TopicUnitView]]:
    """The units that these topics (keys) concern, in order."""
    found = (
        select(TopicUnit.topic_id, Unit.public_id, Unit.short_name, TopicUnit.was_consulted)
        .join(Unit, Unit.id == TopicUnit.unit_id)
        .where(TopicUnit.topic_id.in_(topic_ids))
        .order_by(TopicUnit.topic_id, TopicUnit.position)
    )
    units: defaultdict[int, list[TopicUnitView]] = defaultdict(list)
    for topic_id, public_id, name, asked in session.execute(found):
        units[topic_id].append(TopicUnitView(public_id, name, asked))
    return units


def places_of(session: Session, viewer: Viewer, topic_ids: list[int]) -> defaultdict[int, list[PlaceLink]]:
    """The consultations whose agendas have these topics (keys), for as far as the viewer may see them; the latest first."""
    found = (
        select(
            AgendaItem.topic_id, Consultation.public_id, Consultation.title, Consultation.starts_at, Consultation.state
        )
        .join(Consultation, Consultation.id == AgendaItem.consultation_id)
        .where(AgendaItem.topic_id.in_(topic_ids), AgendaItem.removed_at.is_(None), meetings.visible(viewer))
        .order_by(Consultation.starts_at.desc(), AgendaItem.id.desc())
    )
    places: defaultdict[int, list[PlaceLink]] = defaultdict(list)
    for topic_id, public_id, title, starts_at, state in session.execute(found):
        if topic_id is not None:
            places[topic_id].append(PlaceLink(public_id, title, starts_at, state))
    return places


def issue_links(session: Session, viewer: Viewer, topic_ids: list[int]) -> dict[int, IssueLink]:
    """The issues behind these topics (keys), and whether the viewer may open each: members of its channel may."""
    behind = issues_behind(session, topic_ids)
    channels = {issue.channel_id for issue in behind.values()}
    mine = select(Membership.channel_id).where(
        Membership.channel_id.in_(channels), Membership.person_id == viewer.person_id, Membership.ended_at.is_(None)
    )
    may_open = set(session.scalars(mine)) if channels else set()
    return {
        topic: IssueLink(
            issue.public_id,
            written_number(issue.year, issue.number),
            issue.tier,
            issue.supervised_at is not None,
            issue.channel_id in may_open,
        )
        for topic, issue in behind.items()
    }


def _found(viewer: Viewer, *, is_mine: bool) -> Select[Topic]:
    found = select(Topic).outerjoin(Issue, Issue.id == Topic.issue_id).where(visible(viewer))
    return found.where(Topic.unit_id == viewer.unit_id) if is_mine else found
