"""Units, collective names, and what documents mean by a written name."""

from datetime import date, timedelta

import pytest

from hub.accounts import actions, queries
from hub.accounts.actions import GroupForm, UnitForm
from hub.accounts.events import GroupChanged, UnitAdded, UnitChanged
from hub.accounts.faults import Faults
from hub.accounts.models import UnitGroup
from hub.accounts.rules.names import loose_key, name_key, suggest_tile
from hub.core import clock, db
from tests.factories import make_group, make_unit

from .conftest import World

YESTERDAY = clock.today() - timedelta(days=1)


def test_a_unit_gets_what_was_not_filled_in(world: World, told: list[object]) -> None:
    with db.transaction() as session:
        unit = actions.add_unit(session, world.office, UnitForm(" 区 卫生健康委 ", "member", "区卫生健康委"))
        assert (unit.name, unit.short_name, unit.tile) == ("区 卫生健康委", "区卫生健康委", "卫生")
        assert unit.position == max(entry.position for entry in queries.directory(session).units)
    assert told == [UnitAdded(unit.id)]


@pytest.mark.parametrize("taken", ["区教育局", "教委", "区 教育局", "各街镇"])
def test_one_written_name_means_one_thing(world: World, taken: str) -> None:
    with db.transaction() as session:
        make_group(session, "各街镇", kind="street")
    for form in (UnitForm(taken, "member"), UnitForm("区新局", "member", aliases=(taken,))):
        with pytest.raises(Faults, match="已经是"), db.transaction() as session:
            actions.add_unit(session, world.office, form)
    with pytest.raises(Faults, match="已经是"), db.transaction() as session:
        actions.add_unit_alias(session, world.office, world.civil, taken)


def test_a_unit_keeps_its_own_names_when_it_changes(world: World, told: list[object]) -> None:
    form = UnitForm("上海市长宁区教育局", "member", "区教育局", aliases=("教委", "区教委", "区教委", "区教育局"))
    with db.transaction() as session:
        unit = actions.change_unit(session, world.office, world.education, form)
        assert [alias.name for alias in unit.aliases] == ["教委", "区教委"]
    assert told == [UnitChanged(unit.id)]


def test_a_learned_alias_is_found_at_once_and_learned_once(world: World, told: list[object]) -> None:
    with db.reading() as session:
        assert queries.find_unit(session, "未成年人救助科") is None
    for _ in range(2):
        with db.transaction() as session:
            actions.add_unit_alias(session, world.office, world.civil, "未成年人救助科")
    with db.reading() as session:
        found = queries.find_unit(session, "未成年人 救助科")
        assert found is not None
        assert found.public_id == world.civil
    assert told == [UnitChanged(found.id)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("教育局", "区教育局"),
        ("长宁区教育局", "区教育局"),
        ("教 育 局", "区教育局"),
        ("教委", "区教育局"),
        ("团区委", "团区委"),
        ("区委宣传部", "区委宣传部"),
        ("各街镇", "各街镇"),
        ("区妇联(区妇儿工委办公室)", "区妇联（区妇儿工委办公室）"),
        ("上海市民政局", None),
        ("委", None),
        ("", None),
    ],
)
def test_written_names_are_found(world: World, written: str, name: str | None) -> None:
    with db.transaction() as session:
        for unit in ("团区委", "区委宣传部", "区妇联（区妇儿工委办公室）"):
            make_unit(session, unit)
        make_group(session, "各街镇", kind="street")
    with db.reading() as session:
        found = queries.directory(session).find(written)
        assert (found.name if found else None) == name


def test_a_name_that_two_share_means_neither_unless_one_is_closed(world: World) -> None:
    with db.transaction() as session:
        make_unit(session, "甲区科委", active_to=YESTERDAY)
        make_unit(session, "乙区科委")
    with db.reading() as session:
        assert queries.find_unit(session, "科委").name == "乙区科委"  # type: ignore[union-attr]
        assert queries.find_unit(session, "甲区科委").name == "甲区科委"  # type: ignore[union-attr]
    with db.transaction() as session:
        make_unit(session, "丙区科委")
        assert queries.find_unit(session, "科委") is None


def test_groups_by_kind_follow_the_units(world: World) -> None:
    with db.transaction() as session:
        members, streets = actions.add_standard_groups(session, world.office)
        old = make_unit(session, "甲街道", kind="street", active_to=YESTERDAY)
        new = make_unit(session, "乙街道", kind="street", active_from=clock.today())
        make_unit(session, "丙街道", kind="street", active_from=clock.today() + timedelta(days=1))

        def named(group: UnitGroup, on: date) -> list[str]:
            return [unit.name for unit in queries.units_of_group(session, group, on)]

        assert named(members, clock.today()) == ["区教育局", "区民政局"]
        assert named(streets, clock.today()) == [new.name]
        assert named(streets, YESTERDAY) == [old.name]


def test_a_listed_group_holds_what_is_listed_and_active(world: World, told: list[object]) -> None:
    with db.transaction() as session:
        closed = make_unit(session, "区旧局", active_to=YESTERDAY)
        form = GroupForm("公检法司", listed=(world.civil, closed.public_id, world.education))
        group = actions.add_group(session, world.office, form)
    with db.reading() as session:
        entry = queries.directory(session).find_group("公检法司")
        assert entry is not None
        names = [queries.directory(session).unit(key).name for key in entry.unit_ids]
        assert names == ["区教育局", "区民政局"]
    assert told == [GroupChanged(group.id)]
    with pytest.raises(Faults, match="至少选择"), db.transaction() as session:
        actions.change_group(session, world.office, group.public_id, GroupForm("公检法司"))


def test_the_directory_forgets_what_was_rolled_back(world: World) -> None:
    def fail_late() -> None:
        with db.transaction() as session:
            actions.add_unit(session, world.office, UnitForm("区幻局", "member"))
            assert queries.find_unit(session, "区幻局") is not None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()
    with db.transaction() as session:
        actions.add_unit(session, world.office, UnitForm("区真局", "member"))
    with db.reading() as session:
        assert queries.find_unit(session, "区幻局") is None
        assert queries.find_unit(session, "区真局") is not None


def test_a_unit_closes_at_the_end_of_its_last_day(world: World) -> None:
    with db.transaction() as session:
        form = UnitForm("区教育局", "member", active_to=clock.today())
        actions.change_unit(session, world.office, world.education, form)
    with db.reading() as session:
        assert queries.viewer_of_person(session, world.liaison.person_id) is not None
        with clock.held_at(clock.now() + timedelta(days=1)):
            assert queries.viewer_of_person(session, world.liaison.person_id) is None
            entry = queries.directory(session).find_unit("区教育局")
            assert entry is not None
            assert not entry.is_active


def test_faults_stand_beside_their_fields(world: World) -> None:
    form = UnitForm("", "bureau", tile="太长的标记", active_from=clock.today(), active_to=YESTERDAY)
    with pytest.raises(Faults) as found, db.transaction() as session:
        actions.add_unit(session, world.office, form)
    assert list(found.value.by_field) == ["name", "short_name", "tile", "kind", "active_to"]


def test_keys_and_tiles() -> None:
    assert name_key("区妇联（区妇儿工委办公室） ") == name_key("区妇联(区妇儿工委办公室)")
    assert loose_key("长宁区教育局") == loose_key("区教育局") == loose_key("教育局")
    assert loose_key("共青团长宁区委员会") == "共青团长宁区委员会"
    tiles = {"区教育局": "教育", "区委网信办": "网信", "团区委": "团区", "华阳路街道": "华阳", "长宁区委政法委": "政法"}
    assert {name: suggest_tile(name) for name in tiles} == tiles
