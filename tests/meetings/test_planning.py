"""Preparing, announcing, changing and calling off a consultation; who knows of it at each step."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from hub.accounts.actions.people import move_person
from hub.accounts.models import Person
from hub.channels.models import ChangeLog, Channel
from hub.channels.queries import channels_of
from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.core.viewer import Role
from hub.meetings import actions
from hub.meetings.models import Attendance, ConsultationEvent, MeetingRoom
from hub.meetings.shapes import Named
from tests.factories import viewer_of

from .story import TUESDAY, Meetings, at

OFFICE = {"办一"}
ALL = {"甲一", "甲长", "乙一", "办一", "主任"}


def test_before_it_is_announced_only_the_office_knows(meetings: Meetings) -> None:
    made = meetings.prepared(people=(meetings.named("专家", "observer"),))
    assert meetings.who_sees(made) == OFFICE
    meetings.do(actions.announce, "办一", made)
    assert meetings.who_sees(made) == ALL | {"专家"}
    assert meetings.members(made) == ALL | {"专家"}


def test_nobody_but_the_office_prepares_or_announces(meetings: Meetings) -> None:
    with pytest.raises(Denied):
        meetings.do(actions.prepare, "甲一", meetings.draft())
    made = meetings.announced()
    for act in (lambda who: meetings.do(actions.cancel, who, made, "不开了"),):
        with pytest.raises(Denied):
            act("甲一")
        with pytest.raises(NotFound):
            act("丙一")


def test_a_case_is_known_to_those_named_alone(meetings: Meetings) -> None:
    people = (meetings.named("甲一"), meetings.named("专家", "observer"))
    made = meetings.prepared(who="办一", kind="case", people=people, chair=meetings.person("主任"))
    assert meetings.who_sees(made) == OFFICE
    meetings.do(actions.announce, "办一", made)
    assert meetings.who_sees(made) == {"办一", "甲一", "专家", "主任"} == meetings.members(made)
    assert {unit.name for unit in meetings.sheet("甲一", made).units} == {"区甲局", "区丙局", "区未保办"}
    with db.reading() as session:
        titles = {entry.title for entry in channels_of(session, meetings.scene["甲长"])}
    assert "转介衔接专项会商" not in titles


def test_an_office_hand_who_is_not_named_knows_nothing_of_a_case(meetings: Meetings) -> None:
    made = meetings.announced(kind="case", people=(meetings.named("甲一"),))
    meetings.scene.people["办二"] = replace(meetings.scene["丙一"], roles=frozenset({Role.OFFICE}))
    assert meetings.who_sees(made) == {"办一", "甲一"}
    assert "办二" in meetings.who_sees(meetings.announced())


def test_a_guest_from_outside_is_no_part_of_a_case(meetings: Meetings) -> None:
    with pytest.raises(Invalid):
        meetings.prepared(kind="case", people=(Named(name="王医生", body="区精神卫生中心"),))
    made = meetings.announced(people=(Named(name="王医生", post="主任医师", body="区精神卫生中心"),))
    assert [(one.name, one.post, one.person) for one in meetings.sheet("甲一", made).people] == [
        ("王医生", "主任医师", None)
    ]


def test_a_unit_that_is_invited_no_more_is_out_at_once(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.do(actions.change, "办一", made, meetings.draft("区甲局", "区丙局"))
    assert "乙一" not in meetings.who_sees(made) | meetings.members(made)
    assert {"丙一", "甲一"} <= meetings.who_sees(made) & meetings.members(made)


def test_another_time_asks_the_units_again_and_raises_the_sequence(meetings: Meetings) -> None:
    made = meetings.announced()
    with db.transaction() as session:
        session.execute(update(Attendance).values(answer="attending"))
    meetings.do(actions.change, "办一", made, meetings.draft(title="转介会商"))
    assert meetings.answer_of("甲一", made, "区甲局") == "attending"
    assert meetings.row(made).sequence == 1
    meetings.do(actions.change, "办一", made, meetings.draft(title="转介会商", starts_at=at(11, 25)))
    assert meetings.answer_of("甲一", made, "区甲局") == "waiting"
    assert (meetings.row(made).sequence, meetings.row(made).starts_at) == (2, at(11, 25))
    with db.reading() as session:
        acts = session.scalars(select(ConsultationEvent.act).order_by(ConsultationEvent.id)).all()
        title = session.scalars(select(Channel.title).where(Channel.kind == "consultation")).one()
    assert (acts, title) == (["prepare", "announce", "change", "move"], "转介会商")


def test_every_act_is_a_change_of_its_card(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.do(actions.change, "办一", made, meetings.draft(note="请带材料"))
    row = meetings.row(made)
    with db.reading() as session:
        log = session.scalars(select(ChangeLog.action).where(ChangeLog.channel_id == row.channel_id)).all()
    assert log == ["create", "consultation", "consultation"]
    assert row.revision == 3


def test_called_off_it_can_be_read_and_nothing_is_said_any_more(meetings: Meetings) -> None:
    made = meetings.announced()
    with pytest.raises(Invalid):
        meetings.do(actions.cancel, "办一", made, " ")
    meetings.do(actions.cancel, "办一", made, "与全体会议合并")
    assert meetings.who_sees(made) == ALL
    with db.reading() as session:
        channel = session.get_one(Channel, meetings.row(made).channel_id)
        assert channel.archived_at is not None
    with pytest.raises(Conflict):
        meetings.do(actions.change, "办一", made, meetings.draft())


def test_who_changes_posts_is_named_no_more(meetings: Meetings) -> None:
    made = meetings.announced(kind="case", people=(meetings.named("甲一"),))
    with db.transaction() as session:
        move_person(session, meetings.scene["管理"], meetings.person("甲一"), meetings.unit("区乙局"))
    assert "甲一" not in meetings.members(made)
    with db.reading() as session:
        moved = viewer_of(session, session.scalars(select(Person).where(Person.name == "甲一")).one())
        meetings.scene.people["甲一"] = moved
    assert "甲一" not in meetings.who_sees(made)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("title", " ", "title"),
        ("starts_at", at(11, 16, 9), "starts_at"),
        ("minutes", 5, "minutes"),
        ("link", "http://meeting", "link"),
        ("quorum", 3, "quorum"),
        ("kind", "party", "kind"),
        ("room", "nowhere", "room"),
        ("chair", "nobody", "chair"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(meetings: Meetings, field: str, value: object, named: str) -> None:
    with pytest.raises(Invalid) as refused:
        meetings.do(actions.prepare, "办一", replace(meetings.draft(), **{field: value}))
    assert refused.value.field == named


def test_a_retired_room_is_not_to_be_had(meetings: Meetings) -> None:
    with db.transaction() as session:
        room = MeetingRoom(name="302会议室")
        session.add(room)
    draft = meetings.draft(room=room.public_id)
    made = meetings.do(actions.prepare, "办一", draft).public_id
    assert meetings.sheet("办一", made).where == "302会议室"
    with db.transaction() as session:
        session.execute(update(MeetingRoom).values(retired_on=TUESDAY.date()))
    with pytest.raises(Invalid):
        meetings.do(actions.prepare, "办一", draft)
    meetings.do(actions.change, "办一", made, replace(draft, title="转介会商"))


def test_without_anybody_there_is_nothing_to_announce(meetings: Meetings) -> None:
    made = meetings.do(actions.prepare, "办一", replace(meetings.draft(), units=())).public_id
    with pytest.raises(Invalid):
        meetings.do(actions.announce, "办一", made)
