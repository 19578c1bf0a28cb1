"""Times of completion: the last day they name, in the plan's year where they say none."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.plan.importer.words.dates import find_date
from hub.plan.importer.words.due import due_on, reads_as_due, says_no_date, year_in
from tests.plan.documents import messages, read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年6月底前", date(2026, 6, 30)),
        ("6月30日", date(2026, 6, 30)),
        ("2026年11月", date(2026, 11, 30)),
        ("2025年2月底", date(2025, 2, 28)),
        ("12月底前完成", date(2026, 12, 31)),
        ("2026 年 6 月 30 日前", date(2026, 6, 30)),
        ("二〇二六年六月三十日", date(2026, 6, 30)),
        ("六月底", date(2026, 6, 30)),
        ("2026-06-30", date(2026, 6, 30)),
        ("2026/6/30", date(2026, 6, 30)),
        ("2026.6.30", date(2026, 6, 30)),
        ("2026.6", date(2026, 6, 30)),
        ("3月至11月", date(2026, 11, 30)),
        ("2026年3月—2027年2月", date(2027, 2, 28)),
        ("上半年", date(2026, 6, 30)),
        ("下半年", date(2026, 12, 31)),
        ("第三季度", date(2026, 9, 30)),
        ("一季度末", date(2026, 3, 31)),
        ("年底前", date(2026, 12, 31)),
        ("2027年底", date(2027, 12, 31)),
        ("2026年", date(2026, 12, 31)),
        ("6月上旬", date(2026, 6, 10)),
        ("6月中旬", date(2026, 6, 20)),
        ("6月下旬", date(2026, 6, 30)),
        ("明年3月", date(2027, 3, 31)),
        ("2026年12月底前，其中3月底前试点", date(2026, 12, 31)),
        ("今年底", date(2026, 12, 31)),
        ("2026年度内", date(2026, 12, 31)),
        ("2026年—2028年", date(2028, 12, 31)),
        ("每年6月底前", date(2026, 6, 30)),
        ("6月30日前，每月通报", date(2026, 6, 30)),
        ("2026年6月1日至6月31日", None),
        ("“十五五”期末", None),
        ("3年内", None),
        ("5月1日起实施", None),
        ("3月启动，11月底前完成", date(2026, 11, 30)),
        ("学年末", None),
        ("每月底前", None),
        ("每季度末月25日前", None),
        ("2026年六一前", None),
        ("2026年全年", None),
        ("全年", None),
        ("长期坚持", None),
        ("每季度", None),
        ("2月30日", None),
        ("尽快", None),
        ("", None),
    ],
)
def test_the_day_that_a_text_names(text: str, day: date | None) -> None:
    assert due_on(text, 2026) == day


def test_without_a_year_there_is_no_day() -> None:
    assert due_on("6月30日", None) is None
    assert year_in(["2026年6月底", "全年", "2026年9月", "2025年3月"]) == 2026
    assert year_in(["全年"]) is None


@pytest.mark.parametrize(
    "text", ["2026年6月底前", "6月30日前完成", "全年", "长期坚持", "持续推进", "上半年", "6月底前，并长期坚持"]
)
def test_what_reads_as_a_time_of_completion(text: str) -> None:
    assert reads_as_due(text)


@pytest.mark.parametrize(
    "text", ["区教育局", "2021-2023", "2026年工作要点", "每年开展两次活动", "局", "6月18日前后的活动安排"]
)
def test_what_does_not(text: str) -> None:
    assert not reads_as_due(text)


@pytest.mark.parametrize(
    "text", ["全年", "每季度", "每半年一次", "每月底前", "2026年全年", "长期坚持", "", "—", "/", "无"]
)
def test_what_says_on_purpose_that_there_is_no_day(text: str) -> None:
    assert says_no_date(text)


@pytest.mark.parametrize(
    "text",
    ["6/30", "5月1日起", "“十五五”期末", "3年内", "2026年六一前", "印发后30个工作日内", "每月底前报送，9月底前总结"],
)
def test_what_does_not_say_so(text: str) -> None:
    assert not says_no_date(text)


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_law_every_printed_date_is_read_back(day: date) -> None:
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year} 年 {day.month} 月 {day.day} 日前",
    ):
        assert due_on(text, None) == find_date(text) == day
    assert due_on(f"{day.month}月底", day.year) == day.replace(day=monthrange(day.year, day.month)[1])


@given(st.text(max_size=80), st.none() | st.integers(2000, 2100))
def test_law_any_text_has_an_answer(text: str, year: int | None) -> None:
    assert due_on(text, year) is None or isinstance(due_on(text, year), date)
    assert isinstance(reads_as_due(text) or says_no_date(text), bool)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("6月前", True),
        ("三季度以前", True),
        ("2027年之前", True),
        ("6月底前", False),
        ("6月5日前", False),
        ("年底前", False),
    ],
)
def test_before_a_month_can_mean_its_beginning_and_is_told(text: str, is_told: bool) -> None:
    plan = read(f"2026年工作要点\n1. 甲。乙。（责任单位：区法院；完成时限：{text}）\n2. 丙。丁。（责任单位：区法院）")
    assert [item for item, message in messages(plan) if "月初还是月底" in message] == [1] * is_told


def test_a_plan_for_several_years_does_not_say_which_one_a_day_is_in() -> None:
    plan = read(
        "某区未成年人保护工作计划（2026—2028年）\n1. 甲。乙。（责任单位：区教育局；完成时限：6月底前）\n"
        "2. 丙。丁。（责任单位：区法院；完成时限：2027年6月底前）"
    )
    assert (plan.document.year, [item.due for item in plan.items]) == (2026, [None, date(2027, 6, 30)])
    assert [item for item, message in messages(plan) if "缺少年份" in message] == [1]


def test_of_several_times_of_completion_the_latest_counts_and_is_told() -> None:
    plan = read(
        "2026年工作要点\n1. 甲。乙（责任单位：区教育局；9月底前完成）。丙（责任单位：区民政局；3月底前完成）。\n"
        "2. 丁。戊。（责任单位：区法院；完成时限：9月底前）"
    )
    assert [item.due for item in plan.items] == [date(2026, 9, 30)] * 2
    assert [item for item, message in messages(plan) if "9月底前完成；3月底前完成" in message] == [1]
    table = read(
        "2026年任务表\n序号\t工作任务\t责任单位\t完成时限\n1\t甲\t区教育局\t3月\n\t乙\t区民政局\t6月\n2\t丙\t区法院\t3月"
    )
    assert [item.due for item in table.items] == [date(2026, 6, 30), date(2026, 3, 31)]
    assert ["3月；6月" in message for item, message in messages(table) if item] == [True]


def test_a_due_date_comes_from_its_label_and_never_from_prose() -> None:
    plan = read(
        "2026年工作要点\n1. 甲。2026年3月底前完成试点。（责任单位：区教育局）\n2. 乙。丙。（责任单位：区民政局；完成时限：9月底前）\n"
        "3. 丁。戊。（责任单位：区司法局；完成时限：长期）\n4. 己。庚。（责任单位：区法院；完成时限：按序时进度）"
    )
    assert [item.due for item in plan.items] == [None, date(2026, 9, 30), None, None]
    assert [item for item, message in messages(plan) if "完成时限" in message] == [4]
