"""议题: whose unit proposed one is told that there is a decision, once for each, and never what about or why."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest

from hub.core import clock, db
from hub.meetings.topics import actions
from hub.meetings.topics.actions.putting_up import put_up
from tests.meetings.story import Meetings
from tests.meetings.topics.story import channel_of, proposed, said, topic_of

from .acts import CANARY, deliver_at
from .conftest import Office, rows

EVERYBODY = ("甲一", "甲长", "乙一", "办一", "主任")


def words(letter: EmailMessage) -> str:
    """What a letter says, whether it carries a calendar too or not."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.fixture
def told(office: Office) -> Iterator[Meetings]:
    """The committee, everybody with a mail address and without quiet hours."""
    for who in EVERYBODY:
        office.prefer(who, quiet_from_minute=0, quiet_to_minute=0)
    with Meetings(office.scene) as story:
        yield story


def kinds(office: Office) -> list[tuple[str, str]]:
    names = {viewer.person_id: name for name, viewer in office.scene.people.items()}
    return [(row.kind, names[row.person_id or 0]) for row in rows() if row.kind == "topic-decided"]


def letters(office: Office) -> str:
    return "\n".join(letter.as_string() + words(letter) for letter in office.mailbox.letters)


def test_the_proposer_and_the_liaisons_of_the_unit_are_told_of_each_decision(office: Office, told: Meetings) -> None:
    made = proposed(told, "甲长", CANARY)
    assert kinds(office) == []
    told.do(actions.reject, "办一", made, CANARY)
    assert kinds(office) == [("topic-decided", "甲一"), ("topic-decided", "甲长")]
    assert deliver_at(clock.now() + timedelta(minutes=1)) == {"sent": 2}
    assert "您单位提出的议题已有研究结果" in letters(office)
    assert f"/topics/{made}" in letters(office)
    assert CANARY not in letters(office)
    told.do(actions.undo, "办一", made)
    told.advance(hours=1)
    told.do(actions.reject, "办一", made, CANARY)
    assert len(kinds(office)) == 4


def test_what_was_taken_back_before_it_was_said_is_not_said(office: Office, told: Meetings) -> None:
    made = proposed(told)
    told.do(actions.accept, "办一", made)
    told.do(actions.undo, "办一", made)
    assert deliver_at(clock.now() + timedelta(minutes=1)) == {"suppressed": 1}


def test_of_an_issue_that_a_rung_put_up_the_unit_that_raised_it(office: Office, told: Meetings) -> None:
    issue = told.issue(told.raised("乙一", "区甲局"))
    with db.transaction() as session:
        put_up(session, [issue.id])
    told.do(actions.accept, "办一", topic_of(issue.id).public_id)
    assert kinds(office) == [("topic-decided", "乙一")]


def test_nobody_is_told_of_a_case_that_they_are_not_named_in(office: Office, told: Meetings) -> None:
    consultation = told.announced(kind="case", people=(told.named("甲长"),))
    made = proposed(told, "甲长", message=said(told, "甲长", "孩子的转介", channel_of(told, consultation)))
    told.do(actions.accept, "办一", made)
    outcome = deliver_at(clock.now() + timedelta(minutes=1))
    assert outcome["suppressed"] >= 1
    heard = [str(letter["To"]) for letter in office.mailbox.letters if f"/topics/{made}" in words(letter)]
    assert len(heard) == 1
