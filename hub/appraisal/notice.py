"""督办通报 as an official document: how matters stand, unit by unit, and what is overdue by name; Chinese, as documents are. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from ..core import clock
from ..documents.official.tree import OfficialDocument, Part
from .rules import ENDS, Period
from .shapes import Ends, Evidence, Figures

NO_NUMBER = "（编号印发时填写）"


def notice(
    period: Period, of_units: Sequence[Figures], overdue: Sequence[Evidence], printing_office: str, on: date
) -> OfficialDocument:
    """The notice of a period; `overdue` are the matters that are past their due time and unsettled, by name."""
    parts = [
        Part(f"{_day(period.first_on)}至{_day(period.last_on)}到期的问题和督办事项办理情况通报如下。"),
        Part("总体情况", 1, "一、"),
        Part(_overall(of_units)),
        Part("各单位办理情况", 1, "二、"),
        *(Part(_of_unit(one), 3, f"{place}.") for place, one in enumerate(of_units, start=1)),
        Part("逾期未办结事项", 1, "三、"),
        *(Part(_overdue(one), 3, f"{place}.") for place, one in enumerate(overdue, start=1)),
    ]
    if not overdue:
        parts.append(Part("没有逾期未办结的事项。"))
    return OfficialDocument(
        masthead="未成年人保护工作督办通报",
        number=NO_NUMBER,
        title=f"关于{_day(period.first_on)}至{_day(period.last_on)}办理情况的通报",
        parts=tuple(parts),
        dated_on=on,
        printing_office=printing_office,
        printed_on=on if printing_office else None,
    )


def _overall(of_units: Sequence[Figures]) -> str:
    """Units answer for matters together, so sums over units count shares; the notice says so."""
    issues, others = (_sum(getattr(one, kind) for one in of_units) for kind in ("issues", "follow_ups"))
    return (
        f"按责任单位统计，到期问题{_ends(issues)}；督办事项{_ends(others)}。一件事项有几个责任单位的，分别计入各单位。"
    )


def _of_unit(one: Figures) -> str:
    said = [f"{one.name}：问题{_ends(one.issues)}；督办事项{_ends(one.follow_ups)}"]
    if one.extensions:
        said.append(f"申请延期{one.extensions}次")
    invited = sum(one.attendance.values())
    if invited:
        said.append(f"应参加会商{invited}次，参加{one.attendance['attended']}次，请假{one.attendance['excused']}次")
    return "；".join(said) + "。"


def _overdue(one: Evidence) -> str:
    due = f"，应于{_day(clock.local(one.due_at).date())}前办结" if one.due_at else ""
    return f"{one.unit}：{one.title}（{one.number}{due}）。"


def _sum(several: Iterable[Ends]) -> Ends:
    found = [*several]
    return Ends(**{end: sum(getattr(one, end) for one in found) for end in ENDS})


def _ends(ends: Ends) -> str:
    if not ends.total:
        return "无"
    said = [
        (ends.on_time, "按期办结"),
        (ends.late, "逾期办结"),
        (ends.overdue, "逾期未办结"),
        (ends.open, "期限未到"),
    ]
    return f"{ends.total}件，其中" + "、".join(f"{word}{number}件" for number, word in said if number)


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
