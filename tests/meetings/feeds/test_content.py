"""What a feed holds: what its owner may know of at this moment, and nothing that they may not."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from hub.accounts import actions as accounts
from hub.accounts.models import Person, PersonRole
from hub.core import clock, db
from hub.meetings import actions
from tests.channels.scene import Scene
from tests.meetings.story import TUESDAY, Meetings, at

from .conftest import Feed

CANARY = "小明的情况"


def test_each_reads_what_they_may_know_of(meetings: Meetings, feed: Feed) -> None:
    draft, out, case = (
        meetings.prepared("区甲局"),
        meetings.announced("区甲局"),
        meetings.announced(kind="case", people=(meetings.named("乙一"),)),
    )
    held = {who: set(feed(who).events()) for who in ("甲一", "甲长", "乙一", "丙一", "办一", "主任", "专家")}
    assert held == {
        "甲一": {out}, "甲长": {out}, "乙一": {case}, "丙一": set(), "办一": {draft, out, case}, "主任": {out},
        "专家": set(),
    }  # fmt: skip


def test_an_event_says_when_where_and_what(meetings: Meetings, feed: Feed) -> None:
    made = meetings.announced(place="三楼会议室", note="请带材料")
    event = feed("甲一").events()[made]
    assert (str(event["summary"]), str(event["location"])) == ("转介衔接专项会商", "三楼会议室")
    assert (event["dtstart"].dt, event["dtend"].dt) == (TUESDAY, TUESDAY + timedelta(hours=2))
    assert "请带材料" not in str(event), "what was written about it stays in the hub"
    assert str(event["url"]) == f"http://127.0.0.1:5000/consultations/{made}"


def test_of_a_case_there_is_no_word(meetings: Meetings, feed: Feed) -> None:
    words = {"title": CANARY, "note": CANARY, "link": f"https://example.org/{CANARY}"}
    made = meetings.announced(kind="case", people=(meetings.named("乙一"),), **words)
    program = feed("乙一")
    assert str(program.events()[made]["summary"]) == "个案会商"
    assert CANARY not in program.ask().text.replace("\r\n ", "")


def test_what_is_called_off_says_so_under_the_same_id(meetings: Meetings, feed: Feed) -> None:
    made, program = meetings.announced(), feed("甲一")
    before = program.events()[made]
    meetings.at(at(11, 17, 9))
    meetings.do(actions.cancel, "办一", made, "并入下次会商")
    after = program.events()[made]
    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt > before["last-modified"].dt


def test_from_ninety_days_ago_to_four_hundred_days_ahead(meetings: Meetings, feed: Feed) -> None:
    program = feed("甲一")
    for made in (meetings.announced(starts_at=clock.now() + timedelta(days=days)) for days in (399, 401)):
        assert meetings.row(made)
    assert len(program.events()) == 1
    first = meetings.announced()
    meetings.at(TUESDAY + timedelta(days=89))
    assert first in program.events()
    meetings.at(TUESDAY + timedelta(days=91))
    assert first not in program.events()


def test_who_is_invited_or_named_no_more_reads_nothing_at_once(meetings: Meetings, feed: Feed) -> None:
    made = meetings.announced("区甲局", "区乙局", people=(meetings.named("专家"),))
    programs = {who: feed(who) for who in ("甲一", "乙一", "专家")}
    assert all(made in program.events() for program in programs.values())
    meetings.do(actions.change, "办一", made, meetings.draft("区甲局"))
    assert [who for who, program in programs.items() if made in program.events()] == ["甲一"]


def test_who_moves_reads_what_their_new_unit_may(meetings: Meetings, feed: Feed) -> None:
    made, program = meetings.announced("区甲局"), feed("甲一")
    assert made in program.events()
    with db.transaction() as session:
        session.get_one(Person, meetings.scene["甲一"].person_id).unit_id = meetings.scene.units["区丙局"]
    assert program.events() == {}


@pytest.mark.parametrize("role", ["none", "admin"])
def test_without_a_role_that_sees_content_there_is_no_feed(meetings: Meetings, feed: Feed, role: str) -> None:
    meetings.announced("区甲局")
    program = feed("甲一")
    with db.transaction() as session:
        session.execute(delete(PersonRole).where(PersonRole.person_id == meetings.scene["甲一"].person_id))
        if role != "none":
            session.add(PersonRole(person_id=meetings.scene["甲一"].person_id, role=role))
    assert program.ask().status_code == 404


def test_who_retires_leaves_no_address_that_works_even_when_they_are_back(
    meetings: Meetings, feed: Feed, scene: Scene
) -> None:
    meetings.announced("区甲局")
    program, person = feed("甲一"), scene["甲一"]
    meetings.do(accounts.deactivate_person, "办一", person.public_id)
    assert program.ask().status_code == 404
    meetings.do(accounts.reactivate_person, "办一", person.public_id, "a hash")
    with db.transaction() as session:
        session.get_one(Person, person.person_id).must_change_password = False
    assert program.ask().status_code == 404


def test_who_must_change_their_password_first_reads_nothing_meanwhile(meetings: Meetings, feed: Feed) -> None:
    program = feed("甲一")
    with db.transaction() as session:
        session.get_one(Person, meetings.scene["甲一"].person_id).must_change_password = True
    assert program.ask().status_code == 404
