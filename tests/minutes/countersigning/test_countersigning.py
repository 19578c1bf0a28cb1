"""会签: who is asked, what counts, and that a text that changes is agreed to anew."""

from dataclasses import replace

import pytest

from hub.accounts.models import Person, PersonRole
from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.core.viewer import Role
from hub.minutes.content import content_of
from hub.minutes.countersigning import actions
from hub.minutes.countersigning.queries import Countersigning, countersigning
from hub.minutes.editing import actions as editing
from hub.minutes.events import MinutesChanged
from hub.minutes.publishing import actions as publishing
from hub.minutes.publishing.todo import waiting_minutes
from hub.minutes.rules import digest
from tests.minutes.story import Told


@pytest.fixture
def reviewing(over: Told) -> Told:
    """It is under review; 乙一 is a leader too."""
    leader = over.scene["乙一"]
    over.scene.people["乙一"] = replace(leader, roles=leader.roles | {Role.LEADER})
    with db.transaction() as session:
        session.add(PersonRole(person_id=leader.person_id, role=Role.LEADER))
    over.run(publishing.send_to_review, "办一")
    return over


@pytest.fixture
def asked(reviewing: Told) -> Told:
    """区甲局 and 区乙局 are asked."""
    reviewing.run(actions.ask, "办一", [reviewing.unit("区甲局"), reviewing.unit("区乙局")])
    return reviewing


def seen(told: Told, who: str) -> Countersigning:
    with db.reading() as session:
        return countersigning(session, told.scene[who], session.merge(told.minutes))


def text(told: Told) -> str:
    with db.reading() as session:
        return digest(content_of(session, session.merge(told.minutes)))


def agree(told: Told, who: str, answer: str = "agreed", words: str = "") -> None:
    told.run(actions.countersign, who, answer, words, text(told))


def waits(told: Told, who: str) -> list[str]:
    with db.reading() as session:
        return [one.label for one in waiting_minutes(session, told.scene[who])]


def test_invited_units_with_a_leader_are_asked_once(reviewing: Told, heard: list[object]) -> None:
    assert [name for _unit, name in seen(reviewing, "办一").offered] == ["区甲局", "区乙局"]
    units = [reviewing.unit("区甲局"), reviewing.unit("区乙局")]
    assert [reviewing.run(actions.ask, "办一", units), reviewing.run(actions.ask, "办一", units)] == [2, 0]
    told = [one.units for one in heard if isinstance(one, MinutesChanged) and one.act == "ask-countersign"]
    assert [len(one) for one in told] == [2]
    assert seen(reviewing, "办一").offered == ()
    assert waits(reviewing, "甲长") == ["纪要待会签"]
    assert waits(reviewing, "甲一") == []


def test_who_cannot_be_asked(reviewing: Told) -> None:
    with pytest.raises(Invalid):
        reviewing.run(actions.ask, "办一", [])
    with pytest.raises(Invalid):
        reviewing.run(actions.ask, "办一", [reviewing.unit("区丙局")])  # not invited
    with db.transaction() as session:
        session.query(PersonRole).filter_by(person_id=reviewing.scene["乙一"].person_id, role=Role.LEADER).delete()
        assert session.get(Person, reviewing.scene["乙一"].person_id)
    with pytest.raises(Invalid):
        reviewing.run(actions.ask, "办一", [reviewing.unit("区乙局")])
    with pytest.raises(Denied):
        reviewing.run(actions.ask, "甲长", [reviewing.unit("区甲局")])


def test_it_goes_to_signature_when_all_agree(asked: Told) -> None:
    agree(asked, "甲长")
    with pytest.raises(Conflict) as refusal:
        asked.run(publishing.send_to_sign, "办一")
    assert "区乙局" in refusal.value.message
    agree(asked, "乙一", "objected", "时限太紧。")
    with pytest.raises(Conflict):
        asked.run(publishing.send_to_sign, "办一")
    agree(asked, "乙一")
    asked.run(publishing.send_to_sign, "办一")
    assert asked.minutes.state == "signing"


def test_two_agree_to_one_text_side_by_side(asked: Told) -> None:
    now = text(asked)
    asked.run(actions.countersign, "甲长", "agreed", "", now)
    asked.run(actions.countersign, "乙一", "agreed", "", now)
    assert seen(asked, "办一").missing == ()


def test_what_changes_is_agreed_to_anew(asked: Told, heard: list[object]) -> None:
    agree(asked, "甲长")
    before = text(asked)
    passage = asked.passage("heard")
    asked.run(editing.save, "办一", passage.public_id, "会议听取了汇报。", 1)
    assert [(one.name, one.is_stale) for one in seen(asked, "办一").asked] == [("区甲局", True), ("区乙局", False)]
    assert waits(asked, "甲长") == ["纪要待会签"]
    again = [one.units for one in heard if isinstance(one, MinutesChanged) and one.act == "ask-countersign"]
    assert again == [(asked.scene["甲长"].unit_id,)]
    with pytest.raises(Conflict):
        asked.run(actions.countersign, "甲长", "agreed", "", before)  # of what stood there when they opened it
    asked.run(editing.save, "办一", passage.public_id, "会议听取了两个单位的汇报。", 2)
    assert len([one for one in heard if isinstance(one, MinutesChanged) and one.act == "ask-countersign"]) == 1
    asked.run(editing.restore, "办一", passage.public_id, 1)
    assert waits(asked, "甲长") == []  # as it was: what was said of it counts
    assert [one.counts for one in seen(asked, "办一").asked] == [True, False]


def test_objecting_says_why_and_not_to_everybody(asked: Told) -> None:
    with pytest.raises(Invalid):
        agree(asked, "乙一", "objected")
    with pytest.raises(Invalid):
        agree(asked, "乙一", "perhaps")
    agree(asked, "乙一", "objected", "时限太紧。")
    words = {who: [one.words for one in seen(asked, who).asked] for who in ("办一", "乙一", "甲一")}
    assert words == {"办一": ["", "时限太紧。"], "乙一": ["", "时限太紧。"], "甲一": ["", ""]}


def test_called_off_it_is_not_waited_for(asked: Told) -> None:
    agree(asked, "甲长")
    other = next(one.public_id for one in seen(asked, "办一").asked if one.name == "区乙局")
    asked.run(actions.call_off, "办一", other)
    with pytest.raises(NotFound):
        asked.run(actions.call_off, "办一", other)
    with pytest.raises(Conflict):
        agree(asked, "乙一")
    asked.run(publishing.send_to_sign, "办一")


@pytest.mark.parametrize(("who", "error"), [("甲一", Denied), ("丙一", NotFound), ("主任", NotFound)])
def test_leaders_of_units_that_are_asked(asked: Told, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        agree(asked, who)
