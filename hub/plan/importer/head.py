"""What a document says of itself: title, document number, who issued it and when, when it was printed, who gets copies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .outline.edges import is_date, is_printed, is_tail, signed_by
from .outline.signatures import signatures
from .outline.titles import plain
from .source.blocks import Block, Line
from .words.dates import FULL_DATE, find_date
from .words.markers import read_marker
from .words.names import is_unit_like


@dataclass(frozen=True)
class DocumentFacts:
    """The facts of a document; what it does not say is empty or None."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    dated_on: date | None = None
    printed_on: date | None = None
    copied_to: str = ""

    @property
    def year(self) -> int | None:
        """The year of the plan: the one in its title, else that of its date."""
        named = _SPAN_OF_YEARS.search(self.title) or re.search(r"(20\d{2})\s*年", self.title)
        return int(named[1]) if named else self.dated_on.year if self.dated_on else None

    @property
    def year_of_dates(self) -> int | None:
        """The year of dates that name none; None where the plan is for several years."""
        return None if _SPAN_OF_YEARS.search(self.title) else self.year


_SPAN_OF_YEARS = re.compile(r"(20\d{2})\s*年?\s*[—–\-－~～至到]{1,2}\s*20\d{2}\s*年")
_HEAD_LINES = 60
_LONGEST_LINE = 100
_LONGEST_HEAD = 300
_NUMBER = r"[\u4e00-\u9fffA-Za-z]{1,20}\s*[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*\d{1,4}\s*号"
_NUMBER_LINE = re.compile(
    rf"(?:(?:发文字号|文\s*号|发文号|文件编号|文件号)\s*[：:]?\s*)?({_NUMBER})(?:\s*(?:签发人.*|特急|加急|.{{0,60}}关于.*))?"
)
_ISSUED = re.compile(r"印发\s*[《〈](.{4,100}?)[》〉]\s*(?:的通知|》|$)|印发\s*([^《》〈〉。]{4,80}?)的通知")
_PLAN = re.compile(
    r"(?:要点|计划|方案|清单|分解表|一览表|分工表?|意见|规划|安排|任务书|任务表|责任表|措施|行动|任务)(?:[（(][^（）()]{1,12}[）)])?$"
)
_DATED = re.compile(rf"(?:成文日期|发文日期|印发日期|发布日期|日期)\s*[：:]?\s*{FULL_DATE}")
_TITLE_FIELD = re.compile(r"(?:标\s*题|题\s*目|title)\s*[：:]\s*", re.IGNORECASE)
_SHORT = 12


def facts_of(blocks: Sequence[Block]) -> DocumentFacts:
    """The facts that the lines of a document give."""
    lines = [block for block in blocks if isinstance(block, Line)]
    head = [plain(line.text) for line in lines[:_HEAD_LINES] if len(line.text) <= _LONGEST_LINE]
    issuer, dated_on = _signed(lines)
    printed = [find_date(line.text) for line in lines if is_printed(line.text)]
    copied = [re.split(r"[：:]", line.text, maxsplit=1)[1] for line in lines if re.match(r"抄\s*送\s*[：:]", line.text)]
    return DocumentFacts(
        title=_without_blanks(_title(head, lines)),
        number=_number(head) or _number_in_flat(lines),
        issuer=_without_blanks(issuer or _issuer_in(head)),
        dated_on=dated_on or _date_in(head),
        printed_on=printed[-1] if printed else None,
        copied_to=plain(copied[0]) if copied else "",
    )


def is_plan_title(title: str) -> bool:
    """Whether a title says that the document sets tasks: 工作要点, 实施方案, 任务分工表."""
    return _PLAN.search(title) is not None and re.search(r"工作|任务|行动|保护", title) is not None


def _without_blanks(text: str) -> str:
    return re.sub(r"\s+(?![a-zA-Z])|(?<![a-zA-Z])\s+", "", text)


def _number(head: Sequence[str]) -> str:
    for line in head:
        match = _NUMBER_LINE.fullmatch(line)
        if match:
            bare = re.sub(r"\s", "", match[1])
            return re.sub(r"[〔\[［（(【](\d{4})[〕\]］）)】]", r"〔\1〕", bare)
    return ""


def _number_in_flat(lines: Sequence[Line]) -> str:
    """The number in a document whose lines were all pasted as one: after the 文件 of its head."""
    text = lines[0].text[:_LONGEST_HEAD] if lines and len(lines[0].text) > _LONGEST_LINE else ""
    match = re.search(rf"文件\s*({_NUMBER})", text)
    return _number([match[1]]) if match else ""


def _signed(lines: Sequence[Line]) -> tuple[str, date | None]:
    """Who signs above the first date that stands alone, and that date."""
    signing = signatures(lines)
    for place, line in enumerate(lines):
        if is_date(line.text):
            above = [lines[other].text for other in range(max(0, place - 4), place) if other in signing]
            if above:
                return "、".join(plain(name) for name in above), find_date(line.text)
        name = signed_by(line.text)
        if name and is_unit_like(name):
            return name, find_date(line.text)
    return "", None


def _date_in(head: Sequence[str]) -> date | None:
    for line in head:
        if is_date(line) or _DATED.match(line):
            return find_date(line)
    return None


def _issuer_in(head: Sequence[str]) -> str:
    for place, line in enumerate(head):
        before, about, _rest = line.partition("关于")
        if about and "通知" in "".join(head[place : place + 3]):
            name = before or (head[place - 1] if place else "")
            return name if is_unit_like(name) else ""
    red = (line.removesuffix("文件") for line in head[:6] if line.endswith("文件"))
    return next((name for name in red if is_unit_like(name)), "")


def _title(head: Sequence[str], lines: Sequence[Line]) -> str:
    flat = [line.text[:_LONGEST_HEAD] for line in lines[:1] if len(line.text) > _LONGEST_LINE]
    quoted = _ISSUED.search("".join([line for line in head if "。" not in line] + flat))
    if quoted:
        return quoted[1] or quoted[2]
    marked = [line.text for line in lines if line.level == 1 and not read_marker(line.text)]
    named = marked if len(marked) == 1 else [text for text in marked if is_plan_title(text)]
    if named:
        return named[0]
    candidates = _title_lines(head)
    for place, line in enumerate(candidates):
        if _PLAN.search(line):
            return _with_line_above(candidates, place)
    return next((line for line in candidates if not is_unit_like(line)), "")


def _title_lines(head: Sequence[str]) -> list[str]:
    """The lines before the first numbered one that can be a title, or a part of one."""
    found: list[str] = []
    for line in head:
        marker = read_marker(line)
        if marker and not marker.loose:
            break
        is_sentence = re.search(r"[。；！：:，]$|。", line) or line.endswith("文件")
        if not (is_sentence or _NUMBER_LINE.fullmatch(line) or is_date(line) or is_tail(line)):
            found.append(_TITLE_FIELD.sub("", line).strip("《》"))
    return found


def _with_line_above(candidates: Sequence[str], place: int) -> str:
    """A title with the line above where it goes over two: 某区未成年人保护 / 2024年工作要点."""
    line = candidates[place]
    above = candidates[place - 1] if place else ""
    has_year = re.search(r"\d{4}\s*年", line) is not None
    if not above or (has_year and len(line) > _SHORT):
        return line
    goes_on = re.search(r"\d{4}\s*年", above) is not None or len(line) <= _SHORT
    return above + line if goes_on and not _PLAN.search(above) else line
