"""The quick switcher's door: channels of the viewer with their pinyin, lead units first; and how names are spelled."""

from datetime import timedelta

import pytest

from hub.accounts.models import Unit
from hub.channels.shapes.switcher import SwitchTarget
from hub.channels.switcher import queries
from hub.channels.switcher.rules import spelled
from hub.core import clock, db
from hub.plan.models import WorkItem

from .pages import Hub
from .scene import Scene, add_item, statements


def targets(scene: Scene, who: str) -> dict[str, SwitchTarget]:
    with db.reading() as session:
        return {target.title.name: target for target in queries.targets(session, scene[who])}


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("区公安分局", "qu gong an fen ju"),
        ("长宁", "zhang|chang ning"),
        ("重点", "zhong|chong|tong dian"),
        ("行业", "xing|hang|heng ye"),
        ("妇女", "fu nv"),
        ("12309热线 A", "1 2 3 0 9 re xian a"),
        ("", ""),
    ],
)
def test_each_syllable_is_spelled_with_its_readings(name: str, pinyin: str) -> None:
    said = [set(readings.split("|")) for readings in spelled(name).split(" ")]
    assert said == [set(readings.split("|")) for readings in pinyin.split(" ")]


def test_only_my_channels_in_the_order_of_the_list(scene: Scene) -> None:
    assert list(targets(scene, "办一")) == ["全体", "家庭", "街镇", "全区", "司法"]
    assert list(targets(scene, "甲一")) == ["全体", "家庭", "全区"]
    assert targets(scene, "专家") == targets(scene, "管理") == {}
    home = targets(scene, "甲一")["家庭"]
    assert (home.channel, home.number, home.section.name) == (scene.channels["家庭"], 1, "一、部分")
    assert home.title.pinyin == "jia ting"


def test_units_come_lead_first_each_once_and_those_of_groups_too(scene: Scene) -> None:
    found = targets(scene, "办一")
    assert [unit.name for unit in found["家庭"].units] == ["区甲局", "区乙局"]
    assert [unit.name for unit in found["街镇"].units] == ["区未保办", "东街道", "西街道"]
    assert found["全体"].units == []


def test_a_closed_unit_is_not_named(scene: Scene) -> None:
    with db.transaction() as session:
        session.get_one(Unit, scene.units["区甲局"]).active_to = clock.today() - timedelta(days=1)
    assert [unit.name for unit in targets(scene, "办一")["家庭"].units] == ["区乙局"]


def test_it_takes_two_queries_however_many_channels(scene: Scene) -> None:
    counts = []
    for more in (0, 15):
        with db.transaction() as session:
            plan = session.get_one(WorkItem, scene.items["家庭"]).plan
            unit = session.get_one(Unit, scene.units["区甲局"])
            for number in range(more):
                add_item(session, plan, 50 + number, f"又{number}", [unit], [])
        with db.reading() as session, statements() as sent:
            queries.targets(session, scene["甲一"])
        counts.append(len(sent))
    assert counts == [2, 2]


def test_the_door_answers_once_and_then_says_nothing_new(hub: Hub) -> None:
    browser = hub.browser("甲一")
    first = browser.get("/channels/switcher")
    assert [found["title"]["name"] for found in first.json] == ["全体", "家庭", "全区"]
    assert first.headers["Cache-Control"] == "no-store"
    assert browser.get("/channels/switcher", **{"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_pages_are_offered_as_the_viewer_may(hub: Hub) -> None:
    for who, sees in (("办一", True), ("管理", True), ("甲一", False)):
        page = hub.browser(who).get("/account").text
        offered = page.partition("data-places>")[2].partition("</script>")[0]
        assert ("/people" in offered, "/account" in offered) == (sees, True)
