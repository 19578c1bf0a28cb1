"""上次议定事项落实情况: what is still open of earlier consultations of the kind; of a case only what the case itself left."""

from datetime import date, datetime

from sqlalchemy import select

from hub.core import clock, db
from hub.meetings.agenda import actions
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.agenda.queries import open_decisions
from hub.meetings.live.models import Decision, DecisionUnit
from hub.meetings.models import Consultation
from hub.meetings.topics.actions import carry
from tests.meetings.story import Meetings, at
from tests.meetings.topics.story import carried, proposed


def decided(meetings: Meetings, consultation: str, text: str, due_on: date | None = None, state: str = "fixed") -> None:
    """Something that was decided under the first item of a consultation."""
    with db.transaction() as session:
        item = session.scalars(
            select(AgendaItem)
            .join(Consultation, Consultation.id == AgendaItem.consultation_id)
            .where(Consultation.public_id == consultation)
            .limit(1)
        ).one()
        lead, support = meetings.scene.units["区甲局"], meetings.scene.units["区乙局"]
        who = meetings.scene["办一"].person_id
        row = Decision(
            item_id=item.id, position=1, text=text, lead_unit_id=lead, due_on=due_on, state=state, written_by=who
        )
        row.supporting = [DecisionUnit(unit_id=support, position=1)]
        session.add(row)


def held(meetings: Meetings, starts_at: datetime, **fields: object) -> str:
    return meetings.announced(starts_at=starts_at, **fields)


def close(consultation: str) -> None:
    with db.transaction() as session:
        session.scalars(select(Consultation).where(Consultation.public_id == consultation)).one().state = "closed"


def left_open(meetings: Meetings, consultation: str) -> list[str]:
    with db.reading() as session:
        return [one.text for one in open_decisions(session, meetings.row(consultation))]


def test_what_was_fixed_and_is_not_settled_of_the_same_kind_before(meetings: Meetings) -> None:
    before, now, later = (held(meetings, at(11, day)) for day in (20, 24, 27))
    other = held(meetings, at(11, 19), kind="plenary")
    for consultation in (before, other, later):
        decided(meetings, consultation, f"{consultation}的")
        close(consultation)
    decided(meetings, before, "先到期的", date(2026, 11, 23))
    decided(meetings, before, "只是草稿的", state="draft")
    decided(meetings, before, "没有议定的", state="dropped")
    assert left_open(meetings, now) == ["先到期的", f"{before}的"]
    with db.reading() as session:
        found = open_decisions(session, meetings.row(now))[0]
    assert (found.lead_name, found.supporting, found.consultation) == ("区甲局", ("区乙局",), before)
    assert not found.is_late
    meetings.at(at(11, 24))
    with db.reading() as session:
        assert open_decisions(session, meetings.row(now))[0].is_late
    with db.transaction() as session:
        for row in session.scalars(select(Decision)):
            row.settled_at = clock.now()
    assert left_open(meetings, now) == []


def test_what_is_not_over_has_decided_nothing_yet(meetings: Meetings) -> None:
    before, now = held(meetings, at(11, 20)), held(meetings, at(11, 24))
    decided(meetings, before, "每周报送")
    assert left_open(meetings, now) == []


def test_of_a_case_nothing_but_what_the_case_itself_left(meetings: Meetings) -> None:
    first, stranger = (held(meetings, at(11, day), kind="case", people=(meetings.named("甲一"),)) for day in (18, 19))
    item = meetings.do(actions.add_topic, "办一", first, proposed(meetings)).public_id
    for consultation in (first, stranger):
        decided(meetings, consultation, f"{consultation}的")
    left = carried(meetings, "办一", item)
    close(first)
    close(stranger)
    second, third = (held(meetings, at(11, day), kind="case", people=(meetings.named("甲一"),)) for day in (23, 24))
    assert left_open(meetings, second) == [], "another case, though of the same kind and the same people"
    again = meetings.do(actions.add_topic, "办一", second, left).public_id
    assert left_open(meetings, second) == [f"{first}的"]
    with db.transaction() as session:
        row = session.scalars(select(AgendaItem).where(AgendaItem.public_id == again)).one()
        last = carry(session, meetings.scene["办一"], row).public_id
    meetings.do(actions.add_topic, "办一", third, last)
    assert left_open(meetings, third) == [f"{first}的"], "back to the first"
    assert left_open(meetings, held(meetings, at(11, 25))) == []
