"""What units say to an item, who may say it for them, the call on the silent; and who speaks when."""

import pytest
from sqlalchemy import select, update

from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound, RateLimited
from hub.meetings.live import actions
from hub.meetings.models import Attendance, Consultation
from tests.meetings.live.held import Held


def said(held: Held, title: str = "转介机制") -> dict[str, tuple[str, str]]:
    """What each unit said to the item, by name."""
    item = next(one for one in held.record().items if one.title == title)
    return {one.unit_name: (one.stance, one.words) for one in item.positions}


def excuse(held: Held, unit: str) -> None:
    """The unit has answered that it does not come."""
    with db.transaction() as session:
        row = select(Consultation.id).where(Consultation.public_id == held.consultation).scalar_subquery()
        who = (Attendance.consultation_id == row, Attendance.unit_id == held.scene.units[unit])
        session.execute(update(Attendance).where(*who).values(answer="excused"))


def test_a_unit_says_it_and_the_last_counts(held: Held) -> None:
    held.next()
    assert said(held) == {"区甲局": ("", ""), "区乙局": ("", "")}
    held.act(actions.state_position, held.now(), "agree", who="甲一")
    held.act(actions.state_position, held.now(), "reserve", "试行到年底再定", who="甲长")
    assert said(held) == {"区甲局": ("reserve", "试行到年底再定"), "区乙局": ("", "")}
    assert held.board("甲一").own_position.words == "试行到年底再定"  # type: ignore[union-attr]
    assert held.board().current.tally == {"agree": 0, "reserve": 1, "against": 0, "": 1}  # type: ignore[union-attr]


def test_who_conducts_notes_it_down_for_a_unit(held: Held) -> None:
    held.next()
    held.act(actions.state_position, held.now(), "against", "经费未落实", held.unit("区乙局"))
    assert said(held)["区乙局"] == ("against", "经费未落实")
    with pytest.raises(Denied):
        held.act(actions.state_position, held.now(), "agree", "", held.unit("区乙局"), who="甲一")
    with pytest.raises(Denied):
        held.act(actions.state_position, held.now(), "agree", "", held.unit("区丙局"))
    with pytest.raises((Invalid, NotFound)):
        held.act(actions.state_position, held.now(), "agree", "", "0" * 14)


def test_what_is_not_agreed_to_is_said_why_and_nothing_before_its_time(held: Held) -> None:
    held.next()
    for stance, words in (("reserve", ""), ("against", " "), ("perhaps", "也许")):
        with pytest.raises(Invalid):
            held.act(actions.state_position, held.now(), stance, words, who="甲一")
    with pytest.raises(Conflict):
        held.act(actions.state_position, held.items["走访"], "agree", who="甲一")
    for who in ("主任", "专家"):
        with pytest.raises(Denied):
            held.act(actions.state_position, held.now(), "agree", who=who)
    for who in ("丙一", "管理"):
        with pytest.raises(NotFound):
            held.act(actions.state_position, held.now(), "agree", who=who)


def test_who_is_excused_says_nothing_unless_somebody_came(held: Held) -> None:
    held.next()
    excuse(held, "区乙局")
    assert list(said(held)) == ["区甲局"]
    with pytest.raises(Denied):
        held.act(actions.state_position, held.now(), "agree", who="乙一")
    held.act(actions.sign_in, who="乙一")
    held.act(actions.state_position, held.now(), "agree", who="乙一")
    assert said(held)["区乙局"] == ("agree", "")


def test_the_silent_are_called_on_once_in_five_minutes(held: Held) -> None:
    held.next()
    held.act(actions.state_position, held.now(), "agree", who="甲一")
    assert held.act(actions.call_positions, held.now()) == [held.scene.units["区乙局"]]
    assert held.board("乙一").called_at is not None
    held.wait(minutes=4, seconds=59)
    with pytest.raises(RateLimited):
        held.act(actions.call_positions, held.now())
    held.wait(seconds=2)
    held.act(actions.call_positions, held.now())
    held.act(actions.state_position, held.now(), "agree", who="乙一")
    with pytest.raises(Conflict):
        held.act(actions.call_positions, held.now())
    with pytest.raises(Denied):
        held.act(actions.call_positions, held.now(), who="甲一")


def test_a_unit_asks_for_the_floor_and_gets_it(held: Held) -> None:
    with pytest.raises(Conflict):
        held.act(actions.ask_floor, who="甲一")
    held.next()
    mine = held.act(actions.ask_floor, who="甲一")
    assert held.act(actions.ask_floor, who="甲长").public_id == mine.public_id
    other = held.act(actions.ask_floor, who="乙一")
    queue = lambda: [(one.unit_name, one.begun_at is not None) for one in held.board().current.speakers]  # noqa: E731
    assert queue() == [("区甲局", False), ("区乙局", False)]
    held.act(actions.give_floor, other.public_id)
    assert queue() == [("区乙局", True), ("区甲局", False)]
    held.act(actions.give_floor, mine.public_id)
    assert queue() == [("区甲局", True)]
    held.act(actions.end_floor, mine.public_id)
    assert queue() == []
    for act in (actions.end_floor, actions.give_floor, actions.strike_out):
        with pytest.raises(Conflict):
            held.act(act, mine.public_id)


def test_a_unit_takes_back_its_own_wish_only(held: Held) -> None:
    held.next()
    mine = held.act(actions.ask_floor, who="甲一").public_id
    with pytest.raises(Denied):
        held.act(actions.take_back, mine, who="乙一")
    with pytest.raises(Denied):
        held.act(actions.give_floor, mine, who="甲一")
    held.act(actions.take_back, mine, who="甲一")
    assert held.board("甲一").own_speaker is None
    other = held.act(actions.ask_floor, who="乙一").public_id
    held.act(actions.strike_out, other)
    assert held.board().current.speakers == ()  # type: ignore[union-attr]
    for who in ("主任", "专家"):
        with pytest.raises(Denied):
            held.act(actions.ask_floor, who=who)
