"""From an issue by a rung's call to a topic, over consultations that leave things open, and back: nothing is lost or doubled."""

import pytest
from sqlalchemy import select

from hub.channels.actions import retract_message
from hub.channels.models import Message
from hub.core import db, events
from hub.core.errors import Conflict
from hub.issues import actions as issues
from hub.meetings import actions as consultations
from hub.meetings.agenda import actions as agenda
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.agenda.queries import items
from hub.meetings.events import ConsultationClosed
from hub.meetings.models import Consultation
from hub.meetings.topics import actions, queries
from hub.meetings.topics.actions.putting_up import put_up
from hub.meetings.topics.models import Topic
from tests.issues.story import shanghai
from tests.meetings.story import Meetings

from .story import carried, page_of, proposed, topic, topic_of

CANARY = "金丝雀小明"


def call_for(meetings: Meetings, *issue_ids: str) -> None:
    with db.transaction() as session:
        put_up(session, [meetings.issue(one).id for one in issue_ids])


def close(meetings: Meetings, consultation: str, **states: str) -> None:
    """End a consultation, its items in these states by their public ids."""
    with db.transaction() as session:
        for public_id, state in states.items():
            session.scalars(select(AgendaItem).where(AgendaItem.public_id == public_id)).one().state = state
        row = session.scalars(select(Consultation).where(Consultation.public_id == consultation)).one()
        row.state = "closed"
        session.flush()
        events.record(session, ConsultationClosed(row.id, row.public_id, meetings.scene["办一"].person_id))


def test_a_rung_puts_an_issue_up_with_the_units_that_it_concerns(meetings: Meetings) -> None:
    issue = meetings.raised("甲一", "区乙局", "区甲局")
    meetings.sweep_until(shanghai(12, 1))
    made = topic_of(meetings.issue(issue).id)
    assert (made.title, made.basis, made.state, made.person_id) == ("转介等候过长", "escalation", "proposed", None)
    sheet = page_of(meetings, "办一", made.public_id)
    assert [unit.name for unit in sheet.line.units] == ["区乙局", "区甲局"]
    assert (sheet.line.issue.number, sheet.line.issue.is_open) == ("2026-0001", True)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("proposed", "proposed"),
        ("accepted", "accepted"),
        ("scheduled", "scheduled"),
        ("deferred", "proposed"),
        ("rejected", "proposed"),
        ("settled", "proposed"),
        ("withdrawn", "proposed"),
    ],
)
def test_called_for_again_what_had_ended_begins_anew_and_what_goes_on_goes_on(
    meetings: Meetings, before: str, after: str
) -> None:
    issue = meetings.raised()
    made = proposed(meetings, issue=issue)
    with db.transaction() as session:
        row = session.scalars(select(Topic).where(Topic.public_id == made)).one()
        row.state, row.reason = before, "先放一放"
    call_for(meetings, issue)
    call_for(meetings, issue)
    row = topic(made)
    assert row.state == after
    assert (row.reason, row.basis) == (("先放一放", "issue") if before == after else ("", "escalation"))


def test_called_for_again_what_stands_in_another_topic_stays_there_while_that_goes_on(meetings: Meetings) -> None:
    issue = meetings.raised()
    made, other = proposed(meetings, issue=issue), proposed(meetings, "乙一", "另一个议题")
    meetings.do(actions.merge, "办一", made, other)
    call_for(meetings, issue)
    assert topic(made).state == "merged"
    meetings.do(actions.reject, "办一", other, "属部门职责")
    call_for(meetings, issue)
    assert topic(made).state == "proposed"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("proposed", "withdrawn"),
        ("accepted", "withdrawn"),
        ("deferred", "withdrawn"),
        ("scheduled", "scheduled"),
        ("rejected", "rejected"),
        ("settled", "settled"),
    ],
)
def test_an_issue_that_ends_takes_its_topic_along_unless_it_is_scheduled(
    meetings: Meetings, before: str, after: str
) -> None:
    closed, withdrawn = meetings.raised(), meetings.raised()
    meetings.do(issues.acknowledge, "乙一", closed)
    meetings.do(issues.resolve, "乙一", closed, "等候缩短到五天。", meetings.key())
    call_for(meetings, closed, withdrawn)
    with db.transaction() as session:
        for row in session.scalars(select(Topic)):
            row.state = before
    meetings.do(issues.close, "甲一", closed)
    meetings.do(issues.withdraw, "甲一", withdrawn, "已解决")
    assert [topic_of(meetings.issue(one).id).state for one in (closed, withdrawn)] == [after, after]


def test_what_is_left_goes_to_the_next_with_its_units_and_points_and_twice_is_once(meetings: Meetings) -> None:
    issue = meetings.raised()
    made = proposed(
        meetings, issue=issue, body="平均等候十六天。", open_points="是否附初筛表", units=(meetings.unit("区乙局"),)
    )
    first = meetings.announced()
    item = meetings.do(agenda.add_topic, "办一", first, made).public_id
    left = carried(meetings, "办一", item)
    assert carried(meetings, "办一", item) == left
    sheet = page_of(meetings, "办一", left)
    assert (sheet.line.state, sheet.line.basis, sheet.body) == ("accepted", "carried", "平均等候十六天。")
    assert "是否附初筛表" in sheet.open_points
    assert [unit.name for unit in sheet.line.units] == ["区乙局"]
    assert (topic(made).state, page_of(meetings, "办一", made).is_carried_on) == ("merged", True)
    with pytest.raises(Conflict):
        meetings.do(actions.undo, "办一", made)


def test_the_issue_is_found_from_every_topic_and_every_topic_from_the_issue(meetings: Meetings) -> None:
    issue = meetings.raised()
    at, topics, places = proposed(meetings, issue=issue), [], []
    for day in (24, 25, 26):
        consultation = meetings.announced(starts_at=shanghai(11, day, 14))
        item = meetings.do(agenda.add_topic, "办一", consultation, at).public_id
        topics.append(at)
        places.append(consultation)
        with db.reading() as session:
            assert [one.number for one in items(session, meetings.row(consultation).id)] == ["", "2026-0001"]
            assert items(session, meetings.row(consultation).id)[1].issue == issue
        at = carried(meetings, "办一", item)
    with db.reading() as session:
        lines = queries.of_issue(session, meetings.scene["甲一"], issue)
    assert [line.public_id for line in lines] == [*topics, at]
    assert [line.place.public_id if line.place else None for line in lines] == [*places, None]
    assert {line.issue.public_id for line in lines} == {issue}  # type: ignore[union-attr]


def test_when_it_is_over_what_was_dealt_with_is_settled_and_the_rest_waits(meetings: Meetings) -> None:
    done, left, gone_on = (proposed(meetings, title=title) for title in ("议过的", "没议到的", "转下次的"))
    consultation = meetings.announced()
    on = [meetings.do(agenda.add_topic, "办一", consultation, one).public_id for one in (done, left, gone_on)]
    carried(meetings, "办一", on[2])
    close(meetings, consultation, **{on[0]: "done", on[2]: "deferred"})
    assert [topic(one).state for one in (done, left, gone_on)] == ["settled", "accepted", "merged"]


def test_called_off_it_lets_its_topics_go(meetings: Meetings) -> None:
    made, consultation = proposed(meetings), meetings.announced()
    meetings.do(agenda.add_topic, "办一", consultation, made)
    assert topic(made).state == "scheduled"
    meetings.do(consultations.cancel, "办一", consultation, "不开了")
    assert topic(made).state == "accepted"
    meetings.do(agenda.add_topic, "办一", meetings.announced(), made)


def test_words_that_are_taken_back_stand_in_no_topic_and_on_no_agenda(meetings: Meetings) -> None:
    issue = meetings.raised(title=CANARY, body=CANARY)
    made = proposed(
        meetings, title=CANARY, body=CANARY, consulted=CANARY, open_points=CANARY, advice=CANARY, issue=issue
    )
    consultation = meetings.announced()
    item = meetings.do(agenda.add_topic, "办一", consultation, made).public_id
    carried(meetings, "办一", item)
    before = meetings.row(consultation).revision
    with db.reading() as session:
        card = session.get_one(Message, meetings.issue(issue).message_id).public_id
    meetings.do(retract_message, "办一", card)
    with db.reading() as session:
        kept = [
            (t.title, t.body, t.consulted, t.open_points, t.advice, t.reason) for t in session.scalars(select(Topic))
        ]
        on = [(row.title, row.ask) for row in session.scalars(select(AgendaItem))]
        assert [one.title for one in items(session, meetings.row(consultation).id)][1] == "（内容已撤回）"
    assert CANARY not in repr([kept, on])
    assert len(kept) == 2
    assert meetings.row(consultation).revision == before + 1, "whoever looks at the agenda sees it at once"
