"""What a sweep asks every five seconds, and 待我处理 at every page, is found by an index of what waits, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import ColumnElement, Select, bindparam, insert, select, text
from sqlalchemy.orm import Session

from bench import many_issues
from hub.channels.models import Channel
from hub.core import clock, db
from hub.escalation.models import Escalation, InboxItem
from tests.channels.scene import Scene

MANY = 4_000
DUE = Escalation.next_step_at <= bindparam("now", clock.now())
MINE = (InboxItem.person_id == 1) & InboxItem.settled_at.is_(None)
OF_RUN = (InboxItem.escalation_id == 17) & InboxItem.settled_at.is_(None)


@pytest.fixture
def session(scene: Scene) -> Iterator[Session]:
    """Many open issues that are due next year, whose steps have told somebody, half of them long ago."""
    with db.reading() as session:
        channel = session.scalars(select(Channel.id).where(Channel.title == "家庭")).one()
    raised = many_issues.Raised(scene["甲一"].person_id, scene["甲一"].unit_id, [channel], [scene.units["区乙局"]])
    now = clock.now()
    many_issues.fill(MANY, raised, many_issues.ladder_of_hours(1, 2), now, now + timedelta(days=365))
    with db.transaction() as writing:
        runs = writing.scalars(select(Escalation.id)).all()
        told = {"generation": 1, "step_no": 0, "told_at": now}
        over = told | {"person_id": scene["乙一"].person_id, "settled_at": now}
        waits = told | {"person_id": scene["办一"].person_id, "settled_at": None}
        rows = [(waits if run % 2 else over) | {"escalation_id": run} for run in runs]
        writing.execute(insert(InboxItem), rows)
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze"))
    with db.reading() as session:
        yield session


def plan(session: Session, asked: Select[tuple[int]]) -> str:
    dialect = session.get_bind().dialect
    written = asked.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    how = "explain" if dialect.name == "postgresql" else "explain query plan"
    return "\n".join(str(row) for row in session.execute(text(f"{how} {written}".replace(":", r"\:"))))


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (
            select(Escalation.id).where(DUE).order_by(Escalation.next_step_at, Escalation.id).limit(200),
            "ix_escalation_due",
        ),
        (select(Escalation.id).where(DUE).limit(1), "ix_escalation_due"),
        (select(InboxItem.id).where(MINE), "ix_inbox_item_open"),
        (
            select(InboxItem.id).where(OF_RUN),
            {"sqlite": "sqlite_autoindex_inbox_item_1", "postgresql": "uq_inbox_item_"},
        ),
    ],
)
def test_it_is_found_by_an_index(session: Session, asked: Select[tuple[int]], index: str | dict[str, str]) -> None:
    named = index if isinstance(index, str) else index[session.get_bind().dialect.name]
    assert named in plan(session, asked)


def test_the_plan_tells_a_scan_from_an_index(session: Session) -> None:
    every: ColumnElement[bool] = Escalation.error_count > 0
    assert "ix_" not in plan(session, select(Escalation.id).where(every))
