"""Dates by which work is to be done: 2026年6月底前, 6月30日, 上半年, 第三季度; 全年 and 长期 are no dates."""

import calendar
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from .dates import FULL_DATE
from .numerals import CHARACTERS, number_of

_FIGURES = rf"[\d{CHARACTERS}]{{1,3}}"
_YEAR = rf"(?:(?P<year>\d{{4}}|[{CHARACTERS}]{{4}})\s*年\s*|(?P<this>今年|本年|当年)\s*|(?P<next>明年|次年)\s*)?"
_END = (
    rf"(?:(?<=\d{{4}}年)|(?<=[{CHARACTERS}]{{4}}年)|(?<=[今本当明次]年))(?:度?内|[底末终])"
    rf"|(?<![\d{CHARACTERS}半学每几多财])年(?:度?内|[底末终])"
)
"""年底, 2026年底; but neither 3年内 nor 学年末."""
_MOMENT = re.compile(
    rf"(?P<full>{FULL_DATE.replace('?P<year>', '?P<y>').replace('?P<month>', '?P<m>').replace('?P<day>', '?P<d>')})"
    rf"|{_YEAR}(?:(?P<month>{_FIGURES})\s*月(?:份)?\s*(?:(?P<day>{_FIGURES})\s*[日号]|(?P<part>上旬|中旬|下旬|初|中|底|末)?)"
    rf"|(?P<half>[上下])半年[末底内]?|第?\s*(?P<quarter>[一二三四1-4])\s*季度[末底内]?|(?P<end>{_END}))"
    r"|(?P<numeric_year>\d{4})[-/.．](?P<numeric_month>\d{1,2})(?![-/.．\d])"
    rf"|(?P<only>\d{{4}}|[{CHARACTERS}]{{4}})\s*年(?=度?(?:[前完实落建、，,。；;—\-－至到~～及和]|[之以]前|$))"
)
_RECURRING = re.compile(r"每(?:半年|[两三]?个?[月周旬日]|季|学[期年])[^，。；、]*")
_NO_DATE = re.compile(
    r"全年|长期|常年|持续|常态|每(?:半年|[两三]?个?[月周旬日]|季|学[期年]|年)|按[时期]|即时|适时|日常|按要求|同步|各阶段|贯穿"
)
_NOTHING = re.compile(r"[—\-－/]*|无[^\d]*")
_BEGINNING = re.compile(r"起|开始|启动")
_BEFORE = re.compile(r"[之以]?前")
_AFTERWARDS = r"(?:\s*(?:之?前|以前|内|底|末|起))?\s*(?:要?完成|取得(?:阶段性)?(?:成效|进展)|落实|办结|建成|到位|并长期坚持|，?持续推进)?"
_PARTS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
_WRITTEN_YEAR = re.compile(r"(20\d{2})(?=\s*[年\-/.])")
_LONGEST = 60
_LONGEST_LIST = 400


def reads_as_due(text: str) -> bool:
    """Whether `text` is a time of completion and nothing else: 2026年6月底前完成, 全年, 长期坚持."""
    text = re.sub(r"\s", "", text)
    if not 1 < len(text) <= _LONGEST:
        return False
    rest = re.sub(_AFTERWARDS, "", _MOMENT.sub("", text))
    dated = _MOMENT.search(text) is not None and not re.sub(r"[至到—\-–~～、，,。于在]", "", rest)
    return dated or re.fullmatch(rf"(?:{_NO_DATE.pattern}|[—\-－]+|坚持|推进|开展|实施|化)+", text) is not None


def due_on(text: str, year: int | None) -> date | None:
    """The last day that `text` names, of the plan's `year` where it says none; None where there is no such day.

    A month or 底 ends on its last day, 上旬 on the 10th, 中旬 on the 20th; of several days, and of a span, the latest
    counts. What comes round again (每月底) is no day, nor is one on which the work begins (5月1日起).
    """
    found: list[date] = []
    text = _once(text)[:_LONGEST_LIST]
    for match in _MOMENT.finditer(text):
        year = _year_of(match, year)
        if _BEGINNING.match(text, match.end()):
            continue
        day = _day_of(match, year) if year else None
        if day is None:
            return None
        found.append(day)
    return max(found, default=None)


def says_no_date(text: str) -> bool:
    """Whether `text` says on purpose that there is no day: 全年, 长期, 每季度."""
    if _NOTHING.fullmatch(text.strip()):
        return True
    return _NO_DATE.search(text) is not None and _MOMENT.search(_once(text)) is None


def is_vague(text: str) -> bool:
    """Whether `text` can mean the beginning of a time as well as its end: 6月前, but not 6月底前."""
    text = _once(text)[:_LONGEST_LIST]
    return any(
        _BEFORE.match(text, match.end()) is not None and match[0][-1] in "月份度年" for match in _MOMENT.finditer(text)
    )


def _once(text: str) -> str:
    """The text without blanks and without what comes round again."""
    return _RECURRING.sub("", re.sub(r"\s", "", text))


def year_in(texts: Iterable[str]) -> int | None:
    """The year that most of these times of completion name; None where none does."""
    years = Counter(int(match[1]) for text in texts if (match := _WRITTEN_YEAR.search(text)))
    return years.most_common(1)[0][0] if years else None


def _year_of(match: re.Match[str], year: int | None) -> int | None:
    written = match["y"] or match["year"] or match["numeric_year"] or match["only"]
    if written:
        return number_of(written)
    return year + 1 if match["next"] and year else year


def _day_of(match: re.Match[str], year: int) -> date | None:
    if match["full"]:
        return _date(year, number_of(match["m"]), number_of(match["d"]))
    if match["month"] and match["day"]:
        return _date(year, number_of(match["month"]), number_of(match["day"]))
    if match["numeric_month"]:
        return _date(year, int(match["numeric_month"]), None)
    if match["month"]:
        return _date(year, number_of(match["month"]), _PARTS.get(match["part"] or ""))
    months = 6 if match["half"] == "上" else 3 * (number_of(match["quarter"] or "") or 4)
    return _date(year, months, None)


def _date(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 0, day if day is not None else calendar.monthrange(year, month or 0)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
