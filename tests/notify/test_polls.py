"""时间征询: whoever may answer for a unit that has not is told, and of a 个案会商 without a word of its title."""

from collections.abc import Iterator

import pytest

from hub.core import db
from hub.meetings.polls import actions
from hub.meetings.polls.queries import sheet
from tests.meetings.story import Meetings, at

from .acts import CANARY, deliver_at
from .conftest import Office, rows

SLOTS, CLOSES = (at(11, 24), at(11, 25)), at(11, 20, 17)


@pytest.fixture
def told(office: Office) -> Iterator[Meetings]:
    """The committee, some of it with a mail address and without quiet hours."""
    for who in ("甲一", "乙一", "办一"):
        office.prefer(who, quiet_from_minute=0, quiet_to_minute=0)
    with Meetings(office.scene) as story:
        yield story


def answer(told: Meetings, who: str, poll: str) -> None:
    with db.reading() as session:
        slots = [slot.public_id for slot in sheet(session, told.scene[who], poll).slots]
    told.do(actions.answer, who, poll, dict.fromkeys(slots, "yes"))


def said(office: Office) -> str:
    return "\n".join(str(letter["Subject"]) + letter.get_content() for letter in office.mailbox.letters)


def test_units_are_asked_and_only_the_missing_reminded(office: Office, told: Meetings) -> None:
    poll = told.do(actions.ask, "办一", told.prepared(), SLOTS, CLOSES).public_id
    assert deliver_at(at(11, 16, 10, 5)) == {"sent": 2}
    assert "“转介衔接专项会商”请您单位选择可以参加的时间" in said(office)
    assert f"/polls/{poll}" in said(office)
    answer(told, "甲一", poll)
    told.at(at(11, 17, 9))
    told.do(actions.remind, "办一", poll)
    assert [row.kind for row in rows()].count("poll-reminded") == 1
    assert deliver_at(at(11, 17, 9, 5)) == {"sent": 1}


def test_who_has_answered_meanwhile_is_left_alone(office: Office, told: Meetings) -> None:
    poll = told.do(actions.ask, "办一", told.prepared(), SLOTS, CLOSES).public_id
    answer(told, "甲一", poll)
    answer(told, "乙一", poll)
    assert deliver_at(at(11, 16, 10, 5)) == {"suppressed": 2}


def test_nothing_of_a_case_leaves_the_hub(office: Office, told: Meetings) -> None:
    made = told.prepared(kind="case", title=CANARY, people=(told.named("甲一"),))
    told.do(actions.ask, "办一", made, SLOTS, CLOSES)
    assert deliver_at(at(11, 16, 10, 5)) == {"sent": 1}
    assert "个案会商" in said(office)
    assert not any(CANARY in letter.as_string() for letter in office.mailbox.letters)
