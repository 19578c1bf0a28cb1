"""Who may know of a topic: by office, by unit, by channel, by agenda; and of a case nobody but those who are named."""

from dataclasses import replace

import pytest

from hub.channels.queries import waiting
from hub.core import db
from hub.core.errors import Conflict, NotFound
from hub.core.viewer import Role
from hub.issues.actions import raise_issue
from hub.issues.shapes import IssueDraft
from hub.meetings import actions as consultations
from hub.meetings.agenda import actions as agenda
from hub.meetings.agenda.queries import items
from hub.meetings.topics import actions, queries
from hub.meetings.topics.actions.putting_up import put_up
from tests.meetings.story import Meetings

from .story import carried, channel_of, page_of, proposed, said, topic, topic_of, who_reads

OPEN = {"办一", "主任"}


@pytest.fixture
def case(meetings: Meetings) -> str:
    """A 个案会商 of 甲一, the expert, and 办一 who prepared it; 办二 of the office is not named."""
    meetings.scene.people["办二"] = replace(meetings.scene["丙一"], roles=frozenset({Role.OFFICE, Role.LIAISON}))
    return meetings.announced(kind="case", people=(meetings.named("甲一"), meetings.named("专家", "observer")))


def test_the_office_the_committee_and_the_unit_that_proposed_it(meetings: Meetings) -> None:
    assert who_reads(meetings, proposed(meetings)) == OPEN | {"甲一", "甲长"}


def test_whoever_reads_the_channel_that_it_came_from(meetings: Meetings) -> None:
    message = said(meetings, "乙一", "门诊要等两周", meetings.scene.channels["家庭"])
    made = proposed(meetings, "甲一", message=message)
    assert who_reads(meetings, made) == OPEN | {"甲一", "甲长", "乙一"}
    assert page_of(meetings, "乙一", made).message == message


def test_whoever_may_know_of_a_consultation_that_has_it_on_its_agenda(meetings: Meetings) -> None:
    made = proposed(meetings)
    consultation = meetings.announced("区丙局")
    item = meetings.do(agenda.add_topic, "办一", consultation, made).public_id
    assert who_reads(meetings, made) == OPEN | {"甲一", "甲长", "丙一"}
    assert page_of(meetings, "丙一", made).places[0].public_id == consultation
    assert page_of(meetings, "甲一", made).places == (), "they are not invited, and are told of no place"
    meetings.do(agenda.remove, "办一", item)
    assert who_reads(meetings, made) == OPEN | {"甲一", "甲长"}


def test_before_it_is_announced_an_agenda_opens_nothing(meetings: Meetings) -> None:
    made = proposed(meetings)
    meetings.do(agenda.add_topic, "办一", meetings.prepared("区丙局"), made)
    assert "丙一" not in who_reads(meetings, made)


def test_what_is_proposed_in_a_case_is_of_the_case(meetings: Meetings, case: str) -> None:
    channel = channel_of(meetings, case)
    made = proposed(meetings, "甲一", message=said(meetings, "甲一", "孩子的转介", channel))
    assert who_reads(meetings, made) == {"甲一", "专家", "办一"}, "not 甲长 of the same unit, 办二 of the office, 主任"
    with db.reading() as session:
        for who in ("办二", "主任", "甲长"):
            viewer = meetings.scene[who]
            assert queries.listed(session, viewer, "proposed")[0] == []
            assert queries.counts(session, viewer)["proposed"] == 0
            assert queries.alike(session, viewer, "心理危机学生转介衔接") == []
            assert [entry for entry in waiting(session, viewer) if entry.kind == "topic"] == []
    with pytest.raises(NotFound):
        meetings.do(actions.accept, "办二", made)
    meetings.do(actions.accept, "办一", made)


def test_an_issue_of_a_case_that_escalates_is_of_the_case(meetings: Meetings, case: str) -> None:
    channel = channel_of(meetings, case)
    raised = IssueDraft(channel, "case-issue", "hard", "normal", "个案转介", "", (meetings.unit("区甲局"),))
    issue = meetings.do(raise_issue, "办一", raised)
    with db.transaction() as session:
        put_up(session, [issue.id])
    assert who_reads(meetings, topic_of(issue.id).public_id) == {"甲一", "专家", "办一"}


def test_what_a_case_carries_over_is_of_the_case_though_it_came_from_outside(meetings: Meetings, case: str) -> None:
    made = proposed(meetings, "乙一")
    item = meetings.do(agenda.add_topic, "办一", case, made).public_id
    assert who_reads(meetings, made) == OPEN | {"乙一", "甲一", "专家", "办二"}
    assert page_of(meetings, "乙一", made).places == (), "nobody learns of the case by its topic"
    left = carried(meetings, "办一", item)
    assert who_reads(meetings, left) == {"甲一", "专家", "办一"}
    assert page_of(meetings, "乙一", made).merged_into is None
    assert page_of(meetings, "甲一", left).carried_from.public_id == case  # type: ignore[union-attr]


def test_a_topic_of_a_case_comes_onto_no_agenda_that_others_read(meetings: Meetings, case: str) -> None:
    item = meetings.do(agenda.add_topic, "办一", case, proposed(meetings)).public_id
    left = carried(meetings, "办一", item)
    everybody, next_case = meetings.announced(), meetings.announced(kind="case", people=(meetings.named("乙一"),))
    with db.reading() as session:
        viewer = meetings.scene["办一"]
        assert queries.pool(session, viewer, meetings.row(everybody)) == []
        assert [line.public_id for line in queries.pool(session, viewer, meetings.row(next_case))] == [left]
    with pytest.raises(Conflict):
        meetings.do(agenda.add_topic, "办一", everybody, left)
    assert topic(left).state == "accepted"
    meetings.do(agenda.add_topic, "办一", next_case, left)
    assert who_reads(meetings, left) == {"甲一", "专家", "办一", "乙一"}


def test_a_topic_of_a_case_is_merged_with_none_that_others_read(meetings: Meetings, case: str) -> None:
    channel = channel_of(meetings, case)
    of_case = proposed(meetings, "甲一", message=said(meetings, "甲一", "孩子的转介", channel))
    outside = proposed(meetings, "乙一", "另一个议题")
    for one, other in ((of_case, outside), (outside, of_case)):
        with pytest.raises(Conflict):
            meetings.do(actions.merge, "办一", one, other)
    again = proposed(meetings, "甲一", message=said(meetings, "甲一", "又一件", channel))
    meetings.do(actions.merge, "办一", again, of_case)


def test_whoever_is_named_no_more_reads_nothing_of_it_any_more(meetings: Meetings, case: str) -> None:
    made = proposed(meetings, "甲一", message=said(meetings, "甲一", "孩子的转介", channel_of(meetings, case)))
    draft = meetings.draft(kind="case", people=(meetings.named("专家", "observer"),))
    meetings.do(consultations.change, "办一", case, draft)
    assert who_reads(meetings, made) == {"专家", "办一"}


def test_items_know_of_the_case_what_their_consultation_knows(meetings: Meetings, case: str) -> None:
    meetings.do(agenda.add_topic, "办一", case, proposed(meetings, title="个案转介"))
    with db.reading() as session:
        assert [item.title for item in items(session, meetings.row(case).id)] == ["上次议定事项落实情况", "个案转介"]
