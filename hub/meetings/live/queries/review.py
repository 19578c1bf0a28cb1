"""What is looked at before a consultation is closed: what was not settled, and the issues that its items come from."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ....core.policy import can
from ....core.viewer import Viewer
from ....issues.models import Issue
from ....issues.rules import AT_WORK, written_number
from ...agenda.models import AgendaItem
from ...models import Consultation
from ...topics.models import Topic
from ..shapes import DecisionView, ItemRecord
from .board import Board, board


@dataclass(frozen=True, slots=True)
class LinkedIssue:
    """An issue that an item comes from. `may_change` when the viewer may say what becomes of it, `words` what was decided."""

    public_id: str
    number: str
    title: str
    state: str
    item: str
    may_change: bool
    words: str
    lead: str


@dataclass(frozen=True, slots=True)
class Review:
    """The page before closing: items that were not settled, linked issues, and decisions that are still drafts."""

    board: Board
    unsettled: tuple[ItemRecord, ...]
    settled: tuple[ItemRecord, ...]
    issues: tuple[LinkedIssue, ...]
    drafts: tuple[DecisionView, ...]


def review(session: Session, viewer: Viewer, consultation: str) -> Review:
    """What a consultation (public id) leaves open; NotFound."""
    found = board(session, viewer, consultation)
    undone = {"waiting", "deferred"}
    return Review(
        board=found,
        unsettled=tuple(one for one in found.items if one.state in undone),
        settled=tuple(one for one in found.items if one.state not in undone),
        issues=tuple(_linked(session, viewer, found)),
        drafts=tuple(one for item in found.items for one in item.decisions if one.state in {"draft", "read_back"}),
    )


def linked_issues(session: Session, row: Consultation) -> dict[str, Issue]:
    """The issues that items of the consultation come from, by public id."""
    found = select(Issue).join(Topic, Topic.issue_id == Issue.id)
    found = found.join(AgendaItem, or_(AgendaItem.topic_id == Topic.id, AgendaItem.topic_id == Topic.merged_into_id))
    found = found.where(AgendaItem.consultation_id == row.id, AgendaItem.removed_at.is_(None)).distinct()
    return {issue.public_id: issue for issue in session.scalars(found.order_by(Issue.id))}


def _linked(session: Session, viewer: Viewer, found: Board) -> list[LinkedIssue]:
    items = {one.issue: one for one in found.items if one.issue}
    rows = session.scalars(select(Issue).where(Issue.public_id.in_(items)).order_by(Issue.id)) if items else ()
    return [_view(session, viewer, row, items[row.public_id]) for row in rows]


def _view(session: Session, viewer: Viewer, row: Issue, item: ItemRecord) -> LinkedIssue:
    fixed = [one for one in item.decisions if one.state == "fixed"]
    may_read = can(session, viewer, "issue.read", row)
    return LinkedIssue(
        public_id=row.public_id,
        number=written_number(row.year, row.number),
        title=row.called if may_read else "",
        state=row.state,
        item=item.title,
        may_change=row.state in AT_WORK and can(session, viewer, "issue.supervise", row),
        words="\n".join(one.text for one in fixed),
        lead=fixed[0].lead if fixed else "",
    )
