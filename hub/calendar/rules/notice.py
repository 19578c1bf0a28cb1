"""A year's notice (国务院办公厅关于部分节假日安排的通知) in the JSON form of holiday-cn: read strictly, and written.

The form: `{"year": 2027, "papers": [addresses], "days": [{"name", "date", "isOffDay"}]}`. The year is the notice's, which
may also name days of the December before.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...core.errors import Invalid, TooLarge
from ...core.i18n import _
from .days import FIRST, LAST, SATURDAY, Named
from .published import published_year

MOST_CHARACTERS = 100_000
MOST_PAPERS = 10
NAME_LENGTH = 40
PAPER_LENGTH = 300
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
"""Month and day that every notice since 2004 has given off: a text without them is cut off, or no whole year's."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A year's days off and make-up workdays in order, and the addresses of the papers that say so."""

    year: int
    papers: tuple[str, ...]
    days: tuple[Named, ...]


def read_notice(text: str) -> Notice:
    """The notice in a text; raises Invalid (TooLarge) with a sentence that says where it is wrong and what to do."""
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(_("内容太长，一年的放假安排不超过10万字。请检查是不是选错了文件。"), field="text")
    held = _json(text)
    year, papers = _year(held.get("year")), _papers(held.get("papers", []))
    entries = held.get("days")
    if not isinstance(entries, list):
        raise _invalid(_("缺少 days：应是一个列表，每一项是一个放假日或上班日。"))
    if not entries:
        raise _invalid(_("文件里%(year)s年还没有任何日子：通知可能还没有发布。发布以后请重新下载。", year=year))
    days = tuple(_day(number, entry, year) for number, entry in enumerate(entries, start=1))
    _check_whole(year, days)
    return Notice(year, papers, tuple(sorted(days, key=lambda day: day.on)))


def as_text(year: int, papers: Iterable[str], days: Iterable[Named]) -> str:
    """The same form, written."""
    entries = [{"name": day.name, "date": day.on.isoformat(), "isOffDay": day.kind == "holiday"} for day in days]
    return json.dumps({"year": year, "papers": list(papers), "days": entries}, ensure_ascii=False, indent=2)


def published_notice(year: int) -> Notice | None:
    """What the hub was built with for that year; None when it was built before."""
    days = published_year(year)
    return Notice(year, (), tuple(days)) if days else None


def _json(text: str) -> dict[str, Any]:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise _invalid(
            _("这不是 JSON：第%(line)d行第%(column)d个字附近看不懂。请把整个文件从“{”到“}”完整地粘贴进来。", **place)
        ) from error
    except (RecursionError, ValueError) as error:
        raise _invalid(_("这不是 JSON。请把整个文件从“{”到“}”完整地粘贴进来。")) from error
    if not isinstance(held, dict):
        raise _invalid(_("应是 {“year”: …, “days”: […]} 的形式。请粘贴整个文件，而不是其中一段。"))
    unknown = [name for name in held if name not in {"year", "papers", "days"} and not name.startswith("$")]
    if unknown:
        raise _invalid(
            _("不认识“%(name)s”：只能有 year、papers 和 days。请检查是不是选错了文件。", name=unknown[0][:20])
        )
    return held


def _year(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not FIRST.year <= value <= LAST.year:
        raise _invalid(_("year 应是2000到2100之间的年份，例如 2027。"))
    return value


def _papers(value: object) -> tuple[str, ...]:
    """Addresses that a page may link to."""
    if not isinstance(value, list) or len(value) > MOST_PAPERS:
        raise _invalid(_("papers 应是通知网址的列表，最多10个；没有时写 []。"))
    for paper in value:
        if not isinstance(paper, str) or len(paper) > PAPER_LENGTH or not re.fullmatch(r"https?://[^\s\"'<>]+", paper):
            raise _invalid(_("papers 里“%(paper)s”不是网址，应以 https:// 开头。", paper=str(paper)[:40]))
    return tuple(value)


def _day(number: int, entry: object, year: int) -> Named:
    if not isinstance(entry, dict) or entry.keys() != {"name", "date", "isOffDay"}:
        raise _invalid(_("days 的第%(number)d项应当正好有 name、date 和 isOffDay 三样。", number=number))
    name, is_off = entry["name"], entry["isOffDay"]
    if not isinstance(name, str) or len(name) > NAME_LENGTH or not name.isprintable():
        raise _invalid(_("days 的第%(number)d项：name 应是40字以内的节日名称。", number=number))
    if not isinstance(is_off, bool):
        raise _invalid(_("days 的第%(number)d项：isOffDay 应是 true（放假）或 false（上班）。", number=number))
    on = _date(number, entry["date"], year)
    if not is_off and on.weekday() < SATURDAY:
        raise _invalid(_("%(date)s 不是周末，本来就上班，不能是调休上班日。请核对日期。", date=on))
    return Named(on, "holiday" if is_off else "makeup", name.strip(), year)


def _date(number: int, value: object, year: int) -> date:
    try:
        on = date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        on = None
    if on is None:
        said = {"number": number, "value": str(value)[:20]}
        raise _invalid(_("days 的第%(number)d项：没有“%(value)s”这一天。日期应写成 2027-01-01 的样子。", **said))
    if not date(year - 1, 12, 1) <= on <= date(year, 12, 31):
        raise _invalid(_("%(date)s 不属于%(year)s年的安排。请检查年份和日期是否一致。", date=on, year=year))
    return on


def _check_whole(year: int, days: tuple[Named, ...]) -> None:
    seen: set[date] = set()
    for day in days:
        if day.on in seen:
            raise _invalid(_("%(date)s 出现了两次。请删去其中一项。", date=day.on))
        seen.add(day.on)
    off = {day.on for day in days if day.kind == "holiday"}
    for month, number in ALWAYS_OFF:
        if (on := date(year, month, number)) not in off:
            raise _invalid(_("缺少法定节日 %(date)s，文件可能不完整。请重新下载，或补上这一天。", date=on))


def _invalid(sentence: str) -> Invalid:
    return Invalid(sentence, field="text")
