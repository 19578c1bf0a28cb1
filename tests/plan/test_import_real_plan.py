"""The 2023 plan, as published and as the sample retells it: 20 items with exactly the units that it names."""

from datetime import date
from pathlib import Path

import pytest

from hub.plan.importer import PlanReading
from tests.plan.documents import REAL, SAMPLE, messages, read

DISTRICT = (
    "教育局 民政局 司法局 公安分局 法院 检察院 应急局 市场监管局 卫生健康委 财政局 科委 文旅局 体育局 "
    "妇儿工委办 残联 总工会 关工委 未保办"
)
TABLE = """
一、落实家庭监护责任
1 加强家庭教育指导 教育局、妇儿工委办、民政局、司法局、公安分局、法院、检察院、应急局、各街镇
2 深化家庭监护支持服务 民政局、各街镇
3 依法处理监护人侵害未成年人权益行为 司法局、公安分局、法院、检察院
二、加强学校保护工作
4 完善学校保护机制 教育局
5 完善学校保护制度 教育局
6 加强校园安全守护 教育局、公安分局、市场监管局
三、加大社会保护力度
7 加快推进儿童友好城市建设 各成员单位
8 压实强制报告制度 各成员单位
9 发挥群团组织作用 团区委、妇儿工委办、残联、总工会、关工委
10 加强未成年人保护领域社会组织建设 民政局、教育局、司法局、公安分局、法院、检察院、团区委、残联、总工会
四、完善网络保护工作
11 发挥未成年人网络保护专项协同机制作用 区委网信办
12 压实属地网站平台主体责任 区委网信办、区委宣传部
13 培养和提高未成年人网络素养 教育局、民政局、区委网信办、区委宣传部、公安分局、法院、检察院、关工委、各街镇
五、强化政府保护职能
14 加强协调机制和平台建设 未保办、区委政法委、各街镇
15 聚焦重点群体和关键环节实现新突破 民政局、教育局、卫生健康委、财政局、团区委、妇儿工委办、残联、总工会、各街镇
16 加强未成年人医疗健康服务 卫生健康委、教育局、体育局
17 建设有利于未成年人健康成长的社会环境 科委、文旅局、体育局、市场监管局
六、落实司法保护职责
18 扎实开展法治进校园工作 教育局、公安分局、法院、检察院
19 提升涉未成年人案件办案质效 司法局、公安分局、法院、检察院
20 推进未成年人检察业务集中统一办理 检察院
"""


def _expected() -> list[tuple[int, str, str, list[str]]]:
    """Number, section, title and units of each item, 区 before each unless shown."""
    found, section = [], ""
    for line in TABLE.strip().splitlines():
        if not line[0].isdigit():
            section = line
            continue
        number, title, units = line.split()
        short = [f"区{unit}" if unit in DISTRICT.split() else unit for unit in units.split("、")]
        found.append((int(number), section, title, short))
    return found


def _document(path: Path) -> PlanReading:
    if not path.exists():
        pytest.skip(f"the published plan is not beside this clone: {path.name}")
    return read(path.read_bytes(), path.name)


@pytest.fixture(params=[REAL, SAMPLE], ids=["published", "sample"])
def plan(request: pytest.FixtureRequest) -> PlanReading:
    return _document(request.param)


def test_every_item_has_exactly_the_units_of_the_table(plan: PlanReading) -> None:
    found = [(item.number, item.section, item.title, [party.unit for party in item.units]) for item in plan.items]
    assert found == _expected()
    assert len(found) == 20


def test_the_names_stand_as_written(plan: PlanReading) -> None:
    assert [[party.name for party in item.units] for item in plan.items] == [units for *_rest, units in _expected()]


def test_the_document_says_who_issued_it_and_when(plan: PlanReading) -> None:
    facts = plan.document
    assert (facts.title, facts.number) == ("2023年长宁区未成年人保护工作要点", "长未保办〔2023〕2号")
    assert (facts.issuer, facts.dated_on) == ("长宁区未成年人保护委员会办公室", date(2023, 4, 7))
    assert (facts.printed_on, facts.copied_to, facts.year) == (date(2023, 4, 20), "区未保委相关成员单位", 2023)


def test_the_first_unit_is_the_suggested_lead_and_no_item_has_a_due_date(plan: PlanReading) -> None:
    assert all(
        [party.is_lead for party in item.units] == [True] + [False] * (len(item.units) - 1) for item in plan.items
    )
    assert {item.due for item in plan.items} == {None}


def test_nothing_is_left_to_decide(plan: PlanReading) -> None:
    assert messages(plan) == []


def test_bodies_are_whole_sentences_without_units_or_marks(plan: PlanReading) -> None:
    for item in plan.items:
        assert item.body.endswith("。"), item.title
        assert not {"*", "\n", "\x1f"} & set(item.body + item.title)
        assert "责任单位" not in item.body
        assert "抄送" not in item.body


def test_what_page_breaks_tore_apart_is_whole_again() -> None:
    bodies = {item.number: item.body for item in _document(REAL).items}
    assert "家庭监护能力支持服务品牌" in bodies[2]
    assert "心理危机等应急事件处置" in bodies[5]
    assert "密切接触未成年人的单位" in bodies[8]
    assert "成员单位及各街镇未成年人" in bodies[14]
    assert "忠实崇尚者、自觉遵守者" in bodies[18]


def test_the_json_has_the_promised_shape(plan: PlanReading) -> None:
    answer = plan.to_json()
    assert set(answer) == {"document", "items", "problems"}
    assert answer["document"] == {
        "title": "2023年长宁区未成年人保护工作要点",
        "number": "长未保办〔2023〕2号",
        "issuer": "长宁区未成年人保护委员会办公室",
        "dated_on": "2023-04-07",
        "printed_on": "2023-04-20",
    }
    assert set(answer["items"][13]) == {"number", "section", "title", "body", "due", "units"}
    assert answer["items"][13]["units"] == [
        {"name": "区未保办", "unit": "区未保办", "lead": True},
        {"name": "区委政法委", "unit": "区委政法委", "lead": False},
        {"name": "各街镇", "unit": "各街镇", "lead": False},
    ]


def test_the_sample_does_not_copy_the_published_prose() -> None:
    published = {sentence for item in _document(REAL).items for sentence in item.body.split("。") if len(sentence) > 8}
    ours = {sentence for item in _document(SAMPLE).items for sentence in item.body.split("。")}
    assert not published & ours
