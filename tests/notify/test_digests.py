"""Digests: at the chosen hours, once, of what waits then."""

from datetime import datetime, timedelta
from threading import Thread

from hub.accounts.models import Person
from hub.channels.actions import settle_mention
from hub.core import clock, db
from hub.notify.digests import write_digests

from .acts import NOON, deliver_at, say
from .conftest import Office, rows

NINE = datetime(2026, 11, 20, 9, 0, 20, tzinfo=clock.SHANGHAI)


def tick(at: datetime) -> int:
    with clock.held_at(at), db.transaction() as session:
        return write_digests(session)


def test_at_the_hour_one_notice_says_how_much_waits(office: Office) -> None:
    office.prefer("乙一", mail_pace="digest", digest_hours="9,15")
    for _turn in range(3):
        say(office.scene, at=NINE - timedelta(hours=1))
    assert rows() == []
    assert [tick(NINE - timedelta(hours=1)), tick(NINE), tick(NINE + timedelta(minutes=1))] == [0, 1, 0]
    assert deliver_at(NINE + timedelta(minutes=2)) == {"sent": 1}
    (letter,) = office.mailbox.letters
    assert letter["Subject"] == "会商：待我处理3件"
    assert "点名3件" in letter.get_content()


def test_nothing_that_waits_is_no_notice(office: Office) -> None:
    office.prefer("乙一", mail_pace="digest")
    said = say(office.scene, at=NINE - timedelta(hours=1))
    with db.transaction() as session:
        settle_mention(session, office.scene["乙一"], said.id)
    assert tick(NINE) == 1
    assert deliver_at(NINE) == {"suppressed": 1}


def test_a_hub_that_slept_through_an_hour_makes_up_for_it_once(office: Office) -> None:
    office.prefer("乙一", mail_pace="digest", digest_hours="9,10,11")
    office.prefer("甲长", mail_pace="digest", digest_hours="14")
    assert tick(NINE - timedelta(hours=1)) == 0
    assert tick(NINE + timedelta(hours=3)) == 1
    assert tick(NINE + timedelta(hours=3, minutes=30)) == 0
    assert tick(NINE + timedelta(hours=5)) == 1
    assert [row.person_id for row in rows()] == [office.scene["乙一"].person_id, office.scene["甲长"].person_id]


def test_two_processes_write_one(office: Office) -> None:
    office.prefer("乙一", mail_pace="digest")
    found: list[int] = []
    with clock.held_at(NINE):
        together = [Thread(target=lambda: found.append(_write())) for _turn in range(4)]
        for one in together:
            one.start()
        for one in together:
            one.join()
    assert sorted(found) == [0, 0, 0, 1]
    assert len(rows()) == 1


def _write() -> int:
    with db.transaction() as session:
        return write_digests(session)


def test_a_person_reads_a_digest_in_their_language(office: Office) -> None:
    office.prefer("乙一", mail_pace="digest")
    with db.transaction() as session:
        session.get_one(Person, office.scene["乙一"].person_id).locale = "en"
    say(office.scene, at=NINE - timedelta(hours=1))
    tick(NINE)
    deliver_at(NINE)
    assert office.mailbox.letters[0]["Subject"] == "Consultation hub: 1 item waiting for me"


def test_the_chosen_hours_are_shanghais(office: Office) -> None:
    office.prefer("乙一", mail_pace="digest", digest_hours="12")
    assert tick(NOON.astimezone(clock.now().tzinfo)) == 1
