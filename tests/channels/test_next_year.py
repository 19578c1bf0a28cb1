"""待我处理 of the office asks for the next year's holidays from 1 November, until they are there."""

from datetime import datetime

import pytest

from hub.calendar import actions as calendar
from hub.channels import queries
from hub.channels.shapes import TodoEntry, Urgency
from hub.core import clock, db
from tests.calendar.schedules import notice_2027

from .scene import Scene, statements


def waiting(scene: Scene, who: str, now: datetime) -> list[TodoEntry]:
    with clock.held_at(now), db.reading() as session:
        found = [entry for entry in queries.waiting(session, scene[who]) if entry.kind == "calendar"]
        assert queries.waiting_count(session, scene[who]) == len(found)
    return found


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.SHANGHAI)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("now", "urgency"),
    [
        (local(2026, 10, 31, 23, 59, 59), None),
        (local(2026, 11, 1), Urgency.OTHER),
        (local(2026, 12, 1), Urgency.WEEK),
        (local(2027, 1, 1), Urgency.TODAY),
        (local(2027, 5, 1), Urgency.TODAY),
    ],
)
def test_the_office_is_asked_from_november_on(scene: Scene, now: datetime, urgency: Urgency | None) -> None:
    found = waiting(scene, "办一", now)
    assert [entry.urgency for entry in found] == ([] if urgency is None else [urgency])
    if found:
        assert (found[0].title, found[0].link) == ("2027年的放假安排还没有录入", ("calendar.year", {"year": 2027}))
    assert waiting(scene, "甲一", now) == waiting(scene, "主任", now) == []


def test_nobody_is_asked_once_it_is_there(scene: Scene) -> None:
    now = local(2026, 11, 20, 12)
    with clock.held_at(now), db.transaction() as session:
        calendar.enter_year(session, scene["办一"], notice_2027())
    assert waiting(scene, "办一", now) == []


def test_others_pay_nothing_for_it(scene: Scene) -> None:
    with statements() as sent, db.reading() as session:
        queries.waiting_count(session, scene["甲一"])
    assert not [line for line in sent if "calendar_year" in line]
