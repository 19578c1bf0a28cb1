"""What a feed costs follows its days, not the years before: plans on both databases, and rows counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.orm import Session

from hub.channels.models import Channel
from hub.core import db
from hub.meetings.feeds import queries
from hub.meetings.models import Attendance, Consultation, ConsultationEvent, Participant
from tests.channels.scene import Scene
from tests.meetings.story import at

NOW = at(11, 16, 10)
VIEWERS = ("办一", "甲一", "乙一", "主任", "专家")
WAYS = ("ix_consultation_starts", "Index Cond: (id = participant.consultation_id)")
TABLES = ("consultation", "attendance", "participant", "consultation_event")


def put(scene: Scene, count: int, begins: datetime) -> None:
    """So many consultations, a day after another; every other one is 区甲局's, and 专家 is named for every tenth."""
    office = {"created_by": scene["办一"].person_id, "kind": "special", "title": "会商", "state": "announced"}
    with db.transaction() as session:
        ids = range(*_free(session, count))
        session.execute(insert(Channel), [{"id": id_, "kind": "consultation", "title": "会商"} for id_ in ids])
        days = [begins + timedelta(days=number / 8) for number in range(count)]
        rows = [
            {"id": id_, "channel_id": id_, "starts_at": day, "ends_at": day + timedelta(hours=1), "announced_at": NOW}
            for id_, day in zip(ids, days, strict=True)
        ]
        session.execute(insert(Consultation), [row | office for row in rows])
        units = (scene.units["区乙局"], scene.units["区甲局"])
        invited = [{"consultation_id": id_, "unit_id": unit} for id_ in ids for unit in units[: 1 + id_ % 2]]
        session.execute(insert(Attendance), invited)
        acts = ("prepare", "announce", "change")
        session.execute(
            insert(ConsultationEvent), [{"consultation_id": id_, "act": act} for id_ in ids for act in acts]
        )
        expert = {"person_id": scene["专家"].person_id, "name": "专家"}
        session.execute(insert(Participant), [{"consultation_id": id_, **expert} for id_ in ids[::10]])
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze"))


def _free(session: Session, count: int) -> tuple[int, int]:
    """Keys that neither channels nor consultations have, from and up to."""
    first = max(session.scalar(select(func.max(table.id))) or 0 for table in (Channel, Consultation)) + 1
    return first, first + count


def look(scene: Scene, who: str) -> int:
    """How many entries somebody's feed has."""
    with db.reading() as session:
        return len(queries.content(session, scene[who], NOW))


@contextmanager
def sent() -> Iterator[list[tuple[str, Any]]]:
    """The statements that go to the database in the block."""
    found: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        found.append((statement, parameters))

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)


def plan(scene: Scene, who: str) -> str:
    """How the database finds what somebody's feed holds: one statement."""
    with sent() as statements:
        look(scene, who)
    ((statement, parameters),) = [one for one in statements if "FROM consultation" in one[0]]
    explain = "EXPLAIN QUERY PLAN" if db.engine().dialect.name == "sqlite" else "EXPLAIN"
    with db.engine().connect() as connection:
        if db.engine().dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
        return "\n".join(str(row[-1]) for row in rows)


def faults(found: str) -> list[str]:
    """What is read whole, and whether it is found neither by its days nor by the rows that name the viewer."""
    scans = [
        line for line in found.splitlines() if any(f"SCAN {t}" in line or f"Seq Scan on {t}" in line for t in TABLES)
    ]
    return scans if any(way in found for way in WAYS) else [*scans, "no way"]


@pytest.mark.parametrize("who", VIEWERS)
def test_it_is_found_by_its_days(scene: Scene, who: str) -> None:
    put(scene, 3_000, NOW - timedelta(days=600))
    put(scene, 100, NOW)
    assert not faults(plan(scene, who)), plan(scene, who)


def test_a_lost_index_is_noticed(scene: Scene) -> None:
    put(scene, 200, NOW - timedelta(days=10))
    with db.engine().connect() as connection:
        connection.execute(text("DROP INDEX ix_consultation_starts"))
        connection.commit()
    assert faults(plan(scene, "办一"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_years_that_are_over_cost_nothing(scene: Scene) -> None:
    put(scene, 200, NOW)
    before = {who: work(scene, who) for who in VIEWERS}
    put(scene, 2_000, NOW - timedelta(days=1_000))
    after = {who: work(scene, who) for who in VIEWERS}
    assert {who: (before[who], after[who]) for who in VIEWERS if after[who] > 1.5 * before[who]} == {}


def work(scene: Scene, who: str) -> int:
    """Steps of SQLite's machine for somebody's feed, in hundreds: the same on any computer, however busy."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1

    def count(_connection: object, cursor: Any, *_rest: object) -> None:
        cursor.connection.set_progress_handler(step, 100)

    event.listen(db.engine(), "before_cursor_execute", count)
    try:
        look(scene, who)
    finally:
        event.remove(db.engine(), "before_cursor_execute", count)
        db.engine().dispose()
    return max(done, 1)
