"""A year's notice is read strictly: what is wrong is named, with what to do; and what it changes is told first."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.calendar.rules import Days, Named, published_days, published_year, published_years
from hub.calendar.rules.comparing import compare, with_notice
from hub.calendar.rules.notice import Notice, as_text, published_notice, read_notice
from hub.core.errors import HubError

from .given import EXAMPLES
from .schedules import PAPER, days_2027, notice_2027, text_2027

Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize("year", sorted(published_years()))
def test_what_is_published_reads_back(year: int) -> None:
    known = published_notice(year)
    assert known is not None
    assert read_notice(as_text(known.year, known.papers, known.days)) == known


def test_a_notice_with_its_papers_and_marks_of_its_makers() -> None:
    held = json.loads(text_2027()) | {"$schema": "https://example.org/schema.json"}
    found = read_notice(json.dumps(held))
    assert (found.year, found.papers, found.days) == (
        2027,
        (PAPER,),
        tuple(sorted(days_2027(), key=lambda day: day.on)),
    )
    assert published_notice(2099) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda held: held.pop("year"), "year 应是"),
        (lambda held: held.update(year="2027"), "year 应是"),
        (lambda held: held.update(year=True), "year 应是"),
        (lambda held: held.update(year=1999), "year 应是"),
        (lambda held: held.update(holidays=[]), "不认识“holidays”"),
        (lambda held: held.update(papers="https://www.gov.cn"), "papers 应是"),
        (lambda held: held.update(papers=["javascript:alert(1)"]), "不是网址"),
        (lambda held: held.update(papers=['https://x/"onclick=']), "不是网址"),
        (lambda held: held.pop("days"), "缺少 days"),
        (lambda held: held.update(days={}), "缺少 days"),
        (lambda held: held.update(days=[]), "可能还没有发布"),
        (lambda held: held["days"][0].pop("name"), "第1项应当正好有"),
        (lambda held: held["days"][1].update(note=""), "第2项应当正好有"),
        (lambda held: held["days"].insert(0, "2027-01-01"), "第1项应当正好有"),
        (lambda held: held["days"][0].update(name=1), "第1项：name"),
        (lambda held: held["days"][0].update(name="元" * 41), "第1项：name"),
        (lambda held: held["days"][0].update(name="元\n旦"), "第1项：name"),
        (lambda held: held["days"][0].update(isOffDay="true"), "第1项：isOffDay"),
        (lambda held: held["days"][0].update(isOffDay=1), "第1项：isOffDay"),
        (lambda held: held["days"][0].update(date="2027-02-30"), "没有“2027-02-30”这一天"),
        (lambda held: held["days"][0].update(date="20270101"), "没有“20270101”这一天"),
        (lambda held: held["days"][0].update(date=20270101), "没有“20270101”这一天"),
        (lambda held: held["days"][0].update(date="2026-11-30"), "不属于2027年"),
        (lambda held: held["days"][0].update(date="2028-01-01"), "不属于2027年"),
        (lambda held: held["days"].append(held["days"][0]), "出现了两次"),
        (lambda held: held["days"][0].update(isOffDay=False), "不是周末"),
        (lambda held: held.update(days=[day for day in held["days"] if "-10-" not in day["date"]]), "缺少法定节日 2027-10-01"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(change: Change, said: str) -> None:
    held = json.loads(text_2027())
    change(held)
    with pytest.raises(HubError) as refusal:
        read_notice(json.dumps(held))
    assert said in refusal.value.message
    assert refusal.value.field == "text"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第1行第1个字"),
        ('{"year": 2027,\n "days": [,]}', "第2行第11个字"),
        ("[]", "请粘贴整个文件"),
        ("2027", "请粘贴整个文件"),
        ("[" * 50_000, "这不是 JSON"),
        ('{"year": ' + "9" * 5_000 + "}", "这不是 JSON"),
        ("x" * 100_001, "不超过10万字"),
    ],
)
def test_what_is_no_notice_at_all(text: str, said: str) -> None:
    with pytest.raises(HubError) as refusal:
        read_notice(text)
    assert said in refusal.value.message


def test_the_december_before_belongs_to_a_notice() -> None:
    known = published_notice(2019)
    assert known is not None
    found = compare([], known)
    assert [day.on.isoformat() for day in found.added][:2] == ["2018-12-29", "2018-12-30"]
    before = [day for year in (2018, 2019) for day in published_year(year)]
    assert not compare(before, known).moves_days
    old = published_notice(2018)
    assert old is not None
    assert not compare(before, old).moves_days, "what the next notice says of December is none of this one's affair"


def test_what_a_notice_changes_is_told_apart() -> None:
    known = [day for day in days_2027() if day.on != date(2027, 1, 2)]
    known = [
        Named(date(2027, 5, 9), "makeup", "劳动节", 2027),
        *(Named(day.on, "holiday", day.name, 2027) if day.on == date(2027, 5, 8) else day for day in known if day.on != date(2027, 6, 9)),
        Named(date(2027, 6, 9), "holiday", "端午", 2027),
        Named(date(2026, 12, 31), "holiday", "", 2026),
    ]  # fmt: skip
    found = compare(known, notice_2027())
    assert [day.on.isoformat() for day in found.added] == ["2027-01-02"]
    assert [day.on.isoformat() for day in found.removed] == ["2027-05-09"]
    assert [(before.kind, after.kind) for before, after in found.changed] == [("holiday", "makeup")]
    assert [(before.name, after.name) for before, after in found.renamed] == [("端午", "端午节")]


def table_of(named: list[Named], years: frozenset[int]) -> Days:
    return Days(
        frozenset(day.on for day in named if day.kind == "holiday"),
        frozenset(day.on for day in named if day.kind == "makeup"),
        years,
    )


dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))
named_days = st.dictionaries(dates, st.sampled_from(["holiday", "makeup"]), max_size=30).map(
    lambda kinds: [Named(on, kind, "", on.year) for on, kind in sorted(kinds.items())]  # type: ignore[arg-type]
)


@EXAMPLES
@given(named_days, named_days)
def test_law_afterwards_the_year_is_the_notices_and_no_other_has_changed(
    known: list[Named], named: list[Named]
) -> None:
    notice = Notice(2027, (), tuple(Named(day.on, day.kind, "", 2027) for day in named if day.on.year == 2027))
    after = with_notice(table_of(known, frozenset({2026})), compare(known, notice), 2027)
    expected = [day for day in known if day.on.year == 2026] + list(notice.days)
    assert after == table_of(expected, frozenset({2026, 2027}))


def test_published_years_are_a_notice_each() -> None:
    table = Days()
    known: list[Named] = []
    for year in sorted(published_years()):
        notice = published_notice(year)
        assert notice is not None
        table = with_notice(table, compare(known, notice), year)
        known += notice.days
    assert table == published_days()
