"""Cards: what hangs on an issue's message, for a page of messages at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Unit
from ..calendar import WorkingTime
from ..channels.facets import facet
from ..channels.rules import excerpt
from ..channels.shapes import Facet, IssueCard, IssueUnitView
from ..core import clock
from ..escalation.queries import NextStep, next_steps
from . import clocks, rules
from .handling import HandlingTime
from .models import Issue, IssueUnit

RUNGS = 5
"""Rungs that a card shows where no ladder says how many there are."""
Lights = dict[str, tuple[HandlingTime, WorkingTime]]


@facet(Facet.ISSUE, "issue")
def load(session: Session, messages: list[int]) -> dict[int, IssueCard]:
    """The cards of these messages (keys); a fixed number of queries for all of them."""
    found = select(Issue, Unit.short_name).join(Unit, Unit.id == Issue.unit_id).where(Issue.message_id.in_(messages))
    rows = [(issue, unit) for issue, unit in session.execute(found)]
    return {issue.message_id: card for (issue, _unit), card in zip(rows, cards(session, rows), strict=True)}


def cards(session: Session, rows: Sequence[tuple[Issue, str]]) -> list[IssueCard]:
    """The cards of these issues, each with its raising unit's name, in order."""
    ids = [issue.id for issue, _unit in rows]
    units, steps, lights = units_of(session, ids), next_steps(session, clocks.ISSUE, ids), lights_of(session)
    return [_card(issue, unit, tuple(units[issue.id]), steps.get(issue.id), lights) for issue, unit in rows]


def units_of(session: Session, issue_ids: list[int]) -> defaultdict[int, list[IssueUnitView]]:
    """The units that answer for these issues (keys) now, the lead first; one query."""
    found = (
        select(IssueUnit.issue_id, Unit.public_id, Unit.short_name, IssueUnit.is_lead, IssueUnit.acknowledged_at)
        .join(Unit, Unit.id == IssueUnit.unit_id)
        .where(IssueUnit.issue_id.in_(issue_ids), IssueUnit.released_at.is_(None))
        .order_by(IssueUnit.position, IssueUnit.id)
    )
    units: defaultdict[int, list[IssueUnitView]] = defaultdict(list)
    for issue_id, public_id, name, is_lead, acknowledged_at in session.execute(found):
        units[issue_id].append(IssueUnitView(public_id, name, is_lead, acknowledged_at))
    return units


def lights_of(session: Session) -> Lights:
    """What lights are reckoned by, for every severity; one query."""
    return {row.severity: (row, clocks.time_of(session, row)) for row in session.scalars(select(HandlingTime))}


def light_of(issue: Issue, lights: Lights, now: datetime) -> str:
    """The colour of the issue's light now (`rules.light`)."""
    handling, working = lights[issue.severity]
    return rules.light(issue.state, issue.due_at, clocks.soon_from(working, handling, issue.due_at), now)


def _card(
    issue: Issue, unit: str, units: tuple[IssueUnitView, ...], step: NextStep | None, lights: Lights
) -> IssueCard:
    now = clock.now()
    return IssueCard(
        public_id=issue.public_id,
        number=rules.written_number(issue.year, issue.number),
        kind=issue.kind,
        severity=issue.severity,
        title=issue.called,
        state=issue.state,
        unit_name=unit,
        units=units,
        due_at=issue.due_at,
        is_provisional=issue.is_provisional,
        tier=issue.tier,
        is_supervised=issue.supervised_at is not None,
        light=light_of(issue, lights, now),
        next_tier=step.tier if step else None,
        next_at=step.at if step else None,
        is_held_back=step is not None and step.waits,
        next_act=str(step.step.act) if step else "",
        next_tells=tuple(map(str, step.step.tells)) if step else (),
        top=max(step.top if step else 0, issue.tier, RUNGS),
        days=lights[issue.severity][1].days_between(now, issue.due_at),
        hours=int((issue.due_at - now).total_seconds() // 3600),
        excerpt=excerpt(issue.body),
    )
