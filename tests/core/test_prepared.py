"""A statement about whoever asks is made once for their roles, and answers each of them with their own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, literal, select

from hub.core import clock, db
from hub.core.prepared import NOW, TODAY, Asked, Prepared, instant, together
from hub.core.viewer import Role, Viewer

EVENING = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
"""Of Shanghai's 20th."""
OFFICE = Viewer(7, "", "", "", 70, "", "", "", frozenset({Role.OFFICE}))
LIAISON = Viewer(8, "", "", "", 80, "", "", "", frozenset({Role.LIAISON}))


@pytest.fixture(autouse=True)
def opened(database_url: str) -> Iterator[None]:
    db.open_database(database_url)
    with clock.held_at(EVENING):
        yield
    db.close_database()


def _said(key: Any) -> Any:
    """What stands for a key in the statement, as a column."""
    return key


class Made:
    """Whoever asks and when, as the statement says it; the office's besides names itself."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, viewer: Viewer) -> Select[*tuple[Any, ...]] | None:
        self.times += 1
        if viewer.has(Role.AUDITOR):
            return None
        return select(_said(viewer.person_id), _said(viewer.unit_id), NOW, TODAY, literal(str(viewer.is_office)))


def test_each_is_answered_with_their_own() -> None:
    made = Made()
    asked = Prepared(made)
    with db.reading() as session:
        for viewer in (OFFICE, LIAISON, replace(LIAISON, person_id=9, unit_id=90)):
            (row,) = asked.rows(session, viewer)
            assert row[:2] == (viewer.person_id, viewer.unit_id)
            assert row[2:4] == (EVENING, date(2026, 11, 20))
            assert row[4] == str(viewer.is_office)
    assert made.times == 2


def test_it_is_always_as_of_now() -> None:
    asked = Prepared(lambda _viewer: select(NOW, instant("late")))
    with db.reading() as session:
        for hours in (0, 10):
            later = EVENING + timedelta(hours=hours)
            with clock.held_at(later):
                assert asked.rows(session, OFFICE, late=later - timedelta(days=1)) == [
                    (later, later - timedelta(days=1))
                ]


def _both(viewer: Viewer) -> Asked | None:
    ways = [select(_said(viewer.unit_id).label("unit"))] * (1 + viewer.is_office)
    return together(() if viewer.has(Role.AUDITOR) else ways)


def test_what_is_asked_together_is_ordered_counted_and_cut() -> None:
    asked = Prepared(_both)
    counted, first = asked.counted(), asked.then(lambda found: found.limit(1))
    with db.reading() as session:
        assert counted.number(session, OFFICE) == 2
        assert counted.number(session, LIAISON) == 1
        assert first.rows(session, OFFICE) == [(70,)]


def test_whose_roles_ask_for_nothing_is_told_nothing() -> None:
    auditor = replace(OFFICE, roles=frozenset({Role.AUDITOR}))
    asked = Prepared(_both)
    with db.reading() as session:
        assert asked.rows(session, auditor) == ()
        assert asked.counted().number(session, auditor) == 0
