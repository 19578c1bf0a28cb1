"""Follow-ups: who is told that one waits for them, that a step has come, and for how long; letters say the number alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from hub.core import clock, db
from hub.escalation.sweep import sweep
from hub.supervision import actions
from hub.supervision.models import FollowUp
from tests.issues.story import shanghai
from tests.supervision.story import NUMBER, Followed

from .acts import CANARY, deliver_at
from .conftest import Office, rows

EVERYBODY = ("甲一", "甲长", "乙一", "丙一", "办一", "主任")


@pytest.fixture
def story(office: Office) -> Iterator[Followed]:
    """Minutes are out; everybody has a mail address and no quiet hours."""
    for who in EVERYBODY:
        office.prefer(who, quiet_from_minute=0, quiet_to_minute=0)
    with Followed(office.scene) as told:
        told.gather()
        told.decide()
        told.publish()
        yield told


def people(story: Followed, kind: str) -> list[str]:
    """Whom a kind of notice is for, in order."""
    names = {viewer.person_id: name for name, viewer in story.scene.people.items()}
    return sorted(names[row.person_id] for row in rows() if row.kind == f"follow-up-{kind}" and row.person_id)


def test_who_is_told_of_what(story: Followed) -> None:
    assert people(story, "assigned") == ["乙一", "甲一", "甲长"]
    story.run(actions.contest, "乙一", "不归我局")
    assert people(story, "to-decide") == ["办一"]
    story.run(actions.insist, "办一", "会上议定")
    assert people(story, "assigned") == sorted(["乙一", "甲一", "甲长"] * 2)
    story.accepted()
    story.run(actions.complete, "甲一", "好了。")
    assert people(story, "done") == ["乙一"]
    assert people(story, "to-close") == []
    story.run(actions.confirm, "乙一")
    assert people(story, "to-close") == ["办一"]
    story.run(actions.send_back, "办一", "补材料")
    assert people(story, "returned") == ["甲一", "甲长"]
    story.correct_without()
    assert people(story, "to-decide") == ["办一"] * 2
    story.run(actions.withdraw, "办一", "并入")
    assert people(story, "withdrawn") == ["乙一", "甲一", "甲长"]


def test_steps_tell_whom_the_engine_told(story: Followed) -> None:
    story.at(shanghai(11, 26))
    sweep()
    assert people(story, "answer") == ["乙一", "甲一"]
    assert story.fired()[0][2] == "甲一、乙一"


def test_letters_lead_to_it_while_it_waits_and_say_the_number_alone(office: Office, story: Followed) -> None:
    with db.transaction() as session:
        row = session.query(FollowUp).one()
        row.title = row.text = CANARY
    story.run(actions.accept, "甲一")
    deliver_at(clock.now() + timedelta(minutes=5))
    said = [str(letter["Subject"]) + letter.get_content() for letter in office.mailbox.letters]
    asked = [one for one in said if f"督办事项{NUMBER}交您单位承办" in one]
    assert len(asked) == 1  # 区甲局 has taken it up
    assert f"/follow-ups/{NUMBER}" in asked[0]
    assert not any(CANARY in one for one in said)


def test_of_a_case_only_the_named_are_told(story: Followed) -> None:
    story.only_named()
    before = len(rows())
    story.run(actions.accept, "甲长")
    with db.transaction() as session:
        session.query(FollowUp).one()
    story.do(actions.assign, "办一", NUMBER, (story.unit("区乙局"), story.unit("区甲局")), "调整")
    new = rows()[before:]
    names = {viewer.person_id: name for name, viewer in story.scene.people.items()}
    assert {names[row.person_id] for row in new if row.kind.startswith("follow-up") and row.person_id} <= {
        "甲长",
        "专家",
    }
