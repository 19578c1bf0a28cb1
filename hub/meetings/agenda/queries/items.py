"""The items of an agenda; a fixed number of queries, however many there are."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ....accounts.models import Unit
from ....issues.models import Issue
from ....issues.rules import written_number
from ...topics.models import Topic
from ...topics.origins import issues_behind
from ...topics.rules import called
from ..models import AgendaItem, AgendaUnit
from ..shapes import ItemUnit, ItemView, PaperView
from .papers import papers

_carried = aliased(Topic)


def items(session: Session, consultation_id: int) -> list[ItemView]:
    """The items of a consultation (key) in their order, without those that were taken off.

    Says nothing of who may see them: call it for whoever may see the consultation.
    """
    found = (
        select(AgendaItem, Topic.public_id, Topic.basis, _carried.public_id)
        .outerjoin(Topic, Topic.id == AgendaItem.topic_id)
        .outerjoin(_carried, _carried.id == AgendaItem.carried_to_id)
        .where(AgendaItem.consultation_id == consultation_id, AgendaItem.removed_at.is_(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    rows = session.execute(found).all()
    units = _units(session, [row[0].id for row in rows])
    issues = issues_behind(session, [row[0].topic_id for row in rows if row[0].topic_id is not None])
    filed: defaultdict[str | None, list[PaperView]] = defaultdict(list)
    for paper in papers(session, consultation_id):
        filed[paper.item].append(paper)
    return [
        _view(item, topic, basis, to, units[item.id], issues.get(item.topic_id or 0), tuple(filed[item.public_id]))
        for item, topic, basis, to in rows
    ]


def removed(session: Session, consultation_id: int) -> list[tuple[str, str]]:
    """Public id and title of what was taken off the agenda of a consultation (key), the latest first."""
    found = select(AgendaItem.public_id, AgendaItem.title).where(AgendaItem.consultation_id == consultation_id)
    rows = session.execute(found.where(AgendaItem.removed_at.is_not(None)).order_by(AgendaItem.removed_at.desc()))
    return [(public_id, called(title)) for public_id, title in rows]


def _view(  # noqa: PLR0913 (what hangs on an item)
    item: AgendaItem,
    topic: str | None,
    basis: str | None,
    carried_to: str | None,
    units: list[ItemUnit],
    issue: Issue | None,
    filed: tuple[PaperView, ...],
) -> ItemView:
    return ItemView(
        id=item.id,
        public_id=item.public_id,
        position=item.position,
        kind=item.kind,
        title=called(item.title),
        ask=item.ask,
        minutes=item.minutes,
        state=item.state,
        seconds=item.seconds,
        started_at=item.started_at,
        units=tuple(units),
        topic=topic or "",
        basis=basis or "",
        issue=issue.public_id if issue else "",
        number=written_number(issue.year, issue.number) if issue else "",
        papers=filed,
        carried_to=carried_to or "",
    )


def _units(session: Session, item_ids: list[int]) -> defaultdict[int, list[ItemUnit]]:
    found = (
        select(AgendaUnit.item_id, Unit.public_id, Unit.short_name, Unit.tile)
        .join(Unit, Unit.id == AgendaUnit.unit_id)
        .where(AgendaUnit.item_id.in_(item_ids))
        .order_by(AgendaUnit.item_id, AgendaUnit.position)
    )
    units: defaultdict[int, list[ItemUnit]] = defaultdict(list)
    for item_id, public_id, name, tile in session.execute(found):
        units[item_id].append(ItemUnit(public_id, name, tile, not units[item_id]))
    return units
