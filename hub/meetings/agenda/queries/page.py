"""The agenda as pages show it: with clock times, what it goes past the end, and where each viewer may go on from it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....calendar import office_time
from ....channels.models import Membership
from ....core.viewer import Viewer
from ....issues.models import Issue
from ...models import Consultation, ConsultationKind
from ...topics.models import Topic
from ...topics.policy import visible
from ..rules import clock_times, minutes_over
from ..shapes import ItemView, OpenDecision, PaperView
from .items import items
from .open_decisions import open_decisions
from .papers import papers


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item with its planned times; whether the viewer may open its topic and its issue."""

    item: ItemView
    begins_at: datetime
    ends_at: datetime
    opens_topic: bool
    opens_issue: bool


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """An agenda. `over` is by how many minutes its boxes go past the planned end, less than nothing for what is left.

    `papers` are those of the whole consultation; `papers_by` is until when papers should be there.
    """

    rows: tuple[AgendaRow, ...]
    over: int
    planned: int
    decisions: tuple[OpenDecision, ...]
    papers: tuple[PaperView, ...]
    papers_by: datetime | None

    @property
    def paper_count(self) -> int:
        """How many papers there are, those of items too."""
        return len(self.papers) + sum(len(row.item.papers) for row in self.rows)


def page(session: Session, viewer: Viewer, row: Consultation) -> AgendaPage:
    """The agenda of a consultation that the viewer may know of; a fixed number of queries."""
    found = items(session, row.id)
    boxes = [item.minutes for item in found]
    topics, issues = _opened(session, viewer, found)
    times = clock_times(row.starts_at, boxes)
    shows = any(item.kind == "follow_up" for item in found)
    return AgendaPage(
        rows=tuple(
            AgendaRow(item, *when, item.topic in topics, item.issue in issues)
            for item, when in zip(found, times, strict=True)
        ),
        over=minutes_over(row.starts_at, row.ends_at, boxes),
        planned=sum(boxes),
        decisions=tuple(open_decisions(session, row)) if shows else (),
        papers=tuple(one for one in papers(session, row.id) if one.item is None),
        papers_by=_papers_by(session, row),
    )


def _opened(session: Session, viewer: Viewer, found: list[ItemView]) -> tuple[set[str], set[str]]:
    """The topics and issues (public ids) of these items that the viewer may open."""
    topics = select(Topic.public_id).where(Topic.public_id.in_({item.topic for item in found}), visible(viewer))
    issues = (
        select(Issue.public_id)
        .join(Membership, Membership.channel_id == Issue.channel_id)
        .where(Issue.public_id.in_({item.issue for item in found}))
        .where(Membership.person_id == viewer.person_id, Membership.ended_at.is_(None))
    )
    return set(session.scalars(topics)), set(session.scalars(issues))


def _papers_by(session: Session, row: Consultation) -> datetime | None:
    days = session.get_one(ConsultationKind, row.kind).papers_days
    return office_time(session).days_before(row.starts_at, days) if days else None
