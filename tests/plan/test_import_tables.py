"""Plans that are tables: Markdown, pasted with tabs, with wide spaces, or with every cell on a line of its own."""

from datetime import date

import pytest

from tests.plan.documents import messages, names, read

ROWS = [
    ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"],
    ["1", "办好家长课堂", "区教育局", "区民政局、各街镇", "2026年6月底前"],
    ["2", "走访困境家庭", "区民政局", "区残联", "全年"],
    ["3", "整治校园欺凌", "区教育局", "区公安分局、区检察院", "11月"],
]


def _markdown() -> str:
    rows = ["| " + " | ".join(row) + " |" for row in ROWS]
    return "\n".join([rows[0], "|:---:|---|---|---|---|", *rows[1:]])


TABLES = {
    "markdown": _markdown(),
    "markdown without edges": "\n".join(
        ["|".join(ROWS[0]), "---|---|---|---|---", *("|".join(row) for row in ROWS[1:])]
    ),
    "tabs": "\n".join("\t".join(row) for row in ROWS),
    "wide spaces": "\n".join("   ".join(row) for row in ROWS),
    "full-width spaces": "\n".join("\u3000\u3000".join(row) for row in ROWS),
    "a cell a line": "\n".join(cell for row in ROWS for cell in row),
    "a cell a line, apart": "\n\n".join(cell for row in ROWS for cell in row),
}


@pytest.mark.parametrize("kind", TABLES)
def test_the_same_table_in_every_form(kind: str) -> None:
    plan = read("2026年某区工作任务分工表\n\n" + TABLES[kind] + "\n\n某区未成年人保护委员会办公室\n2026年3月5日")
    assert [(item.number, item.title, names(item), item.due) for item in plan.items] == [
        (1, "办好家长课堂", ["*区教育局", "区民政局", "各街镇"], date(2026, 6, 30)),
        (2, "走访困境家庭", ["*区民政局", "区残联"], None),
        (3, "整治校园欺凌", ["*区教育局", "区公安分局", "区检察院"], date(2026, 11, 30)),
    ]
    assert plan.document.title == "2026年某区工作任务分工表"
    assert plan.document.dated_on == date(2026, 3, 5)
    assert messages(plan) == []


def test_sections_across_the_table_and_above_it() -> None:
    plan = read(
        "一、家庭保护\n序号\t工作任务\t责任单位\n1\t甲\t区教育局\n二、学校保护\n2\t乙\t区法院\n\n三、司法保护\n\n"
        "| 序号 | 工作任务 | 责任单位 |\n|--|--|--|\n| 3 | 丙 | 区检察院 |\n| 四、其他 | | |\n| 4 | 丁 | 区法院 |"
    )
    assert [(item.section, item.title) for item in plan.items] == [
        ("一、家庭保护", "甲"),
        ("二、学校保护", "乙"),
        ("三、司法保护", "丙"),
        ("四、其他", "丁"),
    ]


def test_cells_with_line_breaks() -> None:
    plan = read(
        '序号\t工作任务\t责任单位\t完成时限\n1\t"加强指导\n开展讲座，完善机制。"\t"区教育局\n区民政局"\t2026年6月\n2\t乙\t区法院、\n区检察院\t全年'
    )
    assert [(item.title, item.body, names(item)) for item in plan.items] == [
        ("加强指导", "开展讲座，完善机制。", ["*区教育局", "区民政局"]),
        ("乙", "", ["*区法院", "区检察院"]),
    ]
    markdown = read("| 序号 | 任务 | 责任单位 |\n|-|-|-|\n| 1 | **甲乙**<br>丙，丁。 | 区教育局<br>区民政局 |")
    assert (markdown.items[0].title, markdown.items[0].body, names(markdown.items[0])) == (
        "甲乙",
        "丙，丁。",
        ["*区教育局", "区民政局"],
    )


def test_columns_by_other_names_and_in_another_order() -> None:
    plan = read("| 类别 | 项目 | 具体措施 | 主办 | 协办部门 | 责任领导 | 时间节点 | 备注 |\n|-|-|-|-|-|-|-|-|\n"
                "| 家庭 | 甲 | 讲座。 | 区教育局 | 区民政局 | 张三 | 2026年9月 | 无 |\n"
                "| | 乙 | 走访。 | 区民政局 | | 李四 | 长期 | |")  # fmt: skip
    assert [(item.section, item.title, item.body, names(item), item.due) for item in plan.items] == [
        ("家庭", "甲", "讲座。", ["*区教育局", "区民政局"], date(2026, 9, 30)),
        ("家庭", "乙", "走访。", ["*区民政局"], None),
    ]


def test_tasks_without_a_column_of_numbers_are_counted() -> None:
    plan = read("工作任务\t责任单位\n甲\t区教育局牵头，区民政局配合\n乙\t区法院（牵头）、区检察院")
    assert [(item.number, item.title, names(item)) for item in plan.items] == [
        (1, "甲", ["*区教育局", "区民政局"]),
        (2, "乙", ["*区法院", "区检察院"]),
    ]


def test_a_task_with_title_and_text_in_one_cell() -> None:
    plan = read("序号\t工作任务\t责任单位\n1\t1.加强指导。开展讲座。\t区教育局")
    assert (plan.items[0].title, plan.items[0].body) == ("加强指导", "开展讲座。")


def test_a_table_that_repeats_the_items_of_the_text_adds_to_them() -> None:
    plan = read(
        "2026年工作要点\n一、家庭保护\n1. 办好课堂。开展讲座。（责任单位：区教育局）\n"
        "2. 走访家庭。建立台账。（责任单位：区民政局）\n附件\n任务分工表\n"
        "序号\t工作任务\t牵头单位\t责任单位\n1\t办好课堂\t区教育局\t区妇儿工委办\n2\t走访家庭\t区民政局\t各街镇"
    )
    assert [(item.number, item.title, item.body, names(item)) for item in plan.items] == [
        (1, "办好课堂", "开展讲座。", ["*区教育局", "区妇儿工委办"]),
        (2, "走访家庭", "建立台账。", ["*区民政局", "各街镇"]),
    ]


def test_a_table_takes_its_texts_from_a_plan_that_names_no_units() -> None:
    plan = read(
        "2026年工作要点\n一、家庭保护\n1. 办好课堂。开展讲座。\n二、学校保护\n2. 整治欺凌。排查。\n附件\n"
        "序号\t工作任务\t责任单位\n1\t办好课堂\t区教育局\n2\t整治欺凌\t区法院"
    )
    assert [(item.section, item.title, item.body, names(item)) for item in plan.items] == [
        ("一、家庭保护", "办好课堂", "开展讲座。", ["*区教育局"]),
        ("二、学校保护", "整治欺凌", "排查。", ["*区法院"]),
    ]


def test_a_column_that_repeats_itself_heads_sections() -> None:
    plan = read(
        "序号\t重点工作\t具体任务\t责任单位\n1\t家庭保护\t甲\t区教育局\n"
        "2\t家庭保护\t乙\t区民政局\n3\t学校保护\t丙\t区法院\n4\t学校保护\t丁\t区法院"
    )
    assert [(item.section, item.title) for item in plan.items] == [
        ("家庭保护", "甲"),
        ("家庭保护", "乙"),
        ("学校保护", "丙"),
        ("学校保护", "丁"),
    ]


def test_a_cell_alone_in_its_row_goes_on_with_the_row_above_unless_it_stands_in_front() -> None:
    plan = read(
        "| 序号 | 类别 | 工作任务 | 具体措施 | 责任单位 |\n|-|-|-|-|-|\n| 1 | 家庭 | 甲 | 讲座。 | 区教育局 |\n"
        "| | | | 走访。 | |\n| | | | | 区民政局 |\n| | 学校 | | | |\n| 2 | | 乙 | 排查。 | 区法院 |"
    )
    assert [(item.section, item.title, item.body, names(item)) for item in plan.items] == [
        ("家庭", "甲", "讲座。\n走访。", ["*区教育局", "区民政局"]),
        ("学校", "乙", "排查。", ["*区法院"]),
    ]


def test_rows_that_the_text_does_not_have_are_told() -> None:
    text = "2026年工作要点\n1. 办好课堂。乙。（责任单位：区教育局）\n2. 走访家庭。丁。（责任单位：区民政局）\n附件\n序号\t内容\t责任单位\n"
    assert messages(read(text + "1\t办好课堂\t区教育局\n2\t走访家庭\t区民政局")) == []
    told = messages(read(text + "1\t办好课堂\t区教育局\n2\t开课率\t区法院"))
    assert ["“开课率”只写在表格里" in message for item, message in told] == [True]


def test_repeated_numbers_in_a_table_are_told_and_not_merged() -> None:
    plan = read("序号\t工作任务\t责任单位\n1\t甲\t区教育局\n2\t乙\t区民政局\n2\t丙\t区法院")
    assert [(item.number, item.title) for item in plan.items] == [(1, "甲"), (2, "乙"), (2, "丙")]
    assert [item for item, message in messages(plan) if "出现了 2 次" in message] == [2]


def test_other_tables_are_only_text() -> None:
    plan = read(
        "2026年工作要点\n1. 甲。见下表：\n| 月份 | 场次 |\n|-|-|\n"
        "| 3 | 10 |\n（责任单位：区教育局）\n2. 乙。丙。（责任单位：区法院）"
    )
    assert [(item.title, names(item)) for item in plan.items] == [("甲", ["*区教育局"]), ("乙", ["*区法院"])]
