"""What the tests of the reader share: a directory, plans in other words, and Word files with everything that hides text."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from hub.plan import importer
from hub.plan.importer import Directory, GroupNames, ItemReading, PlanReading, UnitNames, read_plan

REPOSITORY = Path(__file__).resolve().parents[2]
REAL = REPOSITORY.parent / "shared" / "plan" / "changning-2023.txt"
SAMPLE = Path(importer.__file__).parents[1] / "sample.txt"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

NAMES = (
    "区教育局 区民政局 区司法局 区公安分局 区法院 区检察院 区应急局 区市场监管局 区卫生健康委 区财政局 区科委 区文旅局 区体育局 "
    "区妇儿工委办 区残联 区总工会 区关工委 团区委 区委网信办 区委宣传部 区委政法委 区未保办"
)
DIRECTORY = Directory(
    units=[UnitNames(name) for name in NAMES.split()],
    groups=[GroupNames("各街镇"), GroupNames("各成员单位")],
)
NOBODY = Directory()

ATOMS = [
    *[
        "（",
        "）",
        "(",
        ")",
        "【",
        "】",
        "《",
        "》",
        "责任单位：",
        "责任单位",
        "牵头单位：",
        "配合单位",
        "完成时限：",
        "区教育局",
        "区民政局、",
        "各街镇",
        "相关成员单位",
        "甲局牵头，",
        "乙局配合",
    ],
    *[
        "按职责分工负责",
        "会同",
        "和",
        "等部门",
        "2.",
        "3、",
        "一、",
        "二、",
        "（一）",
        "（二）",
        "一是",
        "二是",
        "①",
        "**",
        "__",
        "|",
        "。",
        "，",
        "；",
        "：",
        "“",
        "”",
        '"',
        "\\",
        "<br>",
        "<!--",
        "序号",
        "工作任务",
        "---",
    ],
    *[
        "2026年",
        "2026年3月5日",
        "6月底",
        "全年",
        "抄送：",
        "附件",
        "印发",
        "关于印发《",
        "》的通知",
        "文件",
        "某办〔2026〕1号",
        "某区办公室",
        "家庭保护",
        "加强",
        "abc",
    ],
    *["12309", "100%", "…", "\x00", "\x1f", "\x1d", "\ufeff", "𠀀"],
    *("1. ", "第一章 ", "任务1 ", "1.1 ", "- ", "* ", "# ", "## ", "\t", "\n", "\n\n", "\r\n", "\x0c", "  ", "\u3000"),
    *("序号\t工作任务\t责任单位\n", "|序号|工作任务|责任单位|\n"),
]
"""What plans are made of, and what gets into them."""


def read(text: str | bytes, name: str = "", directory: Directory = DIRECTORY) -> PlanReading:
    """Read with the directory of the 2023 plan."""
    return read_plan(text, name, directory)


def only_item(text: str, directory: Directory = DIRECTORY) -> ItemReading:
    """The one item of a text."""
    (item,) = read(text, directory=directory).items
    return item


def names(item: ItemReading) -> list[str]:
    """The units of an item as written, those that lead marked."""
    return [("*" if party.is_lead else "") + party.name for party in item.units]


def messages(reading: PlanReading) -> list[tuple[int | None, str]]:
    """The problems as pairs."""
    return [(problem.item, problem.message) for problem in reading.problems]


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of WordprocessingML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    """A paragraph whose number Word makes."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; a cell that begins with `^` is merged with the one above, one that ends with `>3` spans three columns."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(_cell(cell) for cell in row)}</w:tr>" for row in rows) + "</w:tbl>"


def _cell(text: str) -> str:
    merge = "<w:vMerge/>" if text.startswith("^") else '<w:vMerge w:val="restart"/>' if text.startswith("v") else ""
    text, _span, width = text.lstrip("^v").partition(">")
    span = f'<w:gridSpan w:val="{width}"/>' if width else ""
    inside = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inside}</w:tc>"


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"""


def docx(body: str, styles: str = "", numbering: str = NUMBERING, extra: dict[str, bytes] | None = None) -> bytes:
    """A .docx file with this body."""
    parts = {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{W}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
        + body
        + "</w:body></w:document>",
        "word/numbering.xml": numbering,
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    }
    return archive({name: text.encode() for name, text in parts.items()} | (extra or {}))


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return file.getvalue()
