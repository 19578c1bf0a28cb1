"""回执: the asked units' people are told once, reminded when they are, and not when a colleague has answered."""

from datetime import timedelta

from hub.channels.acknowledgements.actions import acknowledge, remind
from hub.channels.actions import post_message
from hub.channels.shapes import AckWish, MessageDraft
from hub.core import clock, db

from .acts import CANARY, NOON, deliver_at, later
from .conftest import Office, rows

DIRECT = "请确认口径"


def ask(office: Office) -> str:
    draft = MessageDraft(office.scene.channels["家庭"], "asked", f"{DIRECT} {CANARY}", acknowledgement=AckWish())
    with clock.held_at(NOON), db.transaction() as session:
        return post_message(session, office.scene["办一"], draft).id


def kinds(office: Office) -> list[tuple[str, str]]:
    names = {viewer.person_id: name for name, viewer in office.scene.people.items()}
    return [(row.kind, names[row.person_id or 0]) for row in rows()]


def test_those_who_may_answer_are_told_and_nobody_else(office: Office) -> None:
    for who in ("甲一", "乙一", "丙一", "主任", "办一"):
        office.prefer(who)
    ask(office)
    assert sorted(kinds(office)) == [("ack", "乙一"), ("ack", "甲一")]
    assert deliver_at(later(NOON, minutes=1)) == {"sent": 2}
    assert all("要求您单位回执" in letter.get_content() for letter in office.mailbox.letters)
    assert not any(CANARY in letter.as_string() for letter in office.mailbox.letters)


def test_whose_colleague_has_answered_is_not_told(office: Office) -> None:
    office.prefer("甲一")
    message = ask(office)
    with clock.held_at(later(NOON, seconds=5)), db.transaction() as session:
        acknowledge(session, office.scene["甲长"], message)
    assert deliver_at(later(NOON, minutes=1)) == {"suppressed": 1}
    assert office.mailbox.letters == []


def test_each_reminder_reaches_the_missing_alone(office: Office) -> None:
    for who in ("甲一", "乙一"):
        office.prefer(who)
    message = ask(office)
    deliver_at(later(NOON, minutes=1))
    with clock.held_at(later(NOON, minutes=2)), db.transaction() as session:
        acknowledge(session, office.scene["甲一"], message)
    for turn in (1, 2):
        at = NOON + timedelta(minutes=31 * turn)
        with clock.held_at(at), db.transaction() as session:
            remind(session, office.scene["办一"], message, "下班前要用")
        assert deliver_at(at + timedelta(minutes=1)) == {"sent": 1}
    assert [kind for kind in kinds(office) if kind[0] == "ack-reminder"] == [("ack-reminder", "乙一")] * 2
    assert "还缺您单位的回执" in office.mailbox.letters[-1].get_content()
