"""Two office people import the same plan in the same instant: one plan, whole, and one of them is told."""

import threading

from sqlalchemy import func, select

from hub.core import db
from hub.core.errors import Conflict
from hub.core.viewer import Viewer
from hub.plan import actions, queries
from hub.plan.drafts import Draft, DraftFacts, DraftItem
from hub.plan.models import ItemParty, WorkItem, WorkPlan
from tests.plan.conftest import World, parties
from tests.services.processes import PATIENCE_SECONDS

HELD = Draft(
    facts=DraftFacts("2026年工作要点", "未保办〔2026〕2号", year=2026),
    items=tuple(
        DraftItem(
            str(number), number, title=f"第{number}件事", parties=parties("区教育局", "各街镇"), leads_confirmed=True
        )
        for number in range(1, 6)
    ),
)


def test_of_two_at_once_one_is_told(world: World) -> None:
    outcomes: list[str] = []
    ready = threading.Barrier(2, timeout=PATIENCE_SECONDS)

    def apply(viewer: Viewer, seen: queries.DraftView) -> None:
        ready.wait()
        try:
            with db.transaction() as session:
                actions.apply_draft(session, viewer, seen.public_id, revision=seen.revision, mark=seen.mark, choices={})
            outcomes.append("imported")
        except Conflict:
            outcomes.append("told")

    threads = [
        threading.Thread(target=apply, args=(viewer, start(viewer))) for viewer in (world.office, world.colleague)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sorted(outcomes) == ["imported", "told"]
    with db.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (WorkPlan, WorkItem, ItemParty)]
    assert counts == [1, 5, 10]


def start(viewer: Viewer) -> queries.DraftView:
    with db.transaction() as session:
        public_id = actions.start_draft(session, viewer, "要点.txt", HELD).public_id
    with db.reading() as session:
        return queries.draft(session, viewer, public_id)
