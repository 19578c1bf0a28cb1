"""Items of plans whose words fit: few texts, compared one by one and remembered as they are compared."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.policy import can
from ...core.viewer import Viewer
from ...plan.models import WorkItem, WorkPlan
from ...plan.policy import READ
from ..shapes import FoundItem
from .asking import Term, has_all
from .excerpts import excerpt
from .rules import fold, on_one_line

_standing = (
    select(WorkPlan.public_id, WorkItem.public_id, WorkPlan.year, WorkItem.number, WorkItem.title, WorkItem.body)
    .join(WorkPlan, WorkPlan.id == WorkItem.plan_id)
    .where(WorkItem.gone_at.is_(None))
    .order_by(WorkPlan.year.desc(), WorkPlan.id.desc(), WorkItem.position)
)


def items_with(
    session: Session, viewer: Viewer, asked: Sequence[Term], item_id: int | None = None
) -> tuple[FoundItem, ...]:
    """The standing items with all terms in title and text, the newest plan's first; with `item_id` (key) at most that one.

    None for whoever reads no plans. One query.
    """
    if not asked or not can(session, viewer, READ):
        return ()
    rows = session.execute(_standing if item_id is None else _standing.where(WorkItem.id == item_id))
    return tuple(
        FoundItem(plan, item, year, number, excerpt(on_one_line(title), asked), excerpt(on_one_line(body), asked))
        for plan, item, year, number, title, body in rows
        if has_all(_comparable(title, body), asked)
    )


@lru_cache(maxsize=512)
def _comparable(title: str, body: str) -> str:
    return f"{fold(on_one_line(title))}\n{fold(on_one_line(body))}"
