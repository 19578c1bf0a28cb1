"""The outbox: written with the cause, once, for those who have a way; told only while it holds."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.accounts.models import Person
from hub.channels.actions import edit_message, mark_read, retract_message, settle_mention
from hub.channels.models import Channel, Membership
from hub.core import clock, db
from hub.notify import lease, outbox
from hub.notify.delivery import deliver
from hub.notify.rules import MOST_ATTEMPTS, MOST_PER_HOUR
from hub.notify.shapes import Cause
from tests.channels.scene import statements

from .acts import CANARY, NIGHT, NOON, deliver_at, later, say
from .conftest import Office, rows, states


def test_a_mention_is_told_once_by_mail(office: Office) -> None:
    office.prefer("乙一")
    said = say(office.scene)
    assert deliver_at(later(NOON, seconds=19)) == {}
    assert deliver_at(later(NOON, seconds=21)) == {"sent": 1}
    assert deliver_at(later(NOON, hours=5)) == {}
    (letter,) = office.mailbox.letters
    assert letter["Subject"] == "会商：第1项 家庭"
    assert letter["To"] == f"p{office.scene['乙一'].person_id}@example.org"
    text = letter.get_content()
    assert f"http://127.0.0.1:5000/messages/{said.id}" in text
    assert "点名了您或您的单位" in text
    assert CANARY not in text


def test_a_post_that_names_nobody_costs_nothing(office: Office) -> None:
    office.prefer("乙一")
    office.target("hook")
    with statements() as plain:
        say(office.scene, "都收到了")
    assert not [sql for sql in plain if "outbox" in sql or "notice" in sql or "push_subscription" in sql]
    assert rows() == []


def test_a_cause_that_does_not_happen_leaves_nothing(office: Office) -> None:
    office.prefer("乙一")
    cause = Cause("mention", "1", (office.scene["乙一"].person_id,), _channel(office))
    with suppress(RuntimeError), db.transaction() as session:
        outbox.announce(session, cause)
        raise RuntimeError
    assert rows() == []


def test_whoever_has_no_way_is_not_written_down(office: Office) -> None:
    office.prefer("乙一", mail_pace="off")
    office.prefer("甲长", mail_address="")
    say(office.scene, "@区甲局 @区乙局 请看")
    assert rows() == []


def test_the_same_cause_is_told_once_however_often_it_is_announced(office: Office) -> None:
    office.prefer("乙一")
    cause = Cause("mention", "1", (office.scene["乙一"].person_id,), _channel(office))
    for _turn in range(3):
        with db.transaction() as session:
            outbox.announce(session, cause)
    assert len(rows()) == 1


def test_an_edit_tells_only_those_whom_the_new_words_name(office: Office) -> None:
    office.prefer("乙一")
    office.prefer("甲长")
    said = say(office.scene, "@乙一 请看")
    with clock.held_at(NOON), db.transaction() as session:
        edit_message(session, office.scene["甲一"], said.id, "@乙一 @甲长 请看")
    assert [row.person_id for row in rows()] == [office.scene[name].person_id for name in ("乙一", "甲长")]


@pytest.mark.parametrize("what", ["read", "done", "retracted", "left", "closed", "off", "no address"])
def test_what_holds_no_more_is_not_said(office: Office, what: str) -> None:
    office.prefer("乙一")
    viewer, said = office.scene["乙一"], say(office.scene)
    with db.transaction() as session:
        if what == "read":
            mark_read(session, viewer, office.scene.channels["家庭"], said.seq)
        elif what == "done":
            settle_mention(session, viewer, said.id)
        elif what == "retracted":
            retract_message(session, office.scene["甲一"], said.id)
        elif what == "left":
            membership = select(Membership).where(Membership.person_id == viewer.person_id)
            for row in session.scalars(membership):
                row.ended_at = clock.now()
        elif what == "closed":
            session.get_one(Person, viewer.person_id).deactivated_at = clock.now()
    if what == "off":
        office.prefer("乙一", mail_pace="off")
    if what == "no address":
        office.prefer("乙一", mail_address="")
    assert deliver_at(later(NOON, minutes=1)) == {"suppressed": 1}
    assert office.mailbox.letters == []
    reasons = {"read": "done", "left": "member", "closed": "person", "no address": "address"}
    assert [row.reason for row in rows()] == [reasons.get(what, what)]


def test_the_quiet_hours_hold_back_and_end_in_one_notice(office: Office) -> None:
    office.prefer("乙一")
    for _turn in range(3):
        say(office.scene, at=NIGHT)
    morning = NIGHT.replace(day=21, hour=8, minute=0)
    assert deliver_at(later(morning, seconds=-1)) == {}
    assert deliver_at(morning) == {"sent": 1}
    (letter,) = office.mailbox.letters
    assert letter["Subject"] == "会商：待我处理3件"
    assert "点名3件" in letter.get_content()


def test_what_was_done_by_the_morning_is_not_told(office: Office) -> None:
    office.prefer("乙一")
    said = say(office.scene, at=NIGHT)
    with db.transaction() as session:
        settle_mention(session, office.scene["乙一"], said.id)
    assert deliver_at(later(NIGHT, hours=10)) == {"suppressed": 1}


def test_an_urgent_cause_goes_past_the_quiet_hours_and_leaves_a_trace(office: Office) -> None:
    office.prefer("乙一")
    office.prefer("甲长", mail_pace="digest")
    office.prefer("办一", mail_pace="off")
    people = tuple(office.scene[name].person_id for name in ("乙一", "甲长", "办一"))
    with clock.held_at(NIGHT), db.transaction() as session:
        outbox.announce(session, Cause("mention", "7", people, _channel(office), is_urgent=True))
    assert deliver_at(NIGHT) == {"sent": 2}
    assert {row.person_id: row.overrode for row in rows()} == {people[0]: "quiet", people[1]: "digest"}


def test_a_flood_becomes_a_digest(office: Office) -> None:
    office.prefer("乙一")
    for _turn in range(MOST_PER_HOUR + 5):
        say(office.scene)
    kinds = [row.kind for row in rows()]
    assert kinds.count("mention") == MOST_PER_HOUR
    assert kinds.count("digest") == 1
    assert rows()[-1].due_at == NOON.replace(hour=13).astimezone(clock.now().tzinfo)


def test_a_group_is_told_once_in_ten_minutes(office: Office) -> None:
    office.target("hook")
    for minutes in (0, 1, 2, 11):
        say(office.scene, at=later(NOON, minutes=minutes))
    assert len(rows()) == 2
    assert deliver_at(later(NOON, minutes=30)) == {"sent": 2}
    assert CANARY not in "".join(asked.body.decode() for asked in office.receiver.asked)


def test_a_failure_is_tried_again_and_in_the_end_dead(office: Office) -> None:
    office.prefer("乙一")
    office.mailbox.refusal = "451 try again later"
    say(office.scene)
    at, tries = later(NOON, minutes=1), 0
    while states() == ["pending"]:
        done = deliver_at(at)
        tries += sum(done.values())
        at += timedelta(hours=8)
    assert (tries, states()) == (MOST_ATTEMPTS, ["dead"])
    assert rows()[0].reason == "smtp 451"


def test_a_refusal_for_good_is_dead_at_once(office: Office) -> None:
    office.prefer("乙一")
    office.mailbox.refusal = "550 no such mailbox"
    say(office.scene)
    assert deliver_at(later(NOON, minutes=1)) == {"dead": 1}
    assert rows()[0].reason == "smtp 550"


def test_one_silent_target_holds_up_nobody_and_costs_one_attempt(office: Office) -> None:
    office.prefer("乙一")
    dead = office.target("hook", "/dead")
    office.receiver.answer(503)
    for minutes in (0, 11, 22):
        say(office.scene, at=later(NOON, minutes=minutes))
    done = deliver_at(later(NOON, minutes=40))
    assert done == {"sent": 3, "retry": 1}
    assert [row.attempts for row in rows() if row.target_id == dead] == [1, 0, 0]


def test_a_lease_that_was_lost_settles_nothing(office: Office) -> None:
    office.prefer("乙一")
    say(office.scene)
    with clock.held_at(later(NOON, minutes=1)):
        (first,) = lease.take()
        assert lease.take() == []
    with clock.held_at(later(NOON, minutes=2, seconds=1)):
        (second,) = lease.take()
        with db.transaction() as session:
            assert not lease.settle(session, first, "sent")
            assert lease.settle(session, second, "sent")
    assert states() == ["sent"]


def test_idle_is_one_look_at_an_index(office: Office) -> None:
    with statements() as sent:
        deliver()
    assert len(sent) == 1
    with db.reading() as session:
        if session.get_bind().dialect.name == "sqlite":
            plan = session.connection().exec_driver_sql(
                "explain query plan select id from outbox where due_at <= '2026-11-20' limit 1"
            )
            assert "ix_outbox_due" in str(plan.all())


def _channel(office: Office) -> int:
    with db.reading() as session:
        return session.scalars(select(Channel.id).where(Channel.title == "家庭")).one()
