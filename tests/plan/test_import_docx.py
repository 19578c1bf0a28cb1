"""Word files: everything that the reader of the page sees is read, and nothing that they do not see."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx as python_docx
import pytest

from hub.plan.importer import PlanReading
from hub.plan.importer.source.blocks import Line
from hub.plan.importer.source.docx.numbering import figures
from hub.plan.importer.source.docx.process import read_docx
from tests.plan.documents import DIRECTORY, REPOSITORY, docx, messages, names, numbered, paragraph, read, table
from tests.services.processes import START_SECONDS

HEAD = paragraph("2026年某区未成年人保护工作要点")


def _plan(body: str, **parts: str) -> PlanReading:
    return read(docx(HEAD + body, **parts), "plan.docx")


def _titles(plan: PlanReading) -> list[tuple[int, str, str]]:
    return [(item.number, item.section, item.title) for item in plan.items]


def test_automatic_numbers_count_as_if_they_were_typed() -> None:
    plan = _plan(
        numbered("家庭保护")
        + numbered("甲。乙。（责任单位：区教育局）", 2)
        + numbered("丙。丁。（责任单位：区民政局）", 2)
        + numbered("学校保护")
        + numbered("戊。己。（责任单位：区法院）", 2, 2)
    )
    assert [item.label for item in plan.items] == ["1", "2", "5"]
    assert [(item.section, item.title) for item in plan.items] == [
        ("一、家庭保护", "甲"),
        ("一、家庭保护", "丙"),
        ("二、学校保护", "戊"),
    ]


def test_levels_restart_below_a_new_heading_and_show_the_numbers_above() -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1 "/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2 "/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    entries = [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1)]
    body = "".join(numbered(text, level) for text, level in entries)
    texts = [block.text for block in read_docx(docx(body, numbering=numbering)) if isinstance(block, Line)]
    assert texts == ["1 甲", "1.1 乙", "1.2 丙", "2 丁", "2.1 戊"]


def test_numbers_that_come_from_a_style() -> None:
    styles = (
        '<w:style w:styleId="S"><w:name w:val="事项"/><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="T"><w:name w:val="事项二"/><w:basedOn w:val="S"/></w:style>'
    )
    plan = _plan(
        paragraph("甲。乙。（责任单位：区教育局）", '<w:pStyle w:val="S"/>')
        + paragraph("丙。丁。（责任单位：区民政局）", '<w:pStyle w:val="T"/>')
        + paragraph("（责任单位：区法院）", '<w:pStyle w:val="S"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        styles=styles,
    )
    assert [(item.number, item.title, names(item)) for item in plan.items] == [
        (1, "甲", ["*区教育局"]),
        (2, "丙", ["*区民政局", "区法院"]),
    ]


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [(12, "chineseCounting", "十二"), (3, "decimalEnclosedCircle", "③"), (4, "upperRoman", "Ⅳ"), (7, "decimalZero", "07"),
     (2, "lowerLetter", "b"), (21, "decimalEnclosedCircle", "21"), (5, "cardinalText", "5")],
)  # fmt: skip
def test_number_formats(number: int, style: str, shown: str) -> None:
    assert figures(number, style) == shown


def test_insertions_links_and_content_controls_are_read_and_deletions_are_not() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    plan = _plan(
        f"<w:p>{run('1. 加强')}<w:ins>{run('家庭')}</w:ins><w:del><w:r><w:delText>学校</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run('教育')}</w:hyperlink><w:sdt><w:sdtContent>{run('指导。')}</w:sdtContent></w:sdt>"
        f"<w:moveFrom>{run('移走')}</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        f"<w:smartTag>{run('开展讲座。')}</w:smartTag><w:fldSimple>{run('（责任单位：区教育局）')}</w:fldSimple></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('2. 甲。乙。（责任单位：区民政局）')}</w:sdtContent></w:sdt>"
    )
    assert [(item.title, item.body, names(item)) for item in plan.items] == [
        ("加强家庭教育指导", "开展讲座。", ["*区教育局"]),
        ("甲", "乙。", ["*区民政局"]),
    ]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('2. 丙。丁。（责任单位：区民政局）')}</w:txbxContent>"
    plan = _plan(
        paragraph("1. 甲。乙。（责任单位：区教育局）")
        + f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [item.title for item in plan.items] == ["甲", "丙"]


def test_line_breaks_inside_a_paragraph() -> None:
    plan = _plan(
        "<w:p><w:r><w:t>1. 甲</w:t><w:br/><w:t>开展讲座。"
        "</w:t><w:br/><w:t>责任单位：区教育局、</w:t><w:cr/><w:t>区民政局</w:t></w:r></w:p>"
        + paragraph("2. 乙")
        + paragraph("丙。")
        + paragraph("责任单位：区法院")
    )
    assert [(item.title, item.body, names(item)) for item in plan.items] == [
        ("甲", "开展讲座。", ["*区教育局", "区民政局"]),
        ("乙", "丙。", ["*区法院"]),
    ]


def test_bold_words_make_the_title() -> None:
    bold, text = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>".format, "<w:r><w:t>{}</w:t></w:r>".format
    plan = _plan(
        f"<w:p>{text('1. ')}{bold('加强指导')}{bold('工作')}{text('开展讲座，完善机制。（责任单位：区教育局）')}</w:p>"
        f"<w:p>{bold('2. 走访家庭。')}{text('建立台账。（责任单位：区民政局）')}</w:p>"
    )
    assert [(item.title, item.body) for item in plan.items] == [
        ("加强指导工作", "开展讲座，完善机制。"),
        ("走访家庭", "建立台账。"),
    ]


def test_tables_stand_in_the_order_of_the_document_under_their_headings() -> None:
    header = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]
    plan = _plan(
        paragraph("一、家庭保护")
        + table([header, ["1", "甲\n开展讲座。", "区教育局", "区民政局\n区司法局", "2026年6月底前"]])
        + paragraph("二、学校保护")
        + table([header, ["2", "乙", "区法院", "", "全年"]])
        + paragraph("抄送：各单位")
    )
    assert _titles(plan) == [(1, "一、家庭保护", "甲"), (2, "二、学校保护", "乙")]
    assert (plan.items[0].body, names(plan.items[0]), plan.items[0].due) == (
        "开展讲座。",
        ["*区教育局", "区民政局", "区司法局"],
        date(2026, 6, 30),
    )


def test_merged_cells() -> None:
    plan = _plan(
        table([
            ["2026年任务分工>5"],
            ["序号", "类别", "工作任务", "具体举措", "责任单位"],
            ["1", "v家庭保护", "v甲", "讲座", "区教育局"],
            ["2", "^", "^", "评估", "区民政局"],
            ["一、学校保护>5"],
            ["v3", "学校", "v乙", "排查", "区法院"],
            ["^", "学校", "^", "整改", "区检察院"],
        ])
    )  # fmt: skip
    assert [(item.number, item.section, names(item)) for item in plan.items] == [
        (1, "家庭保护", ["*区教育局"]),
        (2, "家庭保护", ["*区民政局"]),
        (3, "学校", ["*区法院", "区检察院"]),
    ]
    assert plan.items[2].body == "排查\n整改"


def test_a_header_of_two_rows() -> None:
    header = [["v序号", "v工作任务", "责任分工>2"], ["^", "^", "牵头单位", "配合单位"]]
    plan = _plan(table([*header, ["1", "甲", "区教育局", "区民政局"], ["2", "乙", "区法院", ""]]))
    assert [(item.title, names(item)) for item in plan.items] == [
        ("甲", ["*区教育局", "区民政局"]),
        ("乙", ["*区法院"]),
    ]


def test_a_table_without_a_header_is_told_by_its_cells() -> None:
    plan = _plan(
        table([["1", "甲", "区教育局", "区民政局、各街镇", "6月底"], ["2", "乙", "区民政局", "区残联", "全年"]])
    )
    assert [(item.title, names(item), item.due) for item in plan.items] == [
        ("甲", ["*区教育局", "区民政局", "各街镇"], date(2026, 6, 30)),
        ("乙", ["*区民政局", "区残联"], None),
    ]


def test_a_table_for_layout_is_only_text() -> None:
    plan = _plan(
        paragraph("1. 甲。乙。（责任单位：区教育局）")
        + table([["抄送：区委办公室>2"], ["某区民政局办公室", "2026年4月20日印发"]])
    )
    assert (plan.items[0].body, plan.document.printed_on) == ("乙。", date(2026, 4, 20))


def test_a_table_inside_a_table_follows_it() -> None:
    inner = table([["序号", "工作任务", "责任单位"], ["1", "甲", "区教育局"]])
    plan = _plan(f"<w:tbl><w:tr><w:tc>{paragraph('说明')}{inner}</w:tc></w:tr></w:tbl>")
    assert _titles(plan) == [(1, "说明", "甲")]


def test_a_table_of_contents_is_left_out() -> None:
    toc = '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    contents = paragraph("一、家庭保护 1", '<w:pStyle w:val="TOC1"/>')
    plan = _plan(contents + paragraph("一、家庭保护") + paragraph("1. 甲。乙。（责任单位：区教育局）"), styles=toc)
    assert _titles(plan) == [(1, "一、家庭保护", "甲")]


def test_strict_open_xml() -> None:
    transitional = docx(HEAD + paragraph("1. 甲。乙。（责任单位：区教育局）"))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = (
        f'<w:document xmlns:w="{strict}"><w:body>{paragraph("1. 甲。乙。（责任单位：区教育局）")}</w:body></w:document>'
    )
    plans = [read(docx("", extra={"word/document.xml": body.encode()}), "a.docx"), read(transitional, "a.docx")]
    assert plans[0].items == plans[1].items


def test_what_word_itself_would_write() -> None:
    file = python_docx.Document()
    file.add_heading("2026年某区未成年人保护工作要点", 0)
    file.add_heading("一、家庭保护", 1)
    first = file.add_paragraph("1. ")
    first.add_run("加强指导。").bold = True
    first.add_run("开展讲座。（责任单位：区教育局）")
    file.add_heading("社区支持", 2)
    file.add_paragraph("走访家庭。建立台账。（责任单位：区民政局）", style="List Number")
    rows = [["序号", "工作任务", "责任单位"], ["3", "整治欺凌", "区法院"]]
    grid = file.add_table(rows=2, cols=3)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            grid.cell(row, column).text = text
    saved = io.BytesIO()
    file.save(saved)
    plan = read(saved.getvalue(), "计划.docx")
    assert plan.document.title == "2026年某区未成年人保护工作要点"
    assert [(item.section, item.title) for item in plan.items] == [
        ("一、家庭保护", "加强指导"),
        ("社区支持", "走访家庭"),
        ("社区支持", "整治欺凌"),
    ]


SCRIPT = """
from gevent import monkey; monkey.patch_all()
import json, sys, gevent
from hub.plan.importer import Directory, read_plan
data = open(sys.argv[1], "rb").read()
ticks = []
def tick():
    while True:
        gevent.sleep(0.01); ticks.append(1)
gevent.spawn(tick)
def read():
    before = len(ticks)
    titles = [item.title for item in read_plan(data, "a.docx", Directory()).items]
    return titles, len(ticks) > before
pool = gevent.get_hub().threadpool
greenlets = [gevent.spawn(read)] + [gevent.spawn(pool.apply, read) for _ in range(2)]
gevent.joinall(greenlets)
print(json.dumps([greenlet.value for greenlet in greenlets]))
"""


def test_under_gevent_in_a_greenlet_and_in_its_thread_pool_others_go_on(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(docx(HEAD + paragraph("1. 甲。乙。（责任单位：区教育局）")))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        capture_output=True,
        check=True,
        timeout=START_SECONDS,
        cwd=REPOSITORY,
        env={**os.environ},
    )
    assert json.loads(done.stdout) == [[["甲"], True]] * 3


def test_two_hundred_pages_are_read_within_seconds() -> None:
    text = "完善家庭、学校、社会协同机制，推动各项措施落地见效。" * 24
    body = "".join(paragraph(f"{number}. 标题{number}。{text}（责任单位：区教育局）") for number in range(1, 301))
    plan = read(docx(HEAD + body), "long.docx", DIRECTORY)
    assert len(plan.items) == 300
    assert sum(len(item.body) for item in plan.items) > 180_000


HEADER = ["序号", "工作任务", "责任单位", "完成时限"]
FIRST = ["1", "甲", "区教育局", "6月"]


@pytest.mark.parametrize(
    ("between", "rows"),
    [
        ("", [["2", "乙", "区法院", "9月"]]),
        (paragraph("（续表）"), [["2", "乙", "区法院", "9月"]]),
        (paragraph("（续表）"), [HEADER, ["2", "乙", "区法院", "9月"]]),
        ("", [["", "丙。", "", ""], ["2", "乙", "区法院", "9月"]]),
    ],
)
def test_a_table_torn_in_two_goes_on(between: str, rows: list[list[str]]) -> None:
    top = [["2026年某区工作任务分工表>4"], HEADER, ["一、家庭保护>4"], FIRST]
    plan = read(docx(table(top) + between + table(rows)), "a.docx")
    assert [(item.number, item.section, item.title, names(item), item.due) for item in plan.items] == [
        (1, "一、家庭保护", "甲", ["*区教育局"], date(2026, 6, 30)),
        (2, "一、家庭保护", "乙", ["*区法院"], date(2026, 9, 30)),
    ]
    assert (plan.document.title, messages(plan)) == ("2026年某区工作任务分工表", [])


def test_a_table_torn_by_a_heading_keeps_its_columns() -> None:
    body = table([HEADER, FIRST]) + paragraph("二、学校保护") + table([["2", "乙", "区法院", "9月"]])
    plan = read(docx(paragraph("2026年任务表") + body), "a.docx")
    assert [(item.section, item.title) for item in plan.items] == [("", "甲"), ("二、学校保护", "乙")]


def test_another_table_after_it_does_not_go_on() -> None:
    body = table([HEADER, FIRST, ["2", "乙", "区法院", "9月"]]) + table(
        [["序号", "单位", "姓名", "电话"], ["3", "区民政局", "张三", "1"]]
    )
    plan = read(docx(paragraph("2026年任务表") + body), "a.docx")
    assert [item.title for item in plan.items] == ["甲", "乙"]
