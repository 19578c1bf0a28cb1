"""The facts of a draft, read from the record: a fixed number of queries, whatever else the tables hold."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...issues.models import Issue
from ...issues.rules import written_number
from ...meetings.agenda.queries import earlier_decisions
from ...meetings.agenda.shapes import OpenDecision
from ...meetings.live.queries import record
from ...meetings.models import Consultation
from .shapes import Earlier, Facts, Linked

SETTLED = ("resolved", "closed")


def facts_of(session: Session, row: Consultation) -> Facts:
    """What there is to say of a consultation as it stands now. Asks no policy."""
    found = record(session, row)
    held_on = clock.local(row.opened_at or row.starts_at).date()
    return Facts(
        title=row.title,
        held_on=held_on,
        place=found.place,
        chair=_chair(row),
        roster=found.roster,
        items=found.items,
        earlier=tuple(_earlier(one, row.closed_at) for one in earlier_decisions(session, row)),
        issues=_issues(session, {one.public_id: one.issue for one in found.items if one.issue}),
    )


def _chair(row: Consultation) -> str:
    """区未保办主任林晓: unit, post, name."""
    return f"{row.chair.unit.short_name}{row.chair.post}{row.chair.name}" if row.chair else ""


def _earlier(one: OpenDecision, closed_at: datetime | None) -> Earlier:
    on = clock.local(closed_at or clock.now()).date()
    late = one.due_on is not None and one.due_on < on
    standing = "settled" if one.settled_at else "late" if late else "open"
    return Earlier(one.public_id, one.text, one.lead_name, one.due_on, standing)


def _issues(session: Session, of_items: dict[str, str]) -> tuple[tuple[str, Linked], ...]:
    if not of_items:
        return ()
    rows = session.scalars(select(Issue).where(Issue.public_id.in_(of_items.values()))).all()
    known = {row.public_id: row for row in rows}
    return tuple((item, _linked(known[issue])) for item, issue in of_items.items() if issue in known)


def _linked(row: Issue) -> Linked:
    due_on = clock.local(row.due_at).date()
    return Linked(row.public_id, written_number(row.year, row.number), row.state in SETTLED, due_on)
