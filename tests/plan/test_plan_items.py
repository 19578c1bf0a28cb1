"""A living plan is corrected by the office alone, and only what really changed is news."""

from datetime import date

import pytest

from hub.accounts.faults import Faults
from hub.core import db
from hub.core.errors import Conflict, Denied, NotFound
from hub.core.viewer import Role
from hub.plan import actions, queries
from hub.plan.events import ItemAdded, ItemChanged, ItemGone
from tests.plan.conftest import World, item_form, make_plan, parties


@pytest.fixture
def plan(world: World) -> str:
    with db.transaction() as session:
        return make_plan(session, world.office, item_form(1), item_form(2, "校园安全", section="二、学校")).public_id


def items_of(world: World, plan: str) -> tuple[queries.ItemView, ...]:
    with db.reading() as session:
        return queries.plan(session, world.office, plan).items


def kinds(told: list[object]) -> list[type]:
    return [type(event) for event in told if type(event).__module__ == "hub.plan.events"]


def test_an_item_keeps_what_the_office_wrote(world: World, plan: str) -> None:
    first = items_of(world, plan)[0]
    assert (first.number, first.title, first.due.on) == (1, "加强家庭教育指导", date(2026, 12, 31))
    assert [(party.name, party.is_lead) for party in first.parties] == [("区教育局", True), ("区民政局", False)]


def test_another_lead_and_group_are_news_once(world: World, plan: str, told: list[object]) -> None:
    item = items_of(world, plan)[0]
    form = item_form(1, parties=parties("区教育局", "民政局", "各街道", lead=1))
    with db.transaction() as session:
        actions.change_item(session, world.office, plan, item.public_id, form)
    assert kinds(told) == [ItemChanged]
    now = items_of(world, plan)[0]
    assert [(party.kind, party.name, party.units) for party in now.parties] == [
        ("unit", "区教育局", 1), ("unit", "区民政局", 1), ("group", "各街镇", 2),
    ]  # fmt: skip
    assert [party.name for party in now.leads] == ["区民政局"]
    with db.transaction() as session:
        actions.change_item(session, world.office, plan, item.public_id, form)
    assert kinds(told) == [ItemChanged], "the same again is no news"


def test_a_unit_named_twice_is_one_party(world: World, plan: str) -> None:
    item = items_of(world, plan)[0]
    named = parties("区教育局", "教委", "区民政局", lead=1)
    with db.transaction() as session:
        actions.change_item(session, world.office, plan, item.public_id, item_form(1, parties=named))
    assert [(party.name, party.is_lead) for party in items_of(world, plan)[0].parties] == [
        ("区教育局", True), ("区民政局", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"number": 2}, "number"),
        ({"number": 0}, "number"),
        ({"parties": parties("区教育局", "火星局")}, "parties"),
        ({"body": "长" * 20_001}, "body"),
    ],
)
def test_what_cannot_be_is_refused_by_field(world: World, plan: str, changes: dict[str, object], field: str) -> None:
    item = items_of(world, plan)[0]
    with pytest.raises(Faults) as refused, db.transaction() as session:
        actions.change_item(session, world.office, plan, item.public_id, item_form(**({"number": 1} | changes)))
    assert list(refused.value.by_field) == [field]
    assert items_of(world, plan)[0] == item


def test_two_people_do_not_overwrite_each_other(world: World, plan: str) -> None:
    item = items_of(world, plan)[0]
    with db.reading() as session:
        seen = queries.mark_of(queries.item_row(session, world.office, plan, item.public_id))
    with db.transaction() as session:
        actions.change_item(session, world.office, plan, item.public_id, item_form(1, "甲"), seen=seen)
    with pytest.raises(Conflict), db.transaction() as session:
        actions.change_item(session, world.colleague, plan, item.public_id, item_form(1, "乙"), seen=seen)
    assert items_of(world, plan)[0].title == "甲"


def test_an_item_added_by_hand_stands_at_the_end_of_its_section(world: World, plan: str, told: list[object]) -> None:
    with db.transaction() as session:
        actions.add_item(session, world.office, plan, item_form(21, "新增"))
    assert [item.title for item in items_of(world, plan)] == ["加强家庭教育指导", "新增", "校园安全"]
    assert kinds(told) == [ItemAdded]


def test_an_ended_item_comes_back_unless_its_number_is_taken(world: World, plan: str, told: list[object]) -> None:
    item = items_of(world, plan)[0].public_id
    with db.transaction() as session:
        actions.end_item(session, world.office, plan, item)
        actions.end_item(session, world.office, plan, item)
    with db.reading() as session:
        assert [gone.public_id for gone in queries.plan(session, world.office, plan).gone] == [item]
    with db.transaction() as session:
        actions.restore_item(session, world.office, plan, item)
        actions.end_item(session, world.office, plan, item)
        actions.add_item(session, world.office, plan, item_form(1, "另一项"))
    assert kinds(told) == [ItemGone, ItemAdded, ItemGone, ItemAdded]
    with pytest.raises(Conflict), db.transaction() as session:
        actions.restore_item(session, world.office, plan, item)


def test_the_office_alone_corrects_and_observers_do_not_read(world: World, plan: str) -> None:
    item = items_of(world, plan)[0].public_id
    for role, viewer in world.others.items():
        reads = role in {Role.LIAISON, Role.LEADER, Role.COMMITTEE}
        with pytest.raises(Denied if reads else NotFound), db.transaction() as session:
            actions.change_item(session, viewer, plan, item, item_form(1, "改"))
        with db.reading() as session:
            if reads:
                assert queries.plan(session, viewer, plan).public_id == plan
            else:
                with pytest.raises(NotFound):
                    queries.plan(session, viewer, plan)


def test_an_item_of_another_plan_is_not_found(world: World, plan: str) -> None:
    item = items_of(world, plan)[0].public_id
    with db.transaction() as session:
        other = make_plan(session, world.office, year=2025).public_id
    with pytest.raises(NotFound), db.transaction() as session:
        actions.end_item(session, world.office, other, item)


def test_my_unit_is_marked_by_name_and_in_groups(world: World, plan: str) -> None:
    with db.reading() as session:
        assert [item.is_mine for item in queries.plan(session, world.liaison, plan).items] == [True, True]
        assert [item.is_mine for item in queries.plan(session, world.office, plan).items] == [False, False]


def test_the_newest_year_comes_first(world: World, plan: str) -> None:
    with db.transaction() as session:
        make_plan(session, world.office, year=2025)
        make_plan(session, world.office, item_form(1), year=2027)
    with db.reading() as session:
        assert [(tab.year, tab.items) for tab in queries.plans(session, world.liaison)] == [
            (2027, 1),
            (2026, 2),
            (2025, 0),
        ]
        newest = queries.newest_plan(session, world.liaison)
    assert getattr(newest, "year", None) == 2027
