"""The columns of a plan's table, told from the words of its header row: 序号 / 工作任务 / 牵头单位 / 责任单位 / 完成时限."""

import re
from collections.abc import Sequence
from enum import Enum

from ..words.markers import Style, read_marker
from ..words.numerals import number_of


class Column(Enum):
    """What a column holds."""

    NUMBER = "number"
    SECTION = "section"
    TEXT = "text"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    DUE = "due"
    OTHER = "other"


_LONGEST_HEADER = 20

# In the order of asking: 责任领导 is a person, 牵头单位 is no plain 单位, 完成时间 is no 完成内容.
_WORDS = (
    (Column.NUMBER, r"序号|编号|项号|^序$|^号$|^No\.?$"),
    (
        Column.OTHER,
        r"^(?!.*(?:单位|部门)).*(?:领导|责任人|人员)|联系人|联络员|电话|备注|说明|进展|完成情况|得分|分值|来源|依据",
    ),
    (Column.DUE, r"时限|期限|时间|节点|限期|完成日期|办结日期"),
    (Column.RESPONSIBLE, r"牵头.*(?:配合|参与|参加|协办|协同)"),
    (Column.LEAD, r"牵头|主责|主办|主要责任|主体责任|第一责任"),
    (Column.SUPPORT, r"配合|协办|协同|协助|参与|参加|支持"),
    (Column.RESPONSIBLE, r"单位|部门|责任主体|处室|科室|责任分工|承办|责任方|实施主体"),
    (Column.SECTION, r"类别|分类|板块|领域|^部分$|方面|章节|一级|类型|维度|模块|大项"),
    (Column.TEXT, r"任务|事项|内容|工作|措施|举措|要点|项目|目标|名称|要求|标题|成果|做法"),
)
_PATTERNS = tuple((column, re.compile(words, re.IGNORECASE)) for column, words in _WORDS)
_PARTIES = {Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT}


def column_of(header: str) -> Column | None:
    """What a header cell announces; None where the cell reads like no header of a plan's table."""
    words = re.sub(r"\s|\*", "", header)
    if not 0 < len(words) <= _LONGEST_HEADER or re.search(r"[。；;]", words):
        return None
    return next((column for column, pattern in _PATTERNS if pattern.search(words)), None)


def header_of(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a row that is a header: it names tasks, and units or dates, and nothing that reads like content."""
    columns = [column_of(cell) for cell in cells]
    named = [column for column, cell in zip(columns, cells, strict=True) if cell.strip()]
    if None in named or Column.TEXT not in named or len(set(cell.strip() for cell in cells)) < 2:
        return None
    if not (_PARTIES & set(named) or {Column.NUMBER, Column.DUE} <= set(named)):
        return None
    return tuple(column or Column.OTHER for column in columns)


def is_number(cell: str) -> bool:
    """Whether a cell holds a row's number and nothing else."""
    return number_of(cell.strip("（()）.．、 ")) is not None


def is_section(cell: str) -> bool:
    """Whether a cell that stands alone in its row is the heading of a section: 一、落实家庭监护责任."""
    marker = read_marker(cell.strip().lstrip("#* "))
    return marker is not None and not marker.loose and marker.style < Style.NAMED
