"""What a list, a month and a look for conflicts cost follows what they show: plans on both databases, work counted on SQLite."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from hub.core import clock, db
from hub.core.viewer import Viewer
from hub.meetings.arranging import queries
from hub.meetings.arranging.conflicts import Wanted, overlaps
from hub.meetings.arranging.listing import ConsultationFilter
from tests.channels.scene import Scene
from tests.services import costs

from .many import NOW, put


def _conflicts(session: Session, viewer: Viewer) -> object:
    units = frozenset(range(1, 7))
    return overlaps(session, viewer, Wanted(NOW, NOW + timedelta(hours=2), units, frozenset({viewer.person_id})))


LOOKS: dict[str, Callable[[Session, Viewer], object]] = {
    "coming": lambda session, viewer: queries.page(session, viewer, ConsultationFilter()),
    "closed": lambda session, viewer: queries.page(session, viewer, ConsultationFilter(group="closed")),
    "cancelled": lambda session, viewer: queries.page(session, viewer, ConsultationFilter(group="cancelled")),
    "month": lambda session, viewer: queries.days(
        session, viewer, ConsultationFilter(), date(2026, 10, 26), date(2026, 12, 6)
    ),
    "waiting": queries.waiting_for_unit,
    "conflicts": _conflicts,
}
BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
"""In a small table PostgreSQL likes to sort; what matters is that it need not."""


def look(scene: Scene, who: str, name: str) -> None:
    with clock.held_at(NOW), db.reading() as session:
        LOOKS[name](session, scene[who])


@pytest.mark.parametrize("name", ["coming", "closed", "month", "conflicts"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_walks_along_an_index(scene: Scene, name: str) -> None:
    put(scene, 300)
    for who in ("办一", "甲一", "主任"):
        assert _faults(scene, who, name) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_lost_index_is_noticed(scene: Scene) -> None:
    put(scene, 300)
    _drop("starts")
    assert _faults(scene, "办一", "month")
    put(scene, 3_000, in_month=0)
    kept = _work(scene, "办一", "cancelled")
    _drop("state")
    assert _work(scene, "办一", "cancelled") > 3 * kept


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_goes_by_indexes_in_their_order(scene: Scene) -> None:
    put(scene, 3_000)
    with db.engine().connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    for name in ("coming", "closed", "month", "conflicts"):
        for statement, parameters in _asked(scene, "办一", name):
            plan = costs.plan(f"EXPLAIN {statement}", parameters, BY_INDEX)
            assert "Seq Scan on consultation" not in plan, (name, statement, plan)
            assert "Sort" not in plan or "ORDER BY" not in statement, (name, statement, plan)


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ten_times_as_many_cost_no_more(scene: Scene, name: str) -> None:
    put(scene, 1_000)
    before = _work(scene, "办一", name)
    put(scene, 9_000, in_month=0)
    assert _work(scene, "办一", name) <= 1.5 * before


def _drop(index: str) -> None:
    with db.engine().connect() as connection:
        connection.execute(text(f"DROP INDEX ix_consultation_{index}"))
        connection.commit()


def _faults(scene: Scene, who: str, name: str) -> list[tuple[str, str]]:
    """Statements about consultations that read all of them, or put them in order themselves; the few that overlap may be."""
    found = []
    for statement, parameters in _asked(scene, who, name):
        plan = costs.plan(f"EXPLAIN QUERY PLAN {statement}", parameters)
        if "SCAN consultation\n" in f"{plan}\n" or ("FOR ORDER BY" in plan and name != "conflicts"):
            found.append((statement, plan))
    return found


def _asked(scene: Scene, who: str, name: str) -> list[tuple[str, Any]]:
    with costs.sent() as sent:
        look(scene, who, name)
    return [
        (said, values)
        for said, values in sent
        if "FROM consultation" in said and "starts_at" in said.partition("WHERE")[2]
    ]


def _work(scene: Scene, who: str, name: str) -> int:
    """Steps of SQLite's machine, in tens: the same on any computer, however busy."""
    return costs.steps(lambda: look(scene, who, name), 10)
