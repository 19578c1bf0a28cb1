"""Names of units: split in order, with their roles, however a document puts them."""

import pytest

from hub.plan.importer import Directory, GroupNames, Role, UnitNames
from hub.plan.importer.units.matching import Lookup
from hub.plan.importer.units.mentions import mentions_in, without
from hub.plan.importer.units.parties import parties_in
from tests.plan.documents import messages, names, only_item, read

NOBODY = Lookup(Directory())
MARKS = {Role.LEAD: "*", Role.RESPONSIBLE: "", Role.SUPPORT: "+"}


def said(text: str, lookup: Lookup = NOBODY) -> str:
    """The parties in one line: * leads, + supports."""
    return " ".join(MARKS[party.role] + party.name for party in parties_in(text, lookup).parties)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲局、乙局，丙局,丁局；戊局;己局", "甲局 乙局 丙局 丁局 戊局 己局"),
        ("责任单位：甲局、乙局", "甲局 乙局"),
        ("责 任 单 位 ： 甲局", "甲局"),
        ("责任部门:甲局", "甲局"),
        ("牵头（责任）单位：甲局", "*甲局"),
        ("牵头单位：甲局；配合单位：乙局、丙局", "*甲局 +乙局 +丙局"),
        ("牵头单位：甲局 责任单位：乙局，丙局", "*甲局 乙局 丙局"),
        ("主办：甲局；协办：乙局", "*甲局 +乙局"),
        ("牵头、配合单位：甲局、乙局", "甲局 乙局"),
        ("责任单位：甲局牵头，乙局配合", "*甲局 +乙局"),
        ("甲局牵头，乙局、丙局配合", "*甲局 +乙局 +丙局"),
        ("甲局牵头、乙局配合", "*甲局 +乙局"),
        ("甲局、乙局牵头，丙局参与", "*甲局 *乙局 +丙局"),
        ("甲局负责，乙局协助", "甲局 +乙局"),
        ("由甲局负责牵头，乙局协同配合", "*甲局 +乙局"),
        ("甲局牵头，乙局、丙局", "*甲局 +乙局 +丙局"),
        ("甲局为牵头单位，乙局为配合单位", "*甲局 +乙局"),
        ("牵头单位甲局，配合单位乙局", "*甲局 +乙局"),
        ("甲局会同乙局、丙局落实", "*甲局 +乙局 +丙局"),
        ("甲局牵头，会同乙局推进", "*甲局 +乙局"),
        ("甲局、乙局按职责分工负责", "甲局 乙局"),
        ("甲局、乙局按照各自职责分别负责", "甲局 乙局"),
        ("甲局牵头，乙局、丙局等部门按职责分工负责", "*甲局 乙局 丙局"),
        ("甲局（牵头）、乙局（配合）、丙局", "*甲局 +乙局 丙局"),
        ("甲局、乙局等", "甲局 乙局"),
        ("甲局、乙局等有关部门", "甲局 乙局"),
        ("甲局、各有关单位", "甲局 各有关单位"),
        ("区妇联（区妇儿工委办公室）、甲局", "区妇联（区妇儿工委办公室） 甲局"),
        ("甲局（办公室、综合科）、乙局", "甲局（办公室、综合科） 乙局"),
        ("甲局、乙局和丙局及各街镇", "甲局 乙局 丙局 各街镇"),
        ("区文化和旅游局、区规划和自然资源局", "区文化和旅游局 区规划和自然资源局"),
        ("区发展和改革委和区人力资源和社会保障局", "区发展和改革委 区人力资源和社会保障局"),
        ("区教育局 区民政局\t区司法局", "区教育局 区民政局 区司法局"),
        ("区卫生健\x1f康委、区财\n政局", "区卫生健康委 区财政局"),
        ("区教育局\n区民政局\n各街镇", "区教育局 区民政局 各街镇"),
        ("各街道、镇，甲局", "各街道、镇 甲局"),
        ("甲局、乙局)", "甲局 乙局"),
        ("甲局/乙局", "甲局 乙局"),
        ("★甲局、“乙局”", "甲局 乙局"),
        ("甲局〔牵头〕、乙局[配合]", "*甲局 +乙局"),
        ("牵头单位为甲局，配合单位为乙局", "*甲局 +乙局"),
        ("责任单位（排在第一位的为牵头单位，下同）：甲局、乙局", "甲局 乙局"),
        ("甲局、乙局，排名第一的为牵头单位", "甲局 乙局"),
        ("甲局，各街道办事处、镇人民政府", "甲局 各街道办事处、镇人民政府"),
        ("甲局、乙局等5部门", "甲局 乙局"),
        ("责任单位：甲局；责任人：张三；联系电话：12345", "甲局"),
        ("无", ""),
    ],
)
def test_names_and_roles(text: str, expected: str) -> None:
    assert said(text) == expected


def test_what_the_directory_knows_decides_how_names_are_cut() -> None:
    known = Lookup(Directory([UnitNames("区委宣传部"), UnitNames("社工和志愿者协会")], [GroupNames("各街道、镇")]))
    assert said("区委 宣传部", known) == "区委宣传部"
    assert said("社工和志愿者协会、各街道、镇", known) == "社工和志愿者协会 各街道、镇"


@pytest.mark.parametrize(
    ("text", "due", "leaves_open"),
    [
        ("牵头单位：甲局；完成时限：2026年6月底", "2026年6月底", False),
        ("甲局牵头，6月底前完成", "6月底前完成", False),
        ("甲局、乙局等", "", True),
        ("甲局、乙局等2个部门", "", False),
        ("甲局牵头，乙局、丙局等两部门配合", "", False),
        ("甲局牵头，乙局、丙局等3家单位配合", "", False),
        ("甲局牵头，乙局、丙局等五部门配合", "", True),
        ("甲局等2个部门", "", True),
        ("甲局、乙局等5部门", "", True),
    ],
)
def test_what_else_is_said(text: str, due: str, leaves_open: bool) -> None:
    named = parties_in(text, NOBODY)
    assert (named.due, named.leaves_open) == (due, leaves_open)


@pytest.mark.parametrize(
    "text",
    [
        "专项计划（2021-2023）",
        "推进“1+N”机制（试行）。",
        "校长负责制（学校负责），完善制度。",
        "成员单位（区教育局、区民政局）要各司其职，形成合力。",
        "发挥共青团牵头作用，推动工作。",
        "《市教育局关于加强工作的意见》（市教〔2020〕12号）。",
        "市教育委员会（以下简称市教委）",
        "建立联席会议（甲局、乙局等参加），每季度会商。",
        "各责任单位：请抓好落实。",
        "公安机关负责查处，学校配合开展教育，形成长效机制。",
        "建立由教育局牵头的工作专班。",
    ],
)
def test_prose_names_nobody(text: str) -> None:
    assert [mention for mention in mentions_in(text, NOBODY) if mention.named.parties] == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("探索机制（2021-2023）。（责任单位：甲局、乙局）", "探索机制（2021-2023）。"),
        ("探索（甲局牵头）。建设（乙局负责）。", "探索。建设。"),
        ("推进工作。责任单位：甲局、乙局。继续做好。", "推进工作。继续做好。"),
        ("推进工作【责任单位：甲局】", "推进工作"),
        ("推进工作。由甲局牵头，乙局配合。", "推进工作。"),
        ("推进工作。（责任单位：甲局", "推进工作。"),
        ("推进工作。责任单位：甲局）", "推进工作。"),
        ("推进工作（甲局、乙局）；", "推进工作；"),
        ("推进工作。（2026年6月底前完成）", "推进工作。"),
    ],
)
def test_a_text_without_its_mentions(text: str, rest: str) -> None:
    assert without(text, mentions_in(text, NOBODY)) == rest


def test_a_unit_named_twice_counts_once_and_leads_if_it_leads_anywhere() -> None:
    item = only_item("1. 标题。正文。（责任单位：区民政局、教育局、区教育局）\n（牵头单位：区教育局）")
    assert names(item) == ["区民政局", "*教育局"]


def test_a_collective_is_no_suggested_lead_where_a_unit_is_named() -> None:
    assert names(only_item("1. 标题。正文。（责任单位：各街镇、区民政局）")) == ["各街镇", "*区民政局"]
    assert names(only_item("1. 标题。正文。（责任单位：各街镇）")) == ["*各街镇"]


def test_sentences_of_an_item_that_each_name_units_are_read_together() -> None:
    item = only_item("1. 标题。做这件事（责任单位：区教育局）。做那件事（责任单位：区民政局、区教育局）。")
    assert (names(item), item.body) == (["*区教育局", "区民政局"], "做这件事。做那件事。")


def test_units_named_on_a_heading_are_not_lost_silently() -> None:
    plan = read(
        "2026年工作要点\n一、家庭保护（牵头单位：区民政局）\n1. 甲。乙。（责任单位：区教育局）\n2. 丙。丁。（责任单位：区司法局）\n"
        "二、学校保护（牵头单位：区教育局）\n3. 戊。己。（责任单位：区法院）"
    )
    assert [(item.section, names(item)) for item in plan.items] == [
        ("一、家庭保护", ["*区教育局"]),
        ("一、家庭保护", ["*区司法局"]),
        ("二、学校保护", ["*区法院"]),
    ]
    assert [item for item, message in messages(plan) if "没有归入任何事项" in message] == [None, None]
