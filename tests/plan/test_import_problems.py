"""What the office has to decide is told once for each item, in sentences that say what to do."""

import pytest

from hub.core.i18n import speaking
from hub.plan.importer import Directory, GroupNames, UnitNames
from tests.plan.documents import NOBODY, messages, names, read

HEAD = "2026年某区未成年人保护工作要点\n"


def _told(text: str, directory: Directory | None = None) -> list[tuple[int | None, str]]:
    return messages(read(HEAD + text, directory=directory) if directory else read(HEAD + text))


def test_unknown_names_are_told_together_for_each_item() -> None:
    plan = read(
        HEAD + "1. 甲。乙。（责任单位：区外星局、区教育局、区月球办）\n2. 丙。丁。（责任单位：区外星局）",
        directory=NOBODY,
    )
    assert [[(party.name, party.unit) for party in item.units] for item in plan.items] == [
        [("区外星局", None), ("区教育局", None), ("区月球办", None)],
        [("区外星局", None)],
    ]
    told = messages(plan)
    assert [item for item, _message in told] == [1, 2]
    assert all(f"“{name}”" in told[0][1] for name in ("区外星局", "区教育局", "区月球办"))
    assert "新建单位" in told[0][1]
    assert "别名" in told[0][1]


def test_an_indefinite_group_is_for_the_office_to_decide() -> None:
    (told,) = _told("1. 甲。乙。（责任单位：区教育局、相关成员单位、各有关部门）")
    assert told[0] == 1
    assert "“相关成员单位”、“各有关部门”没有指明" in told[1]


def test_names_of_two_units_are_told_apart_from_unknown_ones() -> None:
    two = Directory([UnitNames("区文明办"), UnitNames("市文明办")])
    (told,) = _told("1. 甲。乙。（责任单位：文明办）", two)
    assert "“文明办”可以指几个单位" in told[1]


def test_a_group_that_the_directory_has_is_no_problem() -> None:
    assert (
        _told(
            "1. 甲。乙。（责任单位：公检法司、各街道、镇）",
            Directory([], [GroupNames("公检法司"), GroupNames("各街镇", ["各街道、镇"])]),
        )
        == []
    )


def test_several_leads_are_all_marked_and_told() -> None:
    plan = read(HEAD + "1. 甲。乙。（牵头单位：区教育局、区民政局；配合单位：各街镇）")
    assert names(plan.items[0]) == ["*区教育局", "*区民政局", "各街镇"]
    assert ["区教育局、区民政局" in message for _item, message in messages(plan)] == [True]


def test_other_doubts() -> None:
    told = dict(
        _told(
            "1. 甲。乙。（责任单位：区教育局等部门）\n2. 丙。丁。\n3. 戊。己。（责任单位：区法院；完成时限：适当时候）"
        )
    )
    assert "“等”" in told[1]
    assert "没有写明责任单位" in told[2]
    assert "适当时候" in told[3]


def test_sections_read_as_one_item_each_are_told() -> None:
    ((item, message),) = _told(
        "一、家庭保护（责任单位：区教育局）\n1. 甲。乙。\n2. 丙。丁。\n二、学校保护（责任单位：区法院）\n1. 戊。己。\n2. 庚。辛。"
    )
    assert item is None
    assert message.startswith("“一、家庭保护”、“二、学校保护”下面还有编号的条目")
    assert (
        _told(
            "一、甲\n（一）乙（责任单位：区教育局）\n1. 丙。\n2. 丁。\n（二）戊（责任单位：区法院）\n1. 己。\n2. 庚。"
        )
        == []
    )


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("甲。乙（责任单位：区教育局）。丙（责任单位：区法院）。", True),
        ("甲。\n（1）乙。由区教育局牵头。\n（2）丙。由区法院牵头。", True),
        ("甲。乙。\n责任单位：区教育局\n（2）丙。丁。\n责任单位：区法院", True),
        ("甲。乙。\n牵头单位：区教育局\n责任单位：区法院\n配合单位：各街镇\n配合单位：各成员单位", False),
        ("甲。乙（各街镇配合）。丙（区法院负责）。", False),
    ],
)
def test_units_named_in_several_places_of_an_item_are_told(text: str, is_told: bool) -> None:
    told = _told(f"1. {text}\n2. 戊。己。（责任单位：区民政局）")
    assert [item for item, message in told if "有几处分别写明" in message] == [1] * is_told


def test_items_of_sections_that_set_no_tasks_are_told() -> None:
    told = _told(
        "一、总体要求\n（一）甲。乙。\n（二）丙。坚持联动（区民政局牵头）。\n二、重点任务\n（三）丁。戊。（责任单位：区法院）\n"
        "（四）己。庚。（责任单位：区法院）\n（五）辛。（责任单位：区法院）\n三、保障措施\n（六）加强领导。落实。（责任单位：区民政局）"
    )
    assert [message.split("所在")[0] for _item, message in told if "通常不列事项" in message] == ["“丙”、“加强领导”"]
    assert _told("一、主要措施\n1. 甲。乙。（责任单位：区法院）\n2. 丙。丁。（责任单位：区法院）") == []


def test_items_told_apart_only_by_their_units_are_told() -> None:
    ((item, message),) = _told("甲乙。丙。（责任单位：区教育局）\n丁戊。己。（责任单位：区民政局）")
    assert item is None
    assert "没有编号" in message


def test_sentences_follow_the_locale() -> None:
    with speaking("en"):
        assert messages(read(HEAD + "1. 甲。乙。\n2. 丙。丁。（责任单位：区教育局）"))[0][0] == 1
