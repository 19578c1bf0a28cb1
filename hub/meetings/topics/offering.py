"""What the form to propose a topic begins with: from a message, from an issue, or from nothing."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...accounts.queries import directory
from ...accounts.queries.snapshot import UnitEntry
from ...channels.models import Message
from ...channels.rules import clean_public_id
from ...core.errors import NotFound
from ...core.policy import can
from ...core.viewer import Viewer
from ...issues.models import Issue, IssueUnit
from ...issues.rules import written_number
from ...issues.sheet import Origin, origin_of
from .models import Topic
from .rules import TITLE_LIMIT


@dataclass(frozen=True, slots=True)
class Offer:
    """Where a topic comes from, its first words, and the units (public ids) that it concerns; all units to choose from.

    `number` and `issue` are the issue's; `topic` is what the issue is already (a public id), "" where it is none.
    """

    units: tuple[UnitEntry, ...]
    origin: Origin | None = None
    issue: str = ""
    number: str = ""
    topic: str = ""
    title: str = ""
    body: str = ""
    concerned: tuple[str, ...] = ()


def offer(session: Session, viewer: Viewer, message: str = "", issue: str = "") -> Offer:
    """What the form offers; a message or an issue that the viewer does not read, or that is gone, is as if none were named."""
    units = tuple(unit for unit in directory(session).units if unit.is_active)
    found = _issue(session, viewer, issue)
    if found is not None:
        return _of_issue(session, units, found)
    said = _message(session, viewer, message)
    if said is not None:
        unit = session.get_one(Unit, said.unit_id).public_id
        return Offer(units, origin_of(session, said.id), body=said.body, concerned=(unit,))
    return Offer(units)


def _of_issue(session: Session, units: tuple[UnitEntry, ...], issue: Issue) -> Offer:
    answering = select(IssueUnit.unit_id).where(IssueUnit.issue_id == issue.id, IssueUnit.released_at.is_(None))
    keys = [*session.scalars(answering.order_by(IssueUnit.position)), issue.unit_id]
    by_key = {unit.id: unit.public_id for unit in units}
    topic = session.scalar(select(Topic.public_id).where(Topic.issue_id == issue.id))
    return Offer(
        units=units,
        issue=issue.public_id,
        number=written_number(issue.year, issue.number),
        topic=topic or "",
        title=issue.title[:TITLE_LIMIT],
        body=issue.body,
        concerned=tuple(by_key[key] for key in dict.fromkeys(keys) if key in by_key),
    )


def _issue(session: Session, viewer: Viewer, public_id: str) -> Issue | None:
    if not public_id:
        return None
    try:
        row = session.scalar(select(Issue).where(Issue.public_id == clean_public_id(public_id)))
    except NotFound:
        return None
    return row if can(session, viewer, "issue.read", row) else None


def _message(session: Session, viewer: Viewer, public_id: str) -> Message | None:
    if not public_id:
        return None
    try:
        row = session.scalar(select(Message).where(Message.public_id == clean_public_id(public_id)))
    except NotFound:
        return None
    is_there = row is not None and row.retracted_at is None
    return row if is_there and can(session, viewer, "channel.read", row) else None
