"""待我处理: a consultation that nobody opened, ended or moved, and one whose chair has gone, wait for somebody."""

from sqlalchemy import update

from hub.accounts.actions.people import move_person
from hub.channels.queries import waiting, waiting_count
from hub.core import db
from hub.meetings import actions
from hub.meetings.models import Consultation

from .story import Meetings, at


def entries(meetings: Meetings, who: str) -> list[str]:
    with db.reading() as session:
        found = [one for one in waiting(session, meetings.scene[who]) if one.kind == "consultation"]
        owed = sum(one.kind not in {"unread", "consultation"} for one in waiting(session, meetings.scene[who]))
        assert waiting_count(session, meetings.scene[who]) == owed + len(found)
    return [one.label for one in found]


def test_on_its_day_it_waits_for_who_conducts_it(meetings: Meetings) -> None:
    meetings.announced(chair=meetings.person("甲长"))
    assert entries(meetings, "甲长") == []
    meetings.at(at(11, 24, 8))
    assert entries(meetings, "甲长") == ["今天的会商"]
    assert entries(meetings, "甲一") == entries(meetings, "办一") == []


def test_nobody_opened_it(meetings: Meetings) -> None:
    meetings.announced(chair=meetings.person("甲长"))
    meetings.at(at(11, 24, 14))
    assert entries(meetings, "办一") == entries(meetings, "甲长") == ["会商到时未开始"]
    assert entries(meetings, "甲一") == []


def test_nobody_ended_it(meetings: Meetings) -> None:
    meetings.announced()
    with db.transaction() as session:
        session.execute(update(Consultation).values(state="live"))
    meetings.at(at(11, 24, 17, 59))
    assert entries(meetings, "办一") == []
    meetings.at(at(11, 24, 18))
    assert entries(meetings, "办一") == ["会商尚未结束"]


def test_a_time_that_passed_before_it_was_announced(meetings: Meetings) -> None:
    made = meetings.prepared()
    meetings.at(at(11, 24, 14))
    assert entries(meetings, "办一") == ["筹备的时间已过"]
    meetings.do(actions.cancel, "办一", made, "不再需要")
    assert entries(meetings, "办一") == []


def test_whoever_was_to_chair_it_has_changed_posts(meetings: Meetings) -> None:
    made = meetings.announced(chair=meetings.person("甲长"))
    with db.transaction() as session:
        move_person(session, meetings.scene["管理"], meetings.person("甲长"), meetings.unit("区丙局"))
    assert entries(meetings, "办一") == ["主持或记录人已调岗"]
    meetings.do(actions.change, "办一", made, meetings.draft(chair=meetings.person("甲一")))
    assert entries(meetings, "办一") == []


def test_of_a_case_nothing_waits_for_those_who_are_not_named(meetings: Meetings) -> None:
    meetings.announced(kind="case", people=(meetings.named("甲一"),))
    meetings.at(at(11, 24, 14))
    assert entries(meetings, "办一") == ["会商到时未开始"]
    assert entries(meetings, "主任") == entries(meetings, "甲长") == []
