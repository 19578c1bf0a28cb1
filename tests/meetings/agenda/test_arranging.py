"""Putting an agenda together: from the pool and by hand, in an order, off and on again; every change is told."""

from typing import Any

import pytest
from sqlalchemy import select

from hub.core import db
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound, TooLarge
from hub.meetings import actions as consultations
from hub.meetings.agenda import actions
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.agenda.queries import AgendaPage, items, page
from hub.meetings.agenda.rules import MOST_ITEMS
from hub.meetings.agenda.shapes import ItemDraft, ItemView
from hub.meetings.models import Consultation, ConsultationEvent
from hub.meetings.topics.queries import pool
from tests.channels.scene import statements
from tests.meetings.story import Meetings
from tests.meetings.topics.story import proposed, topic

FOLLOW_UP = "上次议定事项落实情况"


def put(meetings: Meetings, consultation: str, title: str, minutes: int = 15, **given: Any) -> str:
    return meetings.do(actions.add_plain, "办一", consultation, ItemDraft(title, minutes=minutes, **given)).public_id


def on(meetings: Meetings, consultation: str) -> list[ItemView]:
    with db.reading() as session:
        return items(session, meetings.row(consultation).id)


def titles(meetings: Meetings, consultation: str) -> list[str]:
    found = on(meetings, consultation)
    assert [one.position for one in found] == list(range(1, len(found) + 1))
    return [one.title for one in found]


def shown(meetings: Meetings, who: str, consultation: str) -> AgendaPage:
    with db.reading() as session:
        return page(session, meetings.scene[who], meetings.row(consultation))


def begun(public_id: str, state: str) -> None:
    with db.transaction() as session:
        row = session.scalars(select(AgendaItem).where(AgendaItem.public_id == public_id)).one()
        row.state = state


def test_it_begins_with_what_was_decided_before(meetings: Meetings) -> None:
    made = meetings.prepared()
    assert [(one.title, one.kind) for one in on(meetings, made)] == [(FOLLOW_UP, "follow_up")]
    with pytest.raises(Conflict):
        meetings.do(actions.add_follow_up, "办一", made)
    put(meetings, made, "转介衔接")
    meetings.do(actions.remove, "办一", on(meetings, made)[0].public_id)
    meetings.do(actions.add_follow_up, "办一", made)
    assert titles(meetings, made) == [FOLLOW_UP, "转介衔接"]


def test_a_topic_of_the_pool_brings_its_units_and_what_is_asked_for(meetings: Meetings) -> None:
    units = (meetings.unit("区乙局"), meetings.unit("区甲局"))
    made, consultation = proposed(meetings, advice="明确牵头单位", units=units), meetings.announced()
    item = meetings.do(actions.add_topic, "办一", consultation, made)
    found = on(meetings, consultation)[1]
    assert (found.public_id, found.kind, found.ask, found.topic) == (item.public_id, "topic", "明确牵头单位", made)
    assert [(unit.name, unit.presents) for unit in found.units] == [("区乙局", True), ("区甲局", False)]
    assert topic(made).state == "scheduled"
    with pytest.raises(Conflict):
        meetings.do(actions.add_topic, "办一", meetings.announced(), made)
    with db.reading() as session:
        assert pool(session, meetings.scene["办一"], meetings.row(consultation)) == []


@pytest.mark.parametrize("state", ["merged", "deferred", "rejected", "scheduled", "settled", "withdrawn"])
def test_only_what_is_proposed_or_accepted_comes_onto_an_agenda(meetings: Meetings, state: str) -> None:
    made, consultation = proposed(meetings), meetings.announced()
    with db.transaction() as session:
        row = session.merge(topic(made))
        row.state, row.merged_into_id = state, row.id if state == "merged" else None
    with pytest.raises(Conflict):
        meetings.do(actions.add_topic, "办一", consultation, made)
    assert titles(meetings, consultation) == [FOLLOW_UP]


def test_off_the_agenda_its_topic_waits_and_it_can_be_put_back_where_it_was(meetings: Meetings) -> None:
    made, consultation = proposed(meetings), meetings.announced()
    item = meetings.do(actions.add_topic, "办一", consultation, made).public_id
    put(meetings, consultation, "其他事项")
    meetings.do(actions.remove, "办一", item)
    assert titles(meetings, consultation) == [FOLLOW_UP, "其他事项"]
    assert topic(made).state == "accepted"
    meetings.do(actions.restore, "办一", item)
    assert titles(meetings, consultation) == [FOLLOW_UP, "心理危机学生转介衔接", "其他事项"]
    assert topic(made).state == "scheduled"
    meetings.do(actions.remove, "办一", item)
    meetings.do(actions.add_topic, "办一", meetings.announced(), made)
    with pytest.raises(Conflict):
        meetings.do(actions.restore, "办一", item)


def test_items_change_places_by_one_and_all_at_once(meetings: Meetings) -> None:
    made = meetings.announced()
    ids = [put(meetings, made, title) for title in "一二三"]
    meetings.do(actions.move, "办一", ids[2], -1)
    assert titles(meetings, made) == [FOLLOW_UP, "一", "三", "二"]
    meetings.do(actions.move, "办一", ids[2], -99)
    meetings.do(actions.move, "办一", ids[0], 99)
    assert titles(meetings, made) == ["三", FOLLOW_UP, "二", "一"]
    first = on(meetings, made)[1].public_id
    meetings.do(actions.reorder, "办一", made, [first, *ids])
    assert titles(meetings, made) == [FOLLOW_UP, "一", "二", "三"]
    for wrong in (ids, [first, *ids, "x"], [first, ids[0], ids[0], ids[1]]):
        with pytest.raises(Conflict):
            meetings.do(actions.reorder, "办一", made, wrong)


def test_what_is_done_or_under_discussion_keeps_its_place(meetings: Meetings) -> None:
    made = meetings.announced()
    ids = [put(meetings, made, title) for title in "一二三"]
    first = on(meetings, made)[0].public_id
    begun(first, "done")
    with pytest.raises(Conflict):
        meetings.do(actions.move, "办一", ids[0], -1)
    for act in (
        lambda: meetings.do(actions.remove, "办一", first),
        lambda: meetings.do(actions.move, "办一", first, 1),
    ):
        with pytest.raises(Conflict):
            act()
    meetings.do(actions.move, "办一", ids[2], -1)
    assert titles(meetings, made) == [FOLLOW_UP, "一", "三", "二"]


def test_words_boxes_and_units_can_be_changed(meetings: Meetings) -> None:
    made = meetings.announced()
    item = put(meetings, made, "转介", units=(meetings.unit("区甲局"),))
    draft = ItemDraft("转介衔接", "谁来跟进", 25, (meetings.unit("区丙局"), meetings.unit("区甲局")))
    meetings.do(actions.change_item, "办一", item, draft)
    found = on(meetings, made)[1]
    assert (found.title, found.ask, found.minutes) == ("转介衔接", "谁来跟进", 25)
    assert [unit.name for unit in found.units] == ["区丙局", "区甲局"]
    meetings.do(actions.change_item, "办一", item, ItemDraft("转介衔接", minutes=25))
    assert on(meetings, made)[1].units == ()
    meetings.do(actions.remove, "办一", item)
    with pytest.raises(Conflict):
        meetings.do(actions.change_item, "办一", item, draft)


@pytest.mark.parametrize(
    ("draft", "refused", "field"),
    [
        (ItemDraft(" ", minutes=15), Invalid, "title"),
        (ItemDraft("长" * 61, minutes=15), TooLarge, "title"),
        (ItemDraft("转介", "长" * 1001, 15), TooLarge, "ask"),
        (ItemDraft("转介", minutes=0), Invalid, "minutes"),
        (ItemDraft("转介", minutes=None), Invalid, "minutes"),
        (ItemDraft("转介", minutes=15, units=("ab2cd3ef4gh5jk",)), Invalid, "units"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    meetings: Meetings, draft: ItemDraft, refused: type[HubError], field: str
) -> None:
    made = meetings.announced()
    with pytest.raises(refused) as error:
        meetings.do(actions.add_plain, "办一", made, draft)
    assert error.value.field == field
    assert titles(meetings, made) == [FOLLOW_UP]


def test_an_agenda_has_so_many_items_at_most(meetings: Meetings) -> None:
    made = meetings.prepared()
    for number in range(MOST_ITEMS - 1):
        put(meetings, made, f"第{number}项")
    with pytest.raises(Conflict):
        put(meetings, made, "再一项")


def test_nobody_but_the_office_arranges(meetings: Meetings) -> None:
    made = meetings.announced()
    item = put(meetings, made, "转介")
    other = proposed(meetings)
    acts = (
        (actions.add_plain, (made, ItemDraft("转介", minutes=15))),
        (actions.add_topic, (made, other)),
        (actions.add_follow_up, (made,)),
        (actions.change_item, (item, ItemDraft("转介", minutes=15))),
        (actions.move, (item, 1)),
        (actions.reorder, (made, [item])),
        (actions.remove, (item,)),
        (actions.restore, (item,)),
    )
    for act, args in acts:
        with pytest.raises(Denied):
            meetings.do(act, "甲一", *args)
        with pytest.raises(NotFound):
            meetings.do(act, "丙一", *args)


def test_when_it_is_called_off_its_agenda_stays(meetings: Meetings) -> None:
    made = meetings.announced()
    item = put(meetings, made, "转介")
    meetings.do(consultations.cancel, "办一", made, "不开了")
    for act, args in ((actions.add_plain, (made, ItemDraft("转介", minutes=15))), (actions.remove, (item,))):
        with pytest.raises(Conflict):
            meetings.do(act, "办一", *args)


def test_every_change_is_told_and_what_changes_nothing_is_not(meetings: Meetings) -> None:
    made = meetings.announced()
    before = meetings.row(made).revision
    item = put(meetings, made, "转介")
    meetings.do(actions.move, "办一", item, 1)  # it is the last one
    meetings.do(actions.move, "办一", item, -1)
    meetings.do(actions.remove, "办一", item)
    meetings.do(actions.remove, "办一", item)
    meetings.do(actions.restore, "办一", item)
    with db.reading() as session:
        found = select(ConsultationEvent.detail).where(ConsultationEvent.act == "agenda_changed")
        told = [detail["what"] for detail in session.scalars(found.order_by(ConsultationEvent.id))]
    assert told == ["added", "moved", "removed", "restored"]
    assert meetings.row(made).revision == before + 4


def test_clock_times_and_what_goes_past_the_end(meetings: Meetings) -> None:
    made = meetings.announced(minutes=60)
    put(meetings, made, "转介", 30)
    put(meetings, made, "走访", 35)
    found = shown(meetings, "甲一", made)
    assert [f"{row.begins_at.astimezone(meetings.row(made).starts_at.tzinfo):%H:%M}" for row in found.rows] == [
        "06:00",
        "06:10",
        "06:40",
    ]
    assert (found.planned, found.over) == (75, 15)
    assert f"{found.papers_by:%m-%d %H:%M}" == "11-20 09:00", "two working days before Tuesday, 24 November"


def test_only_what_one_may_open_is_a_link(meetings: Meetings) -> None:
    issue = meetings.raised()
    consultation = meetings.announced("区甲局", "区丙局")
    meetings.do(actions.add_topic, "办一", consultation, proposed(meetings, issue=issue))
    of_a, of_c = shown(meetings, "甲一", consultation).rows[1], shown(meetings, "丙一", consultation).rows[1]
    assert (of_a.item.number, of_a.opens_topic, of_a.opens_issue) == ("2026-0001", True, True)
    assert (of_c.item.number, of_c.opens_topic, of_c.opens_issue) == ("2026-0001", True, False)


def test_what_an_agenda_costs_does_not_grow_with_it(meetings: Meetings) -> None:
    small, large = meetings.announced(), meetings.announced()
    for consultation, count in ((small, 1), (large, 12)):
        for number in range(count):
            made = proposed(meetings, title=f"第{number}个议题", units=(meetings.unit("区甲局"),))
            meetings.do(actions.add_topic, "办一", consultation, made)
    costs = []
    for consultation in (small, large):
        with db.reading() as session:
            row = session.scalars(select(Consultation).where(Consultation.public_id == consultation)).one()
            with statements() as sent:
                page(session, meetings.scene["甲一"], row)
            costs.append(len(sent))
    assert costs[0] == costs[1] <= 12
