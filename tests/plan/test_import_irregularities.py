"""What real documents do to their reader, one irregularity at a time."""

from datetime import date

import pytest

from tests.plan.documents import messages, names, only_item, read

LONG = "推进" + 6 * "家庭学校社会协同育人"
HEAD = "2026年某区未成年人保护工作要点\n一、家庭保护\n"


def test_bold_marks_stand_round_some_titles_only() -> None:
    plan = read(
        HEAD + "1. **甲乙丙。**丁。（责任单位：区教育局）\n"
        "2. 戊己庚。辛。（责任单位：区民政局）\n3. **壬癸**。子。（责任单位：区司法局）"
    )
    assert [(item.title, item.body) for item in plan.items] == [
        ("甲乙丙", "丁。"),
        ("戊己庚", "辛。"),
        ("壬癸", "子。"),
    ]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("完善家庭教\n\n育指导服务体系。", "完善家庭教育指导服务体系。"),
        ("落实“爱心”品\n\n牌建设，推动提质。", "落实“爱心”品牌建设，推动提质。"),
        ("检验率保持在\n\n100%。持续推进。", "检验率保持在100%。持续推进。"),
        ("专项计划（2024\n\n-2026）落实。", "专项计划（2024-2026）落实。"),
        ("完善机制\n\n，推动落实。", "完善机制，推动落实。"),
        ("建设“1+N”平台、\n\n1+1小组等机制。", "建设“1+N”平台、1+1小组等机制。"),
        ("依照《条例》\n\n第三条的规定。", "依照《条例》第三条的规定。"),
        ("推动实施。开展\n\n- 3 -\n\n宣传活动。", "推动实施。开展宣传活动。"),
        ("推动实施。开展\n\n— 12 —\n\n宣传活动。", "推动实施。开展宣传活动。"),
        ("推动实施。开展\n第 3 页 共 9 页\n宣传活动。", "推动实施。开展宣传活动。"),
        ("推动实施。开展\n3\n宣传活动。", "推动实施。开展宣传活动。"),
        ("use open source\nsoftware 推动。", "use open source software 推动。"),
    ],
)
def test_torn_paragraphs_are_one_again(torn: str, whole: str) -> None:
    item = only_item(HEAD + f"1. 标题甲。{torn}（责任单位：区教育局、区民政局）")
    assert (item.body, names(item)) == (whole, ["*区教育局", "区民政局"])


def test_a_word_torn_inside_the_bracket() -> None:
    item = only_item(HEAD + "1. 标题。正文。（责任单位：区民政局、区卫生健\n\n康委、区财政局、\n区教育局、各街镇)")
    assert names(item) == ["*区民政局", "区卫生健康委", "区财政局", "区教育局", "各街镇"]


def test_a_torn_title() -> None:
    plan = read(
        HEAD + "1. 依法处理侵害未成年人权\n\n益行为。推进源头治理，落实责任。（责任单位：区法院）\n"
        "2. 标题。正文。（责任单位：区法院）"
    )
    assert plan.items[0].title == "依法处理侵害未成年人权益行为"


def test_a_torn_section_heading() -> None:
    plan = read(HEAD + "1. 甲。乙。（责任单位：区法院）\n二、加大社会\n\n保护力度\n\n2. 丙。丁。（责任单位：区法院）")
    assert [item.section for item in plan.items] == ["一、家庭保护", "二、加大社会保护力度"]


def test_numbers_that_are_no_item_numbers() -> None:
    plan = read(
        HEAD + "1. 甲。推进“1+N”，拨打12309，保持在100%，投入3.5万元，一、二年级全覆盖，"
        "（一）类地区先行。第1、2项达标。（责任单位：区教育局）\n"
        "2. 乙。到2026年，1.2万人次受益；12. 5%的增长。（责任单位：区民政局）"
    )
    assert [(item.number, item.title) for item in plan.items] == [(1, "甲"), (2, "乙")]


@pytest.mark.parametrize(
    "line",
    [
        "一、二年级学生全覆盖。",
        "三、四线联动推进。",
        "（一）项规定的情形。",
        "12309热线开通。",
        "3.5万人次受益。",
        "2026. 全年。",
    ],
)
def test_lines_that_begin_like_items_in_mid_sentence(line: str) -> None:
    item = only_item(HEAD + f"1. 甲。认真落实\n{line}（责任单位：区教育局）")
    assert item.body == f"认真落实{line}"


@pytest.mark.parametrize("title", ["项目化推进服务", "线上线下联动", "年度评估全覆盖", "类案指引", "号召志愿服务"])
def test_titles_that_begin_like_what_follows_other_numbers(title: str) -> None:
    plan = read(HEAD + f"（一）甲。乙。（责任单位：区教育局）\n（二）{title}。丙。（责任单位：区法院）")
    assert [(item.number, item.title) for item in plan.items] == [(1, "甲"), (2, title)]


def test_points_inside_an_item_stay_in_it() -> None:
    plan = read(
        HEAD + "1. 甲。工作如下：\n（1）讲座。\n（2）走访。\n①登记。②回访。\n"
        "（责任单位：区教育局）\n2. 乙。一是评估。二是转介。（责任单位：区民政局）"
    )
    assert [(item.title, item.body) for item in plan.items] == [
        ("甲", "工作如下：\n（1）讲座。\n（2）走访。\n①登记。②回访。"),
        ("乙", "一是评估。二是转介。"),
    ]


@pytest.mark.parametrize(
    "points",
    [
        "一是丙（责任单位：区教育局）；二是丁（责任单位：区法院）。",
        "\n（1）丙。（责任单位：区教育局）\n（2）丁。（责任单位：区法院）",
    ],
)
def test_points_that_name_units_stay_in_their_item_where_its_peers_name_theirs(points: str) -> None:
    plan = read(HEAD + f"1. 甲。{points}\n2. 乙。戊。（责任单位：区民政局）")
    assert [(item.title, names(item)) for item in plan.items] == [
        ("甲", ["*区教育局", "区法院"]),
        ("乙", ["*区民政局"]),
    ]


def test_closing_sentences_of_several_points_count_all() -> None:
    plan = read(
        HEAD + "1. 甲。\n（1）乙。由区教育局牵头。\n（2）丙。由区民政局牵头，各街镇配合。\n2. 丁。（责任单位：区法院）"
    )
    assert names(plan.items[0]) == ["*区教育局", "*区民政局", "各街镇"]


def test_names_with_bullets_below_a_label() -> None:
    plan = read(HEAD + "1. 甲。乙。\n责任单位：\n· 区教育局\n· 区民政局\n2. 丙。丁。（责任单位：区法院）")
    assert [(item.body, names(item)) for item in plan.items] == [
        ("乙。", ["*区教育局", "区民政局"]),
        ("丁。", ["*区法院"]),
    ]


@pytest.mark.parametrize(("one", "other"), [("- ", "- "), ("（1）", "（2）")])
def test_numbers_of_labels_are_no_text(one: str, other: str) -> None:
    plan = read(HEAD + f"1. 甲。乙。\n{one}责任单位：区教育局\n{other}完成时限：9月\n2. 丙。丁。（责任单位：区法院）")
    assert (plan.items[0].body, names(plan.items[0]), plan.items[0].due) == ("乙。", ["*区教育局"], date(2026, 9, 30))


def test_spaces_inside_years_and_other_widths() -> None:
    plan = read(
        "2026 年某区未成年人保护工作要点\n1．甲 2026 年行动。乙。（责任单位: 区教育局）\n2．丙。丁。(责任单位:区民政局）"
    )
    assert plan.document.title == "2026年某区未成年人保护工作要点"
    assert plan.items[0].title == "甲 2026年行动"
    assert [names(item) for item in plan.items] == [["*区教育局"], ["*区民政局"]]


def test_a_bracket_that_is_never_closed_ends_with_its_item() -> None:
    plan = read(
        HEAD + "1. 甲。乙。（责任单位：区教育局、区民政局\n"
        "2. 丙。丁。（责任单位：区司法局\n二、学校保护\n3. 戊。己。责任单位：区法院）"
    )
    assert [names(item) for item in plan.items] == [["*区教育局", "区民政局"], ["*区司法局"], ["*区法院"]]


def test_entries_pasted_onto_one_line() -> None:
    plan = read(
        HEAD + "1. 甲。乙。（责任单位：区教育局）2. 丙。丁。（责任单位：区民政局）；3. 戊。己。（责任单位：区司法局）"
    )
    assert [(item.title, names(item)) for item in plan.items] == [
        ("甲", ["*区教育局"]),
        ("丙", ["*区民政局"]),
        ("戊", ["*区司法局"]),
    ]


def test_a_whole_document_pasted_as_one_line() -> None:
    plan = read(
        "某区办公室文件某办〔2026〕1号某区办公室关于印发《2026年某区未成年人保护工作要点》的通知各单位：现印发给你们。"
        "一、家庭保护1. 甲乙。丙。（责任单位：区教育局）"
        "2. 丁戊。己。（责任单位：区民政局）二、学校保护3. 庚辛。壬。"
        "（责任单位：区法院）三、司法保护4. 子丑。寅。（责任单位：区检察院）抄送：各单位"
    )
    assert plan.document.title == "2026年某区未成年人保护工作要点"
    assert plan.document.number == "某办〔2026〕1号"
    assert [(item.section, item.title, item.body) for item in plan.items] == [
        ("一、家庭保护", "甲乙", "丙。"),
        ("一、家庭保护", "丁戊", "己。"),
        ("二、学校保护", "庚辛", "壬。"),
        ("三、司法保护", "子丑", "寅。"),
    ]


def test_lines_wrapped_at_a_width_with_page_numbers_between() -> None:
    text = "完善家庭主动尽责、学校积极主导、社会有效支持的协同机制，" * 6
    lines = []
    for number in range(1, 9):
        whole = f"{number}. 标题{'甲乙丙丁戊己庚辛'[number - 1]}。{text[:-1]}。（责任单位：区教育局、区卫生健康委）"
        lines += [
            "    " + whole[:24],
            *(whole[at : at + 26] for at in range(24, len(whole), 26)),
            "",
            f"- {number} -",
            "",
        ]
    plan = read(HEAD + "\n".join(lines))
    assert [item.body for item in plan.items] == [text[:-1] + "。"] * 8
    assert {tuple(names(item)) for item in plan.items} == {("*区教育局", "区卫生健康委")}


def test_the_notice_before_the_plan_and_its_end_are_no_items() -> None:
    plan = read(
        "某区未成年人保护工作领导小组办公室文件\n某未保办〔2026〕3号\n关于印发《2026年某区未成年人保护工作要点》的通知\n各成员单位：\n"
        "现将要点印发给你们，并通知如下：\n一、提高认识。各单位要重视。\n"
        "二、按时报送。每季度报送一次。\n某区未成年人保护工作领导小组办公室\n"
        "二〇二六年三月五日\n2026年某区未成年人保护工作要点\n一、总体要求\n"
        "坚持正确方向。\n二、重点任务\n1. 甲。乙。（责任单位：区教育局）\n"
        "2. 丙。丁。（责任单位：区民政局）\n三、工作要求\n（一）加强领导。各单位要落实。\n"
        "（二）强化督查。定期通报。\n附件：1. 名单\n      2. 报表\n"
        "（此件公开发布）\n抄送：区委办公室、区人大常委会办公室\n某区民政局办公室        2026年3月8日印发"
    )
    assert [(item.section, item.title, item.body) for item in plan.items] == [
        ("二、重点任务", "甲", "乙。"),
        ("二、重点任务", "丙", "丁。"),
    ]
    facts = plan.document
    assert (facts.number, facts.issuer) == ("某未保办〔2026〕3号", "某区未成年人保护工作领导小组办公室")
    assert (facts.dated_on, facts.printed_on) == (date(2026, 3, 5), date(2026, 3, 8))
    assert facts.copied_to == "区委办公室、区人大常委会办公室"
    assert messages(plan) == []


def test_a_signature_at_the_end_of_the_plan() -> None:
    plan = read(HEAD + "1. 甲。乙。（责任单位：区教育局）\n某区未成年人保护委员会办公室\n某区民政局\n2026年3月5日")
    assert (plan.document.issuer, plan.document.dated_on) == (
        "某区未成年人保护委员会办公室、某区民政局",
        date(2026, 3, 5),
    )
    assert plan.items[0].body == "乙。"


def test_a_table_of_contents_is_left_out() -> None:
    plan = read(
        "2026年工作要点\n目  录\n一、家庭保护………………1\n1. 甲............2\n一、家庭保护\n1. 甲。乙。（责任单位：区教育局）"
    )
    assert [(item.section, item.title) for item in plan.items] == [("一、家庭保护", "甲")]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("某区未成年人保护委员会\n2026年工作要点\n", "某区未成年人保护委员会2026年工作要点"),
        ("2026年某区未成年人保护\n工作要点\n", "2026年某区未成年人保护工作要点"),
        ("某区关于印发2026年未成年人保护工作方案的通知\n", "2026年未成年人保护工作方案"),
        ("关于印发《〈某区条例〉2026年实施方案》的通知\n", "〈某区条例〉2026年实施方案"),
        ("# 某区2026年重点任务清单\n", "某区2026年重点任务清单"),
        ("2026年某区未成年人保护工作要点（试行）\n", "2026年某区未成年人保护工作要点（试行）"),
    ],
)
def test_titles_of_documents(lines: str, title: str) -> None:
    assert read(lines + "一、家庭保护\n1. 甲。乙。（责任单位：区教育局）").document.title == title


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("加强指导：开展讲座，完善机制，建立台账，"
         "推动落实，形成合力，确保取得实效。", "加强指导", "开展讲座，完善机制，建立台账，推动落实，形成合力，确保取得实效。"),
        ("【加强指导】开展讲座。", "加强指导", "开展讲座。"),
        ("加强指导  开展讲座，完善机制。", "加强指导", "开展讲座，完善机制。"),
        ("任务名称：加强指导\n工作内容：开展讲座。", "加强指导", "工作内容：开展讲座。"),
        ("新建指导站10个。", "新建指导站10个", ""),
        (LONG + "，落实。", LONG[:60], LONG + "，落实。"),
    ],
)  # fmt: skip
def test_titles_of_items(text: str, title: str, body: str) -> None:
    item = only_item(HEAD + f"1. {text}（责任单位：区教育局）")
    assert (item.title, item.body) == (title, body)


def test_a_section_without_units_is_a_section_of_items_only_if_it_sets_tasks() -> None:
    plan = read(
        "2026年工作要点\n一、总体要求\n1. 指导思想。坚持。\n2. 基本原则。坚持。\n"
        "二、家庭保护\n3. 甲。乙。（责任单位：区教育局）\n4. 丙。丁。\n"
        "三、学校保护\n5. 戊。己。\n四、组织保障\n6. 加强领导。落实。"
    )
    assert [item.title for item in plan.items] == ["甲", "丙", "戊"]
    assert [item for item, message in messages(plan) if "没有写明责任单位" in message] == [4, 5]


def test_a_plan_that_names_no_units_at_all_is_still_read() -> None:
    plan = read("2026年某区未成年人保护工作要点\n一、家庭保护\n1. 甲。乙。\n2. 丙。丁。\n二、学校保护\n3. 戊。己。")
    assert [(item.number, item.section, item.units) for item in plan.items] == [
        (1, "一、家庭保护", ()),
        (2, "一、家庭保护", ()),
        (3, "二、学校保护", ()),
    ]


def test_gaps_repetitions_and_late_beginnings_of_numbers_are_told() -> None:
    plan = read(
        HEAD + "2. 甲。乙。（责任单位：区教育局）\n5. 丙。丁。（责任单位：区教育局）\n5. 戊。己。（责任单位：区教育局）"
    )
    assert [item.number for item in plan.items] == [2, 5, 5]
    told = messages(plan)
    assert [item for item, message in told if "出现了 2 次" in message] == [5]
    assert any("从 2 跳到 5" in message for _item, message in told)
    assert any("从 2 开始" in message for _item, message in told)


def test_lazy_markdown_numbers_are_counted() -> None:
    plan = read(
        "# 2026年工作要点\n1. 甲。乙。（责任单位：区教育局）\n1. 丙。丁。（责任单位：区民政局）\n1. 戊。己。（责任单位：区法院）"
    )
    assert [item.number for item in plan.items] == [1, 2, 3]


def test_unnumbered_items_of_a_list() -> None:
    plan = read(
        "# 2026年工作要点\n## 家庭保护\n- **甲乙**：丙。（责任单位：区教育局）\n- **丁戊**：己。（责任单位：区民政局）"
    )
    assert [(item.number, item.section, item.title, item.body) for item in plan.items] == [
        (1, "家庭保护", "甲乙", "丙。"),
        (2, "家庭保护", "丁戊", "己。"),
    ]
