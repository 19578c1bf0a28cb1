"""A poll from its question to the chosen time: who is asked, who learns what, when it is over."""

from datetime import timedelta
from typing import Any

import pytest

from hub.accounts.actions.leaving import deactivate_person
from hub.channels.queries import waiting
from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound, RateLimited
from hub.meetings import actions
from hub.meetings.polls import actions as polls
from hub.meetings.polls.events import PollAsked
from hub.meetings.polls.queries import sheet
from hub.meetings.polls.shapes import PollSheet
from tests.channels.pages import Hub

from ..story import Meetings, at

SLOTS = (at(11, 24), at(11, 25), at(11, 26, 9))
CLOSES = at(11, 20, 17)


def ask(meetings: Meetings, *units: str, **fields: Any) -> tuple[str, str]:
    made = meetings.prepared(*units, **fields)
    return made, meetings.do(polls.ask, "办一", made, SLOTS, CLOSES).public_id


def see(meetings: Meetings, who: str, poll: str) -> PollSheet:
    with db.reading() as session:
        return sheet(session, meetings.scene[who], poll)


def say(meetings: Meetings, who: str, poll: str, *words: str) -> None:
    slots = [slot.public_id for slot in see(meetings, who, poll).slots]
    meetings.do(polls.answer, who, poll, dict(zip(slots, words, strict=True)))


def owed(meetings: Meetings, who: str) -> list[str]:
    with db.reading() as session:
        return [one.label for one in waiting(session, meetings.scene[who]) if one.kind == "poll"]


def test_the_best_time_is_proposed_and_taken(meetings: Meetings) -> None:
    made, poll = ask(meetings)
    say(meetings, "甲一", poll, "no", "yes", "yes")
    say(meetings, "乙一", poll, "yes", "maybe", "yes")
    found = see(meetings, "办一", poll)
    assert [(slot.yes, slot.maybe, slot.no, slot.is_best) for slot in found.slots] == [
        (1, 0, 1, False),
        (1, 1, 0, False),
        (2, 0, 0, True),
    ]
    assert found.best is not None
    meetings.do(polls.choose, "办一", poll, found.best.public_id)
    row = meetings.row(made)
    assert (row.starts_at, row.ends_at, row.state) == (SLOTS[2], SLOTS[2] + timedelta(hours=2), "draft")
    with pytest.raises(Conflict):
        say(meetings, "甲一", poll, "no", "no", "no")


def test_the_last_answer_of_a_unit_counts(meetings: Meetings) -> None:
    _made, poll = ask(meetings)
    say(meetings, "甲一", poll, "no", "no", "no")
    say(meetings, "甲长", poll, "yes", "no", "no")
    assert [slot.answers for slot in see(meetings, "甲一", poll).slots][0] == {meetings.unit("区甲局"): "yes"}


def test_it_waits_for_units_that_have_not_answered_and_then_for_the_office(meetings: Meetings) -> None:
    _made, poll = ask(meetings)
    assert owed(meetings, "甲一") == owed(meetings, "甲长") == ["待答复时间征询"]
    assert owed(meetings, "办一") == owed(meetings, "丙一") == owed(meetings, "专家") == []
    say(meetings, "甲一", poll, "yes", "no", "no")
    assert owed(meetings, "甲一") == owed(meetings, "甲长") == []
    assert owed(meetings, "乙一") == ["待答复时间征询"]
    meetings.at(CLOSES)
    assert owed(meetings, "乙一") == []
    assert owed(meetings, "办一") == ["待定会商时间"]
    with pytest.raises(Conflict):
        say(meetings, "乙一", poll, "yes", "no", "no")
    meetings.do(polls.give_up, "办一", poll)
    assert owed(meetings, "办一") == []


def test_who_is_not_asked_learns_nothing(meetings: Meetings) -> None:
    made, poll = ask(meetings)
    for who in ("丙一", "主任", "专家"):
        with pytest.raises(NotFound):
            see(meetings, who, poll)
    with pytest.raises(NotFound):
        meetings.sheet("甲一", made)  # the consultation itself is still the office's
    with pytest.raises(Denied):
        meetings.do(polls.choose, "甲一", poll, see(meetings, "甲一", poll).slots[0].public_id)
    with pytest.raises(Denied):
        meetings.do(polls.answer, "办一", poll, {})


def test_of_a_case_only_who_is_named_is_asked(meetings: Meetings) -> None:
    _made, poll = ask(meetings, kind="case", people=(meetings.named("甲一"),))
    assert owed(meetings, "甲一") == ["待答复时间征询"]
    assert owed(meetings, "甲长") == []
    with pytest.raises(NotFound):
        see(meetings, "甲长", poll)


def test_a_unit_that_is_invited_no_more_is_out_of_it(meetings: Meetings) -> None:
    made, poll = ask(meetings)
    say(meetings, "乙一", poll, "yes", "yes", "yes")
    meetings.do(actions.change, "办一", made, meetings.draft("区甲局", "区丙局"))
    found = see(meetings, "办一", poll)
    assert [unit.name for unit in found.units] == ["区甲局", "区丙局"]
    assert [slot.yes for slot in found.slots] == [0, 0, 0]
    with pytest.raises(NotFound):
        see(meetings, "乙一", poll)


def test_other_consultations_of_the_units_count_as_overlaps(meetings: Meetings) -> None:
    _made, poll = ask(meetings)
    meetings.announced("区甲局", starts_at=at(11, 25, 15), title="别的会")
    assert [slot.overlaps for slot in see(meetings, "办一", poll).slots] == [0, 1, 0]


def test_reminders_go_to_the_missing_only_and_not_too_often(meetings: Meetings, heard: list[object]) -> None:
    _made, poll = ask(meetings)
    asked = [event for event in heard if isinstance(event, PollAsked)]
    assert {meetings.scene[who].person_id for who in ("甲一", "甲长", "乙一")} == set(asked[0].people)
    say(meetings, "甲一", poll, "yes", "no", "no")
    with pytest.raises(RateLimited):
        meetings.do(polls.remind, "办一", poll)
    meetings.advance(hours=0.5)
    assert meetings.do(polls.remind, "办一", poll) == 1
    say(meetings, "乙一", poll, "yes", "no", "no")
    meetings.advance(hours=0.5)
    with pytest.raises(Conflict):
        meetings.do(polls.remind, "办一", poll)


def test_one_poll_at_a_time_and_another_after_it(meetings: Meetings) -> None:
    made, poll = ask(meetings)
    say(meetings, "甲一", poll, "yes", "no", "no")
    with pytest.raises(Conflict):
        meetings.do(polls.ask, "办一", made, SLOTS, CLOSES)
    meetings.do(polls.give_up, "办一", poll)
    again = meetings.do(polls.ask, "办一", made, SLOTS[1:], CLOSES).public_id
    assert [slot.answers for slot in see(meetings, "甲一", again).slots] == [{}, {}]


def test_nobody_to_ask_and_a_notice_that_is_out_are_refused(meetings: Meetings) -> None:
    announced = meetings.announced()
    with pytest.raises(Conflict):
        meetings.do(polls.ask, "办一", announced, SLOTS, CLOSES)
    alone = meetings.prepared(kind="case", people=(meetings.named("专家", "observer"),))
    meetings.do(polls.ask, "办一", alone, SLOTS, CLOSES)  # the office's own unit is asked: who prepared it is named
    with pytest.raises(Invalid):
        meetings.do(polls.ask, "办一", meetings.prepared(), SLOTS[:1], CLOSES)


def test_the_page_answers_in_one_form(meetings: Meetings, hub: Hub) -> None:
    made, poll = ask(meetings)
    slots = [slot.public_id for slot in see(meetings, "甲一", poll).slots]
    liaison, office = hub.browser("甲一"), hub.browser("办一")
    assert "我单位的答复" in liaison.get(f"/polls/{poll}").text
    few = liaison.post(f"/polls/{poll}/answer", {f"slot-{slots[0]}": "maybe"})
    assert few.status_code == 422
    assert f'name="slot-{slots[0]}" value="maybe" required checked' in few.text
    assert liaison.post(f"/polls/{poll}/answer", {f"slot-{slot}": "yes" for slot in slots}).status_code == 303
    assert "我单位的答复" not in office.get(f"/polls/{poll}").text
    assert office.post(f"/polls/{poll}/choice", {"slot": slots[1]}).headers["Location"] == f"/consultations/{made}"
    assert meetings.row(made).starts_at == SLOTS[1]
    assert hub.browser("丙一").get(f"/polls/{poll}").status_code == 404


def test_the_form_offers_working_days_and_keeps_what_was_typed(meetings: Meetings, hub: Hub) -> None:
    made = meetings.prepared()
    office, address = hub.browser("办一"), f"/consultations/{made}/poll/new"
    page = office.get(address).text
    for on in ("2026-11-24", "2026-11-25", "2026-11-26"):
        assert f'name="on" value="{on}"' in page
    typed = {
        "on": ["2026-11-24", "2026-11-40"],
        "at": ["14:00", "15:00"],
        "closes_on": "2026-11-20",
        "closes_at": "17:00",
    }
    refused = office.post(address, typed)
    assert refused.status_code == 422
    assert 'value="2026-11-40"' in refused.text
    typed["on"][1] = "2026-11-25"
    assert office.post(address, typed).status_code == 303


def test_whoever_left_is_not_asked(meetings: Meetings, heard: list[object]) -> None:
    with db.transaction() as session:
        deactivate_person(session, meetings.scene["管理"], meetings.person("甲长"))
    ask(meetings)
    (asked,) = (event for event in heard if isinstance(event, PollAsked))
    assert meetings.scene["甲长"].person_id not in asked.people
