"""Closing: carried over in one step, linked issues by what was decided, all or nothing; the record; and undoing it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from hub.core import clock, db
from hub.core.errors import Conflict, Denied, Invalid
from hub.issues import actions as issues
from hub.issues.models import Issue
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.events import ConsultationClosed
from hub.meetings.live import actions
from hub.meetings.live.shapes import IssueChoice
from hub.meetings.topics.models import Topic
from tests.meetings.live.held import Held


def topic(held: Held, title: str) -> Topic:
    """The item's own topic."""
    with db.reading() as session:
        found = select(Topic).join(AgendaItem, AgendaItem.topic_id == Topic.id)
        return session.scalars(found.where(AgendaItem.public_id == held.items[title])).one()


def linked(held: Held, title: str, **fields: Any) -> str:
    """An issue that the item comes from (public id); its units have taken it up."""
    issue = held.raised(**fields)
    held.do(issues.acknowledge, "乙一", issue)
    with db.transaction() as session:
        key = session.scalars(select(Issue.id).where(Issue.public_id == issue)).one()
        session.execute(update(Topic).where(Topic.id == topic(held, title).id).values(issue_id=key))
    return issue


def test_what_was_discussed_is_settled_and_the_rest_is_carried_over(held: Held) -> None:
    held.next()
    held.fixed("转介机制")
    held.next()
    held.act(actions.defer, held.items["走访"], held.now())
    held.close(carried=(held.items["号源"], held.items["走访"]))
    row = held.row(held.consultation)
    assert (row.state, row.closed_at) == ("closed", clock.now())
    assert held.states() == ["done", "done", "deferred"]
    assert topic(held, "转介机制").state == "settled"
    assert [held.item(title).carried_to_id is not None for title in held.items] == [False, True, True]
    with db.reading() as session:
        carried = session.scalars(select(Topic).where(Topic.basis == "carried").order_by(Topic.id)).all()
    assert [one.title for one in carried] == ["号源", "走访"]
    assert held.card().state == "closed"
    assert held.card().current is None


def test_what_was_not_even_discussed_waits_for_another_agenda(held: Held) -> None:
    held.close()
    assert topic(held, "走访").state == "accepted"
    assert held.item("走访").carried_to_id is None


def test_it_is_told_to_the_floors_above_once(held: Held, heard: list[object]) -> None:
    held.close()
    row = held.row(held.consultation)
    told = [one for one in heard if isinstance(one, ConsultationClosed)]
    assert told == [ConsultationClosed(row.id, row.public_id, held.scene["办一"].person_id)]


def test_not_while_a_decision_is_a_draft(held: Held) -> None:
    held.next()
    made = held.write("转介机制")
    for _state in ("draft", "read_back"):
        with pytest.raises(Conflict):
            held.close()
        assert held.row(held.consultation).state == "live"
        if _state == "draft":
            held.act(actions.read_back, made)
    held.act(actions.fix, made)
    held.close()


def test_linked_issues_go_as_was_decided(held: Held) -> None:
    resolved, extended, passed, left = (
        linked(held, "转介机制"),
        linked(held, "号源"),
        linked(held, "走访"),
        held.raised(),
    )
    held.close(
        issues=(
            IssueChoice(resolved, "resolve", "按会商议定办理。"),
            IssueChoice(extended, "extend", "等预算", due_on=date(2026, 12, 25)),
            IssueChoice(passed, "assign", "改由甲局牵头", unit=held.unit("区甲局")),
        )
    )
    assert (held.issue(resolved).state, held.issue(resolved).answer) == ("resolved", "按会商议定办理。")
    assert clock.local(held.issue(extended).due_at).date() == date(2026, 12, 25)
    assert held.issue(passed).state == "open"  # the new unit has to take it up
    assert held.issue(left).state == "open"


def test_all_of_it_or_nothing(held: Held) -> None:
    resolved, extended = linked(held, "转介机制"), linked(held, "号源")
    with pytest.raises(Invalid):
        held.close(
            carried=(held.items["走访"],),
            issues=(
                IssueChoice(resolved, "resolve", "按会商议定办理。"),
                IssueChoice(extended, "extend", "等预算", due_on=date(2026, 11, 1)),
            ),
        )
    assert held.row(held.consultation).state == "live"
    assert held.issue(resolved).state == "acknowledged"
    assert held.item("走访").carried_to_id is None
    stranger = held.raised()
    for wrong in ({"carried": ("0" * 14,)}, {"issues": (IssueChoice(stranger, "resolve", "办结"),)}):
        with pytest.raises(Invalid):
            held.close(**wrong)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        held.close(who="甲长", issues=(IssueChoice(resolved, "resolve", "办结"),))  # notes are not the office's rights
    held.close(who="甲长", issues=(IssueChoice(resolved, "leave"),))


def test_a_mistake_is_undone_within_half_an_hour(held: Held) -> None:
    held.next()
    held.close(carried=(held.items["号源"],))
    held.wait(minutes=29)
    held.act(actions.reopen)
    assert held.row(held.consultation).state == "live"
    assert held.item("号源").carried_to_id is None
    assert [topic(held, title).state for title in held.items] == ["scheduled"] * 3
    with db.reading() as session:
        assert session.scalars(select(Topic.state).where(Topic.basis == "carried")).all() == ["withdrawn"]
    held.next()
    held.close()
    held.wait(minutes=30, seconds=1)
    with pytest.raises(Conflict):
        held.act(actions.reopen)


def test_not_undone_once_others_stand_on_it(held: Held) -> None:
    issue = linked(held, "转介机制")
    held.close(issues=(IssueChoice(issue, "resolve", "按会商议定办理。"),))
    with pytest.raises(Conflict):
        held.act(actions.reopen)
    for who in ("甲一", "主任", "专家"):
        with pytest.raises(Denied):
            held.act(actions.reopen, who=who)


def test_the_record_says_who_and_what_item_by_item(held: Held) -> None:
    held.act(actions.sign_in, who="甲一")
    held.next()
    held.act(actions.state_position, held.now(), "reserve", "试行到年底", who="甲一")
    said = held.say("平均等候十六天。")
    held.wait(minutes=12)
    held.fixed("转介机制", sources=(said,))
    held.next()
    held.say("号源另议。", who="乙一")
    held.wait(minutes=1)
    held.close(carried=(held.items["走访"],))
    record = held.record()
    assert record.closed_at == clock.now()
    assert record.opened_at == clock.now() - timedelta(minutes=13)
    assert (record.chair_name, record.note_taker_name) == ("办一", "甲长")
    assert [(one.name, one.standing) for one in record.roster.units] == [("区甲局", "present"), ("区乙局", "absent")]
    first, second, third = record.items
    assert (first.seconds, second.seconds, third.seconds) == (720, 60, 0)
    assert [(one.unit_name, one.stance) for one in first.positions] == [("区甲局", "reserve"), ("区乙局", "")]
    assert [one.text for one in first.statements] == ["平均等候十六天。"]
    assert first.decisions[0].sources == (said,)
    assert [one.text for one in second.statements] == ["号源另议。"]
    assert [one.is_carried for one in record.items] == [False, False, True]
