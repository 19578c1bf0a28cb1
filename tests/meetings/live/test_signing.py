"""签到: only who is invited, as a unit or by name; once each; late after the first item began; taken back when wrong."""

from datetime import timedelta

import pytest

from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.meetings.live import actions
from tests.meetings.live.held import Held
from tests.meetings.story import TUESDAY


def place(held: Held, unit: str = "区甲局") -> tuple[str, list[str]]:
    """How a unit stands, and who came for it."""
    found = next(one for one in held.record().roster.units if one.name == unit)
    return found.standing, [one.name for one in found.people]


def test_by_phone_for_the_unit_and_twice_is_once(held: Held) -> None:
    first = held.act(actions.sign_in, who="甲一")
    revision = held.card().revision
    assert held.act(actions.sign_in, who="甲一").public_id == first.public_id
    assert held.card().revision == revision
    held.act(actions.sign_in, who="甲长")
    assert place(held) == ("present", ["甲一", "甲长"])
    assert place(held, "区乙局") == ("absent", [])
    assert (held.record().roster.present, held.record().roster.absent) == (1, 1)


def test_a_named_observer_is_a_guest_and_who_reads_only_is_refused(held: Held) -> None:
    came = held.act(actions.sign_in, who="专家")
    assert came.unit_id is None
    guests = {one.name: one.came for one in held.record().roster.guests}
    assert guests["专家"] is not None
    assert guests["外院专家"] is None
    with pytest.raises(Denied):
        held.act(actions.sign_in, who="主任")
    for who in ("丙一", "管理"):
        with pytest.raises(NotFound):
            held.act(actions.sign_in, who=who)
    assert held.act(actions.sign_in, who="办一").name == "办一"  # the chair's unit is not invited
    assert [one.name for one in held.record().roster.others] == ["办一"]
    assert {one.name for one in held.record().roster.guests if one.came} == {"专家"}


def test_late_is_after_the_first_item_began(held: Held) -> None:
    held.wait(minutes=20)
    assert not held.act(actions.sign_in, who="甲一").is_late
    held.next()
    held.wait(seconds=1)
    assert held.act(actions.sign_in, who="乙一").is_late


def test_by_hand_for_a_delegate_and_a_guest_without_account(held: Held) -> None:
    came = held.act(actions.sign_in_by_hand, unit=held.unit("区乙局"), name=" 代表 ", post="科长", is_delegate=True)
    assert (came.name, came.post, came.is_delegate, came.way) == ("代表", "科长", True, "hand")
    assert place(held, "区乙局") == ("present", ["代表"])
    with pytest.raises(Conflict):
        held.act(actions.sign_in_by_hand, unit=held.unit("区乙局"), name="代表")
    guest = next(one for one in held.record().roster.guests if one.name == "外院专家")
    held.act(actions.sign_in_by_hand, participant=guest.public_id)
    with pytest.raises(Conflict):
        held.act(actions.sign_in_by_hand, participant=guest.public_id)
    assert next(one for one in held.record().roster.guests if one.name == "外院专家").came is not None
    for wrong in (
        {"unit": held.unit("区丙局"), "name": "丙"},
        {"unit": held.unit("区甲局"), "name": " "},
        {"name": "谁"},
    ):
        with pytest.raises(Invalid):
            held.act(actions.sign_in_by_hand, **wrong)
    for who in ("甲一", "主任", "专家"):
        with pytest.raises(Denied):
            held.act(actions.sign_in_by_hand, unit=held.unit("区甲局"), name="某", who=who)


def test_a_wrong_line_is_taken_back_and_its_person_may_come_again(held: Held) -> None:
    came = held.act(actions.sign_in, who="甲一")
    held.act(actions.undo_sign_in, came.public_id)
    assert place(held) == ("absent", [])
    assert held.board("甲一").is_signed_in is False
    again = held.act(actions.sign_in, who="甲一")
    assert again.public_id == came.public_id
    assert place(held) == ("present", ["甲一"])
    with pytest.raises(NotFound):
        held.act(actions.undo_sign_in, "0" * 14)
    with pytest.raises(Denied):
        held.act(actions.undo_sign_in, came.public_id, who="甲一")


def test_from_two_hours_before_and_not_once_it_is_over(held: Held) -> None:
    held.at(TUESDAY - timedelta(days=3))
    other = Held(held.scene)
    other.gather(is_open=False)
    other.at(TUESDAY - timedelta(hours=2, seconds=1))
    with pytest.raises(Conflict):
        other.act(actions.sign_in, who="甲一")
    other.at(TUESDAY - timedelta(hours=2))
    other.act(actions.sign_in, who="甲一")
    held.at(TUESDAY)
    held.close()
    with pytest.raises(Conflict):
        held.act(actions.sign_in, who="乙一")
