"""Figures of a quarter over many matters: how long the page has to wait for them."""

import statistics
import time
from datetime import timedelta

from sqlalchemy import text

import hub.reactions  # noqa: F401 (as in the hub)
from hub.accounts.models import PersonRole
from hub.accounts.queries import viewer_of_person
from hub.appraisal import queries
from hub.appraisal.rules import Period
from hub.channels.membership import sync_all
from hub.core import clock, db, schema
from hub.core.viewer import Role

from . import escalating, many_issues

MATTERS, ROUNDS = 100_000, 5
_ENDS = (
    "update issue set due_at = raised_at, state = case when id % 3 = 0 then 'closed' else 'acknowledged' end",
    "update issue set resolved_at = due_at, closed_at = due_at where state = 'closed'",
    "update issue_unit set acknowledged_at = added_at where id % 4 > 0",
)
"""A third settled, three quarters taken up: in the database itself."""


def measure(database_url: str) -> dict[str, float]:
    """Seconds (median and worst of ROUNDS) for the figures of all units, and of all items, over MATTERS issues of the period."""
    schema.upgrade(database_url)
    db.open_database(database_url)
    raised, version = escalating.district(), many_issues.ladder_of_hours(1, 2, 3, 4)
    now = clock.now()
    many_issues.fill(MATTERS, raised, version, now - timedelta(hours=30), now + timedelta(days=300))
    with db.transaction() as session:
        for statement in _ENDS:
            session.execute(text(statement))
        session.add(PersonRole(person_id=raised.person_id, role=Role.OFFICE))
        session.flush()
        sync_all(session)
    with db.engine().connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("analyze")
    today = clock.today()
    period = Period(today - timedelta(days=60), today + timedelta(days=30))
    with db.reading() as session:
        viewer = viewer_of_person(session, raised.person_id)
    assert viewer is not None
    found = {}
    for what, of in (("units", queries.of_units), ("items", queries.of_items)):
        taken = []
        for _turn in range(ROUNDS):
            start = time.perf_counter()
            with db.reading() as session:
                counted = sum(one.issues.total for one in of(session, viewer, period))
            taken.append(time.perf_counter() - start)
            if counted != MATTERS:
                raise SystemExit(f"{counted} of {MATTERS} matters counted")
        found |= {f"{what}, median, s": statistics.median(taken), f"{what}, worst, s": max(taken)}
    db.close_database()
    return found
