"""The register 督办台账: what it lists, for whom, in what order, page by page, and at what cost; and as a file."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text

from hub.core import clock, db
from hub.core.errors import Invalid
from hub.issues.queries import walking
from hub.journal.models import AuditEntry
from hub.supervision import actions, exporting, queries
from hub.supervision.cards import cards
from hub.supervision.lights import light_names
from hub.supervision.listing import GROUPS, RegisterFilter
from hub.supervision.models import FollowUp
from hub.supervision.queries import counting
from hub.supervision.shapes import Card
from tests.channels.pages import Hub
from tests.issues.story import shanghai
from tests.issues.test_register_export import cells
from tests.services import costs

from .many import NOW, put
from .story import PEOPLE, Followed

FILTERS = {
    "all": RegisterFilter(group="all"),
    "due": RegisterFilter(),
    "downwards": RegisterFilter(group="all", sort="due", is_descending=True),
    "number": RegisterFilter(group="all", sort="number"),
    "overdue": RegisterFilter(group="overdue"),
    "overdue by number": RegisterFilter(group="overdue", sort="number"),
    "closed": RegisterFilter(group="closed"),
    "words": RegisterFilter(group="all", text="100%"),
    "year": RegisterFilter(group="all", year=2025),
    "days": RegisterFilter(group="all", first_on=date(2026, 1, 1), last_on=date(2026, 12, 31)),
    "mine": RegisterFilter(group="all", is_mine=True),
    "nothing": RegisterFilter(text="没有这样的"),
    "a number": RegisterFilter(text="督办2026-0012"),
    **{light: RegisterFilter(light=light) for light in light_names()},
}


def listed(story: Followed, who: str, wanted: RegisterFilter, limit: int = 7) -> list[Card]:
    """All pages of the register, one after the other."""
    rows: list[Card] = []
    after = ""
    while True:
        with clock.held_at(NOW), db.reading() as session:
            page = queries.register(session, story.scene[who], wanted, after, limit)
        rows += page.rows
        if not page.next:
            return rows
        after = page.next


def everything() -> list[Card]:
    with clock.held_at(NOW), db.reading() as session:
        return cards(session, session.scalars(select(FollowUp.id).order_by(FollowUp.year, FollowUp.number)).all())


def expected(story: Followed, who: str, wanted: RegisterFilter) -> list[str]:
    """The numbers that should be listed, by the cards themselves and not by SQL."""
    unit = story.scene[who].unit_name
    found = [one for one in everything() if one.state in (GROUPS["all"] if wanted.number else GROUPS[wanted.group])]
    if who not in {"办一", "主任"} or wanted.is_mine:
        found = [one for one in found if unit in {one.lead_name, *one.supporting}]
    if wanted.number:
        found = [one for one in found if one.number == "D2026-0012"]
    elif wanted.text:
        found = [one for one in found if wanted.text in one.title]
    if wanted.light:
        found = [one for one in found if one.light.colour == wanted.light]
    if wanted.group == "overdue":
        found = [one for one in found if one.light.colour == "overdue"]
    if wanted.year:
        found = [one for one in found if one.number.startswith(f"D{wanted.year}")]
    by, is_descending = wanted.order
    key = (lambda one: (one.due_at, one.number)) if by == "due" else (lambda one: one.number)  # type: ignore[no-any-return]
    return [one.number for one in sorted(found, key=key, reverse=is_descending)]


@pytest.mark.parametrize("wanted", FILTERS.values(), ids=FILTERS)
def test_it_lists_what_is_asked_for_and_counts_the_same(
    story: Followed, wanted: RegisterFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(story, 120)
    monkeypatch.setattr(walking, "WALK", 30)  # looks are cut short and go on
    for who in ("办一", "甲一", "乙一", "丙一", "专家"):
        numbers = [one.number for one in listed(story, who, wanted)]
        assert numbers == ([] if who == "专家" else expected(story, who, wanted)), who
        with clock.held_at(NOW), db.reading() as session:
            counted = queries.counts(session, story.scene[who], wanted)
        if not wanted.number:
            assert (counted[wanted.group].number, counted[wanted.group].is_more) == (len(numbers), False)
    assert len(expected(story, "办一", FILTERS["soon"])) > 2
    assert len(expected(story, "办一", FILTERS["behind"])) > 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("group", "none"), ("light", "blue"), ("sort", "title"), ("year", 1000)),
        *(("first_on", date.min), ("last_on", date.max)),
    ],
)
def test_what_there_is_not_is_refused(story: Followed, field: str, value: Any) -> None:
    with db.reading() as session, pytest.raises(Invalid):
        queries.register(session, story.scene["办一"], replace(RegisterFilter(), **{field: value}))


def test_it_is_found_by_the_day_of_its_consultation(hub: Hub, story: Followed) -> None:
    """Both days within; in Shanghai, where the day begins before UTC's."""
    with db.reading() as session:
        on = clock.local(session.get_one(FollowUp, story.row().id).consultation.starts_at).date()
    before, after = on - timedelta(days=1), on + timedelta(days=1)

    def found(**days: date) -> int:
        asked = "&".join(f"{name}={day}" for name, day in days.items())
        page = hub.browser("甲一").get(f"/follow-ups?group=all&{asked}").text
        listed = hub.browser("甲一").get(f"/follow-ups/export.xlsx?group=all&{asked}")
        assert len(cells(listed.data)) == 5 + page.count("统一校内初筛表</a>")
        return len(cells(listed.data)) - 5

    assert found(first_on=on, last_on=on) == found(first_on=on) == found(last_on=on) == 1
    assert found(first_on=after) == found(last_on=before) == 0
    assert found(first_on=before, last_on=after) == 1
    said = cells(hub.browser("甲一").get(f"/follow-ups/export.xlsx?group=all&first_on={on}").data)[1][1]
    assert said == f"状态：全部；会商日期：{on}至"
    refused = hub.browser("甲一").get(f"/follow-ups?first_on={after}&last_on={on}")
    assert refused.status_code == 422
    assert "结束日期不能早于开始日期。" in refused.text
    assert f'value="{after}"' in refused.text
    assert f'value="{on}"' in refused.text
    assert "统一校内初筛表</a>" in refused.text  # without the days


def test_midnight_is_shanghais(story: Followed) -> None:
    on = date(2026, 11, 24)
    for instant, is_on in ((shanghai(11, 24, 0), True), (shanghai(11, 25, 0), False)):
        with db.transaction() as session:
            held = session.get_one(FollowUp, story.row().id).consultation
            held.starts_at, held.ends_at = instant, instant + timedelta(hours=1)
        rows = listed(story, "办一", RegisterFilter(group="all", first_on=on, last_on=on))
        assert bool(rows) is is_on


@pytest.mark.parametrize("after", ["x", "D2026-0001", "2026~D2026-0001"])
def test_a_page_that_there_is_not_is_refused(story: Followed, after: str) -> None:
    with db.reading() as session, pytest.raises(Invalid):
        queries.register(session, story.scene["办一"], RegisterFilter(), after)


@pytest.mark.parametrize("wanted", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_never_reads_all(story: Followed, wanted: RegisterFilter) -> None:
    put(story, 300)
    for who in ("办一", "甲一", "专家"):
        assert not _faults(story, who, wanted)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("index", "sort"), [("state_due", "due"), ("state_number", "number")])
def test_a_lost_index_is_noticed(story: Followed, index: str, sort: str) -> None:
    put(story, 300)
    with db.engine().connect() as connection:
        connection.execute(text(f"DROP INDEX ix_follow_up_{index}"))
        connection.commit()
    assert _faults(story, "办一", RegisterFilter(sort=sort))


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_goes_by_indexes_in_their_order(story: Followed) -> None:
    put(story, 3_000)
    with db.engine().connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    faults = {
        (who, name): _pg_faults(story, who, wanted) for who in ("办一", "甲一") for name, wanted in FILTERS.items()
    }
    assert {place: found for place, found in faults.items() if found} == {}


@pytest.mark.parametrize("who", ["办一", "甲一", "专家"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_three_times_as_many_cost_no_more(story: Followed, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "WALK", 200)
    for bound in ("LOOKED_AT", "MOST", "MOST_OVERDUE"):
        monkeypatch.setattr(counting, bound, 60)
    put(story, 6_000)
    before = {name: _work(story, who, wanted) for name, wanted in FILTERS.items()}
    put(story, 12_000, seed=2)
    after = {name: _work(story, who, wanted) for name, wanted in FILTERS.items()}
    assert {name: (before[name], after[name]) for name in FILTERS if after[name] > 1.5 * before[name]} == {}


def test_as_a_file_it_holds_what_the_page_shows(hub: Hub, story: Followed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    story.accepted()
    answer = hub.browser("甲一").get("/follow-ups/export.xlsx?q=初筛")
    assert answer.headers["Content-Disposition"] == "attachment; filename=follow-ups-20261124.xlsx"
    table = cells(answer.data)
    assert table[0][0] == "督办台账"
    assert table[1][:2] == ["筛选条件", "状态：未销号；内容或编号：初筛"]
    assert table[2][1].startswith("区甲局 甲一，2026-11-24")
    assert [cell for cell in table[5] if cell] == [
        "D2026-0001", "还剩8天", "统一校内初筛表", "区甲局", "区乙局", "〔2026〕1号", "2026-12-04 17:00", "已承办",
        *table[5][9:],
    ]  # fmt: skip
    assert len(cells(hub.browser("丙一").get("/follow-ups/export.xlsx").data)) == 5
    with db.reading() as session:
        entries = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "follow-ups.export")).all()
    assert entries == [
        '{"follow_ups":1,"group":"unsettled","narrowed":true}',
        '{"follow_ups":0,"group":"unsettled","narrowed":false}',
    ]
    assert load_workbook(io.BytesIO(answer.data)).sheetnames == ["督办台账"]


def test_more_than_one_file_holds_is_refused(hub: Hub, story: Followed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST", 2)
    put(story, 10)
    assert hub.browser("办一").get("/follow-ups/export.xlsx?group=all").status_code == 413


def test_lights_turn_with_working_days(story: Followed) -> None:
    """Green, yellow three working days before, red; yellow too where nothing was heard for seven."""

    def word(month: int, day: int, hour: int = 10) -> tuple[str, str]:
        with clock.held_at(shanghai(month, day, hour)):
            light = story.seen("办一").card.light
            return light.shape, light.word

    assert word(11, 25) == ("", "还剩7天")
    assert word(11, 30) == ("", "还剩4天")
    assert word(12, 1, 18) == ("soon", "临期")
    assert word(12, 4, 20) == ("overdue", "逾期3小时")
    story.do(actions.change_due, "办一", "D2026-0001", shanghai(12, 25).date(), "改期")
    story.accepted()
    assert word(12, 2) == ("", "还剩17天")
    assert word(12, 3, 18) == ("soon", "进展滞后")
    with clock.held_at(shanghai(12, 3, 19)):
        story.do(actions.report, "甲一", "D2026-0001", "在办。")
    assert word(12, 4) == ("", "还剩15天")


def test_who_sees_it(story: Followed) -> None:
    assert _seers(story) == {"甲一", "甲长", "乙一", "办一", "主任"}
    story.only_named()
    assert _seers(story) == {"甲长", "办一", "专家"}  # note-taker, chair, observer; nobody by their unit or role


def _seers(story: Followed) -> set[str]:
    found = set()
    with db.reading() as session:
        for who in PEOPLE:
            page = queries.register(session, story.scene[who], RegisterFilter(group="all"))
            counted = queries.counts(session, story.scene[who], RegisterFilter())["all"].number
            assert counted == len(page.rows)
            found |= {who} if page.rows else set()
    return found


def _look(story: Followed, who: str, wanted: RegisterFilter) -> None:
    """What the page asks of the database: the lines, the counts, and the strip's."""
    with clock.held_at(NOW), db.reading() as session:
        queries.register(session, story.scene[who], wanted)
        queries.counts(session, story.scene[who], wanted)
        queries.overdue_count(session, story.scene[who])


def _faults(story: Followed, who: str, wanted: RegisterFilter) -> list[tuple[str, str]]:
    found = []
    for statement, parameters in _asked(story, who, wanted):
        plan = costs.plan(f"EXPLAIN QUERY PLAN {statement}", parameters)
        if "SCAN follow_up" in plan or "TEMP B-TREE" in plan:
            found.append((statement, plan))
    return found


def _pg_faults(story: Followed, who: str, wanted: RegisterFilter) -> list[tuple[str, str]]:
    by_index = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
    found = []
    for statement, parameters in _asked(story, who, wanted):
        plan = costs.plan(f"EXPLAIN {statement}", parameters, by_index)
        if "Seq Scan on follow_up " in plan or ("ORDER BY" in statement and "Sort" in plan):
            found.append((statement, plan))
    return found


def _asked(story: Followed, who: str, wanted: RegisterFilter) -> list[tuple[str, Any]]:
    """The statements that walk through follow-ups."""
    with costs.sent() as sent:
        _look(story, who, wanted)
    return [(said, values) for said, values in sent if "FROM follow_up " in said or "FROM follow_up\n" in said]


def _work(story: Followed, who: str, wanted: RegisterFilter) -> int:
    """Steps of SQLite's machine for the page, in hundreds: the same on any computer, however busy."""
    return costs.steps(lambda: _look(story, who, wanted), 100)
