"""Who a written name is: the same unit in all its spellings, and nobody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.plan.importer import Directory, GroupNames, UnitNames
from hub.plan.importer.units.matching import Lookup, Match

CHANGNING = Lookup(
    Directory(
        [
            UnitNames("区教育局", "上海市长宁区教育局", ["区教委"]),
            UnitNames("区民政局", "上海市长宁区民政局"),
            UnitNames("区公安分局", "上海市公安局长宁分局", ["长宁公安分局"]),
            UnitNames("区检察院", "上海市长宁区人民检察院"),
            UnitNames("区市场监管局", "上海市长宁区市场监督管理局"),
            UnitNames("区卫生健康委", "上海市长宁区卫生健康委员会", ["区卫健委"]),
            UnitNames("团区委", "共青团上海市长宁区委员会"),
            UnitNames("区委网信办", "中共上海市长宁区委网络安全和信息化委员会办公室"),
            UnitNames("区妇儿工委办", "上海市长宁区妇女儿童工作委员会办公室"),
            UnitNames("华阳路", "上海市长宁区人民政府华阳路街道办事处", ["华阳路街道办"]),
            UnitNames("新泾镇", "上海市长宁区新泾镇人民政府"),
        ],
        [GroupNames("各街镇", ["各街道、镇"]), GroupNames("各成员单位"), GroupNames("公检法司")],
    )
)


def who(name: str, lookup: Lookup = CHANGNING) -> str | None:
    match = lookup.match(name)
    return match.name if match else None


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("区教育局", "区教育局"),
        ("教育局", "区教育局"),
        ("长宁区教育局", "区教育局"),
        ("上海市长宁区教育局", "区教育局"),
        ("区 教 育 局", "区教育局"),
        ("区教委", "区教育局"),
        ("检察院", "区检察院"),
        ("区人民检察院", "区检察院"),
        ("长宁区检察院", "区检察院"),
        ("市场监管局", "区市场监管局"),
        ("长宁区市场监督管理局", "区市场监管局"),
        ("区卫生健康委员会", "区卫生健康委"),
        ("卫健委", "区卫生健康委"),
        ("共青团长宁区委", "团区委"),
        ("网信办", "区委网信办"),
        ("区网信办", "区委网信办"),
        ("区妇儿工委办公室", "区妇儿工委办"),
        ("区妇联（区妇儿工委办公室）", "区妇儿工委办"),
        ("区妇联(区妇儿工委办)", "区妇儿工委办"),
        ("华阳路街道", "华阳路"),
        ("华阳路街道办事处", "华阳路"),
        ("新泾镇人民政府", "新泾镇"),
        ("各街镇", "各街镇"),
        ("各街道、镇", "各街镇"),
        ("公检法司", "公检法司"),
    ],
)
def test_spellings_of_one_unit(written: str, unit: str) -> None:
    assert who(written) == unit


@pytest.mark.parametrize(
    "written",
    [
        "市教育局", "上海市教育局", "静安区教育局", "区体育局", "教育", "局", "各有关单位", "相关成员单位", "有关街镇", "其他成员单位",
        "市市场监管局", "", "区", "团市委", "新泾",
    ],
)  # fmt: skip
def test_others_and_nobody(written: str) -> None:
    assert who(written) is None


def test_a_group_is_known_as_one() -> None:
    assert CHANGNING.match("各街镇") == Match("各街镇", is_group=True)
    assert CHANGNING.match("教育局") == Match("区教育局")


def test_an_indefinite_name_matches_nobody_even_when_somebody_has_it() -> None:
    assert who("相关成员单位", Lookup(Directory([], [GroupNames("各成员单位", ["相关成员单位"])]))) is None


def test_a_name_of_two_units_is_left_to_the_office() -> None:
    two = Lookup(Directory([UnitNames("区文明办"), UnitNames("市文明办")]))
    assert who("文明办", two) is None
    assert {match.name for match in two.candidates("文明办")} == {"区文明办", "市文明办"}
    assert who("区文明办", two) == "区文明办"


def test_without_full_names_any_place_is_taken_for_ours() -> None:
    assert who("普陀区教育局", Lookup(Directory([UnitNames("区教育局")]))) == "区教育局"


CORES = st.sampled_from(["教育局", "民政局", "市场监管局", "文化和旅游局", "区域合作办", "司法局", "残联", "总工会"])
PLACES = st.sampled_from(["长宁区", "浦东新区", "江夏区", "长兴县", "鄂温克旗"])


@given(CORES, PLACES)
def test_law_short_bare_and_full_names_are_one_unit(core: str, place: str) -> None:
    level = place[-1]
    lookup = Lookup(Directory([UnitNames(level + core, place + core)]))
    assert who(level + core, lookup) == who(core, lookup) == who(place + core, lookup) == level + core
    assert who(f"某某{level}{core}", lookup) is None


@given(st.text(max_size=40))
def test_law_any_text_has_an_answer(text: str) -> None:
    assert who(text) in {None, *(unit for unit in ("区教育局", "区民政局", "各街镇"))} or CHANGNING.knows(text)


def test_a_group_that_a_bracket_narrows_is_nobody_until_the_office_decides() -> None:
    known = Lookup(Directory([UnitNames("区妇联")], [GroupNames("各成员单位"), GroupNames("各街镇", ["各街道（镇）"])]))
    assert who("各成员单位（除区财政局）", known) is None
    assert who("各街镇（甲街道、乙镇）", known) is None
    assert who("各街道（镇）", known) == "各街镇"
    assert who("区妇联（区妇儿工委办公室）", known) == "区妇联"
