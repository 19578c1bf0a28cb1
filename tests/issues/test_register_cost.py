"""What a page of the register costs follows the page, not the table: plans on both databases, and work counted on SQLite."""

from typing import Any

import pytest
from sqlalchemy import text

from hub.core import clock, db
from hub.issues import queries
from hub.issues.listing import SORTS, RegisterFilter
from hub.issues.queries import counting, narrowing, walking
from tests.channels.scene import Scene
from tests.services import costs

from .many import NOW, put

PAGES = {
    **{sort: RegisterFilter(sort=sort) for sort in SORTS},
    "due downwards": RegisterFilter(sort="due", is_descending=True),
    "closed": RegisterFilter(group="closed"),
    "overdue": RegisterFilter(group="overdue"),
    "a kind": RegisterFilter(kind="hot"),
    "a rung": RegisterFilter(tier=5, sort="number"),
    "nothing": RegisterFilter(text="没有这样的标题"),
    "mine": RegisterFilter(is_mine=True),
    "a number": RegisterFilter(text="2026-0012"),
}
_BY_INDEX = "; ".join(f"SET LOCAL enable_{way} = off" for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"))
"""In a small table PostgreSQL likes to sort; what matters is that it need not."""
VIEWERS = ("办一", "甲一", "专家")


@pytest.fixture(params=[0, 8], ids=["by state", "by channel"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many channels are few: none, so that filters look at them, or all, so that each is walked through."""
    monkeypatch.setattr(narrowing, "FEW", request.param)


def look(scene: Scene, who: str, wanted: RegisterFilter) -> None:
    """What the page asks of the database: the lines, the counts, and the strip's."""
    with clock.held_at(NOW), db.reading() as session:
        queries.register(session, scene[who], wanted)
        queries.counts(session, scene[who], wanted)
        queries.overdue_count(session, scene[who])


@pytest.mark.parametrize("wanted", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_never_reads_all_issues(scene: Scene, ways: None, wanted: RegisterFilter) -> None:
    put(scene, 300)
    for who in VIEWERS:
        assert not _faults(scene, who, wanted)


@pytest.mark.parametrize(
    ("index", "sort"),
    [("state_due_number", "due"), ("state_tier", "tier"), ("state_number", "number"), ("state_raised", "raised")],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_lost_index_is_noticed(scene: Scene, index: str, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "FEW", 0)
    put(scene, 300)
    with db.engine().connect() as connection:
        connection.execute(text(f"DROP INDEX ix_issue_{index}"))
        connection.commit()
    assert _faults(scene, "办一", RegisterFilter(sort=sort))


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_goes_by_indexes_in_their_order(scene: Scene, ways: None) -> None:
    put(scene, 3_000)
    with db.engine().connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    faults = {(who, name): _pg_faults(scene, who, wanted) for who in VIEWERS for name, wanted in PAGES.items()}
    assert {place: found for place, found in faults.items() if found} == {}


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_three_times_as_many_issues_cost_no_more(
    scene: Scene, ways: None, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "WALK", 200)  # so that looks are cut short in either
    for bound in ("LOOKED_AT_EACH", "LOOKED_AT", "MOST"):
        monkeypatch.setattr(counting, bound, 100)
    put(scene, 8_000)
    before = {name: _work(scene, who, wanted) for name, wanted in PAGES.items()}
    put(scene, 16_000, seed=2)
    after = {name: _work(scene, who, wanted) for name, wanted in PAGES.items()}
    assert {name: (before[name], after[name]) for name in PAGES if after[name] > 1.5 * before[name]} == {}


def _pg_faults(scene: Scene, who: str, wanted: RegisterFilter) -> list[tuple[str, str]]:
    found = []
    for statement, parameters in _asked(scene, who, wanted):
        plan = costs.plan(f"EXPLAIN {statement}", parameters, _BY_INDEX)
        if "Seq Scan on issue" in plan or ("ORDER BY" in statement and "Sort" in plan):
            found.append((statement, plan))
    return found


def _faults(scene: Scene, who: str, wanted: RegisterFilter) -> list[tuple[str, str]]:
    """Statements about issues that read all of them, or put them in order themselves."""
    found = []
    for statement, parameters in _asked(scene, who, wanted):
        plan = costs.plan(f"EXPLAIN QUERY PLAN {statement}", parameters)
        if "SCAN issue" in plan or "TEMP B-TREE" in plan:
            found.append((statement, plan))
    return found


def _asked(scene: Scene, who: str, wanted: RegisterFilter) -> list[tuple[str, Any]]:
    """The statements about issues that the page sends."""
    with costs.sent() as sent:
        look(scene, who, wanted)
    return [
        (said, values)
        for said, values in sent
        if "FROM issue " in said or "FROM issue\n" in said or "JOIN issue " in said
    ]


def _work(scene: Scene, who: str, wanted: RegisterFilter) -> int:
    """Steps of SQLite's machine for the page, in hundreds: the same on any computer, however busy."""
    return costs.steps(lambda: look(scene, who, wanted), 100)
