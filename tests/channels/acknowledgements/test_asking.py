"""Who is asked by a post, by when, and what a plain post costs."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from hub.accounts.models import UnitGroup
from hub.channels.acknowledgements import actions
from hub.channels.acknowledgements.events import AcknowledgementAsked
from hub.channels.acknowledgements.models import Acknowledgement, AcknowledgementRequest
from hub.channels.actions import retract_message
from hub.channels.events import MessagePosted
from hub.channels.posting import post_all
from hub.channels.queries import messages
from hub.channels.shapes import AckWish, MessageDraft
from hub.core import clock, db
from hub.core.errors import Conflict, Invalid
from tests.channels.scene import Scene, statements

from .asking import NOON, ask, card, missing, owed, public_id


def test_all_responsible_units_but_my_own(scene: Scene) -> None:
    assert missing(scene, ask(scene)) == ["区乙局"]
    assert missing(scene, ask(scene, "办一")) == ["区甲局", "区乙局"]


def test_in_the_channel_of_all_everybody_answers_but_the_office(scene: Scene) -> None:
    everybody = ["区甲局", "区乙局", "区丙局", "东街道", "西街道"]
    assert missing(scene, ask(scene, "办一", "全体")) == everybody
    assert missing(scene, ask(scene, "甲一", "全体")) == everybody[1:]


def test_a_group_means_its_units(scene: Scene) -> None:
    with db.reading() as session:
        streets = session.get_one(UnitGroup, scene.groups["各街镇"]).public_id
    assert missing(scene, ask(scene, "办一", "全体", (streets,))) == ["东街道", "西街道"]


def test_chosen_units_once_each(scene: Scene) -> None:
    office = public_id(scene, "区未保办")
    assert missing(scene, ask(scene, "甲一", "家庭", (office, office))) == ["区未保办"]
    assert missing(scene, ask(scene, "甲一", "家庭", ("responsible", office))) == ["区乙局", "区未保办"]


@pytest.mark.parametrize("units", [("区丙局",), ("区甲局",), ()], ids=["elsewhere", "mine", "none"])
def test_nobody_to_ask_is_refused_and_nothing_is_posted(scene: Scene, units: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        ask(scene, units=tuple(public_id(scene, unit) for unit in units))
    with db.reading() as session:
        assert messages(session, scene["甲一"], scene.channels["家庭"]).messages == []


@pytest.mark.parametrize("units", [("no such id",), ("0" * 14,), ("x" * 300,)])
def test_what_is_no_unit_is_refused(scene: Scene, units: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        ask(scene, units=units)


@pytest.mark.parametrize("hours", [0, -1, 401])
def test_a_deadline_is_a_number_of_working_hours(scene: Scene, hours: int) -> None:
    with pytest.raises(Invalid):
        ask(scene, hours=hours)


def test_the_deadline_runs_in_working_hours(scene: Scene) -> None:
    with clock.held_at(NOON):
        found = card(scene, ask(scene, hours=8))
    assert found.due_at == datetime(2026, 11, 23, 14, 0, tzinfo=clock.SHANGHAI)
    assert not found.is_provisional


def test_a_deadline_in_a_year_without_holidays_is_provisional(scene: Scene) -> None:
    with clock.held_at(datetime(2026, 12, 31, 15, 0, tzinfo=clock.SHANGHAI)):
        found = card(scene, ask(scene, hours=8))
        assert owed(scene, "乙一")[0].note == "截止（暂定）"
    assert found.is_provisional


def test_nothing_asks_by_default_and_a_plain_post_costs_nothing_more(scene: Scene) -> None:
    draft = MessageDraft(scene.channels["家庭"], "plain", "普通的话")
    asking = MessageDraft(scene.channels["家庭"], "asking", "普通的话", acknowledgement=AckWish())
    counts = []
    for one in (draft, asking):
        with statements() as sent, db.transaction() as session:
            post_all(session, [(scene["甲一"], one)])
        counts.append([line for line in sent if "acknowledgement" in line or "announcement" in line])
    assert counts[0] == []
    assert len(counts[1]) == 5  # two to write, three to show
    with db.reading() as session:
        plain, asked = messages(session, scene["甲一"], scene.channels["家庭"]).messages
    assert plain.facets.acknowledgement is None
    assert asked.facets.acknowledgement is not None


def test_a_page_costs_the_same_however_many_ask(scene: Scene) -> None:
    counts = []
    for _round in range(2):
        ask(scene)
        with statements() as sent, db.reading() as session:
            messages(session, scene["甲一"], scene.channels["家庭"])
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_several_in_one_batch_ask_for_themselves(scene: Scene) -> None:
    place = scene.channels["家庭"]
    wishes = [AckWish(), None, AckWish(("0" * 14,)), AckWish()]
    drafts = [MessageDraft(place, str(uuid4()), "话", acknowledgement=wish) for wish in wishes]
    twin = drafts[0]
    with db.transaction() as session:
        outcomes = post_all(session, [(scene["甲一"], draft) for draft in (*drafts, twin)])
    assert [type(outcome).__name__ for outcome in outcomes] == ["Posted", "Posted", "Invalid", "Posted", "Posted"]
    assert outcomes[-1].duplicate  # type: ignore[union-attr]
    with db.reading() as session:
        assert session.query(AcknowledgementRequest).count() == 2
        assert session.query(Acknowledgement).count() == 2


def test_who_may_answer_hears_of_it_and_nobody_else(scene: Scene, heard: list[object]) -> None:
    ask(scene, "办一")
    asked = next(event for event in heard if isinstance(event, AcknowledgementAsked))
    posted = next(event for event in heard if isinstance(event, MessagePosted))
    expected = {scene[name].person_id for name in ("甲一", "甲长", "乙一")}
    assert set(asked.person_ids) == set(posted.reached) == expected
    assert set(asked.unit_ids) == {scene.units["区甲局"], scene.units["区乙局"]}


def test_what_my_unit_owes_waits_for_each_who_may_answer(scene: Scene) -> None:
    ask(scene, "办一", "全体")
    who = ("甲一", "甲长", "乙一", "丙一", "东一", "西一", "办一", "主任", "专家", "管理")
    assert [len(owed(scene, name)) for name in who] == [1, 1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_a_retracted_message_asks_for_nothing(scene: Scene) -> None:
    message = ask(scene)
    with db.transaction() as session:
        view = retract_message(session, scene["甲一"], message)
    assert view.facets.acknowledgement is None
    assert owed(scene, "乙一") == []
    for act in (actions.acknowledge, lambda *args: actions.remind(*args, "为什么")):
        with pytest.raises(Conflict), db.transaction() as session:
            act(session, scene["乙一"] if act is actions.acknowledge else scene["甲一"], message)


def test_urgency_follows_the_deadline(scene: Scene) -> None:
    with clock.held_at(NOON):
        ask(scene, hours=4)
        ask(scene, hours=8)
        ask(scene)
    for later, expected in (
        (timedelta(), [("截止", 1), ("", 1), ("截止", 3)]),
        (timedelta(hours=7), [("已逾期", 0), ("", 1), ("截止", 3)]),
        (timedelta(days=3), [("截止", 1), ("已逾期", 0), ("", 3)]),
    ):
        with clock.held_at(NOON + later):
            found = [(entry.note, int(entry.urgency)) for entry in owed(scene, "乙一")]
        assert sorted(found) == sorted(expected), later
