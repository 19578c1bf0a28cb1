"""Minutes: who is told that a draft stands, that they wait to be signed, and that they are out; of a 个案会商 no title leaves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from hub.core import clock, db
from hub.minutes.models import Minutes
from hub.minutes.publishing import actions
from hub.minutes.publishing.actions import LetterheadForm
from tests.minutes.story import Told

from .acts import CANARY, deliver_at
from .conftest import Office, rows

LETTERHEAD = LetterheadForm("2026-01-01", "未成年人保护工作会议纪要", "〔{year}〕{number}号", "区民政局办公室")
EVERYBODY = ("甲一", "甲长", "乙一", "丙一", "办一", "主任")


@pytest.fixture
def told(office: Office) -> Iterator[Told]:
    """A consultation that is under way; everybody has a mail address and no quiet hours."""
    for who in EVERYBODY:
        office.prefer(who, quiet_from_minute=0, quiet_to_minute=0)
    with Told(office.scene) as story:
        story.gather()
        yield story


def people(told: Told, kind: str) -> set[str]:
    """Whom a kind of notice is for."""
    names = {viewer.person_id: name for name, viewer in told.scene.people.items()}
    return {names[row.person_id] for row in rows() if row.kind == kind and row.person_id}


def published(told: Told) -> None:
    """All the way out."""
    told.do(actions.write_letterhead, "办一", LETTERHEAD)
    told.run(actions.send_to_review, "办一")
    told.run(actions.send_to_sign, "办一")
    told.run(actions.sign, "办一", told.minutes.revision)
    told.run(actions.publish, "办一")


def test_who_is_told_of_what(told: Told) -> None:
    told.hold()
    assert people(told, "minutes-drafted") == {"办一", "甲长"}
    published(told)
    assert people(told, "minutes-to-sign") == {"主任"}  # who sends it is in the chair
    assert people(told, "minutes-published") == {"甲一", "甲长", "乙一"}
    told.run(actions.void, "办一", "发错了")
    assert people(told, "minutes-voided") == {"甲一", "甲长", "乙一"}


def test_letters_lead_to_the_minutes_while_something_waits(office: Office, told: Told) -> None:
    told.hold()
    published(told)
    told.run(actions.receive, "甲一")
    deliver_at(clock.now() + timedelta(minutes=5))
    said = [str(letter["Subject"]) + letter.get_content() for letter in office.mailbox.letters]
    asked = [one for one in said if "已印发，请登录会商系统签收" in one]
    assert len(asked) == 1  # 区甲局 has signed for it
    assert f"/minutes/{told.minutes.public_id}" in asked[0]


def test_nothing_of_a_case_leaves_the_hub(office: Office, told: Told) -> None:
    told.hold()
    with db.transaction() as session:
        row = session.get_one(Minutes, told.minutes.id)
        row.title, row.consultation.title, row.consultation.is_named_only = CANARY, CANARY, True
    published(told)
    deliver_at(clock.now() + timedelta(minutes=5))
    letters = [letter.as_string() + letter.get_content() for letter in office.mailbox.letters]
    assert any("个案会商" in letter for letter in letters)
    assert not any(CANARY in letter for letter in letters)
