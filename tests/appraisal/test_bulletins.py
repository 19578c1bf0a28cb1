"""Bulletins: what everybody may read of a period, and that nothing small can be reckoned from it."""

import csv
import io
import itertools
import re
from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from hub.appraisal.bulletins import queries
from hub.appraisal.bulletins.models import Bulletin
from hub.appraisal.bulletins.rules import LEAST, NAMES, read, table, tables, written
from hub.appraisal.rules import Period
from hub.core import clock, db
from hub.core.clock import SHANGHAI
from hub.issues.models import Issue
from hub.journal.models import AuditEntry
from hub.meetings.models import Consultation
from hub.supervision.models import FollowUp
from tests.channels.pages import ORIGIN, Hub
from tests.supervision.story import Followed

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
DAYS = {"from": "2026-10-01", "to": "2026-12-31"}
AFTERWARDS = datetime(2027, 1, 11, 9, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_law_of_what_is_held_back_everybody_must_guess(lines: int) -> None:
    """Whoever knows the rule takes every table that would be published so: no small count is the same in all of them."""
    guesses: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
    for counts in itertools.product(range(14), repeat=lines):
        guesses[table("any", dict(zip("abc", counts, strict=False)))].append(counts)
    for published, possible in guesses.items():
        for place, line in enumerate(published.lines):
            assert line.count is None or line.count == 0 or line.count >= LEAST
            if line.count is None:
                assert len({counts[place] for counts in possible}) > 1, published
        assert published.total is None or published.total == 0 or published.total >= LEAST


@pytest.mark.parametrize(
    ("counts", "published", "total"),
    [
        ((12, 7, 30), (12, 7, 30), 49),
        ((0, 0, 0), (0, 0, 0), 0),
        ((12, 3, 30), (None, None, None), 45),
        ((4, 0, 30), (None, 0, None), 34),
        ((1, 0, 3), (None, 0, None), None),
    ],
)
def test_as_much_is_held_back_as_needs_to_be(
    counts: tuple[int, ...], published: tuple[int | None, ...], total: int | None
) -> None:
    found = table("any", dict(zip("abc", counts, strict=True)))
    assert tuple(line.count for line in found.lines) == published
    assert found.total == total
    assert found.holds_back == (None in (*published, total))


def ended(row: Any, settled: datetime | None) -> str:
    return "unsettled" if settled is None else "on_time" if settled <= row.due_at else "late"


def fell(row: Any) -> bool:
    return row.state != "withdrawn" and QUARTER.first_on <= clock.local(row.due_at).date() <= QUARTER.last_on


def test_the_counts_are_what_the_rows_say(many: Followed) -> None:
    with db.transaction() as session:
        for row in session.scalars(select(Consultation)):
            row.state, row.closed_at = "closed", clock.now()
    with db.reading() as session:
        found = queries.counts(session, QUARTER)
        issues = [row for row in session.scalars(select(Issue)) if fell(row)]
        follow_ups = [row for row in session.scalars(select(FollowUp)) if fell(row)]
        held = Counter(session.scalars(select(Consultation.kind)))
    done = [row.resolved_at or row.closed_at if row.state in {"resolved", "closed"} else None for row in issues]
    said = [row.completed_at or row.closed_at if row.state in {"completed", "closed"} else None for row in follow_ups]
    assert +Counter(found["issues_by_end"]) == Counter(map(ended, issues, done))
    assert +Counter(found["issues_by_kind"]) == Counter(row.kind for row in issues)
    assert +Counter(found["follow_ups_by_end"]) == Counter(map(ended, follow_ups, said))
    assert +Counter(found["consultations_by_kind"]) == held
    assert min(len(issues), len(follow_ups), held.total()) > 0


def test_of_a_case_nothing_is_told(many: Followed) -> None:
    with db.transaction() as session:
        for row in session.scalars(select(Consultation)):
            row.state, row.closed_at, row.is_named_only = "closed", clock.now(), True
    with db.reading() as session:
        found = queries.counts(session, QUARTER)
    assert sum(found["consultations_by_kind"].values()) == sum(found["follow_ups_by_end"].values()) == 0


def test_what_is_kept_comes_back_as_it_was() -> None:
    found = tables({name: {"a": 7, "b": 2, "c": 9, "d": 0} for name in NAMES})
    assert read(written(found)) == found


def publish(hub: Hub, **days: str) -> str:
    """Look, and publish what one has seen; where it is."""
    office, asked = hub.browser("办一"), days or DAYS
    page = office.get(f"/bulletins/new?from={asked['from']}&to={asked['to']}").text
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen, page
    done = office.post("/bulletins/new", asked | {"seen": seen[1]})
    assert done.status_code == 303
    return str(done.headers["Location"])


def acts() -> list[str]:
    with db.reading() as session:
        found = select(AuditEntry.action).where(AuditEntry.kind == "bulletin").order_by(AuditEntry.seq)
        return list(session.scalars(found))


def test_everybody_reads_what_the_office_has_published(many: Followed, hub: Hub) -> None:
    many.at(AFTERWARDS)
    stranger = hub.app.test_client()
    assert "还没有公布统计公报" in stranger.get("/bulletins", base_url=ORIGIN).text
    where = publish(hub)
    assert where in stranger.get("/bulletins", base_url=ORIGIN).text
    page = stranger.get(where, base_url=ORIGIN)
    assert page.status_code == 200
    assert "2026年10月1日至2026年12月31日" in page.text
    assert not re.search(r"<td>[1-4]</td>", page.text)
    assert "撤下" not in page.text
    with db.reading() as session:
        expected = tables(queries.counts(session, QUARTER))
    assert stranger.get(f"{where}.json", base_url=ORIGIN).json["tables"] == written(expected)
    lines = list(csv.reader(io.StringIO(stranger.get(f"{where}.csv", base_url=ORIGIN).data.decode("utf-8-sig"))))
    told = ["" if line.count is None else str(line.count) for one in expected for line in one.lines]
    assert [line[2] for line in lines[1:] if line[1] != "合计"] == told
    assert any(told)
    assert acts() == ["bulletin.publish"]


def test_what_has_changed_since_it_was_looked_at_is_not_published(many: Followed, hub: Hub) -> None:
    many.at(AFTERWARDS)
    with db.transaction() as session:
        for row in session.scalars(select(Issue).where(Issue.due_at >= QUARTER.begins_at)).all():
            row.due_at = QUARTER.begins_at
    office = hub.browser("办一")
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', office.get("/bulletins/new").text)
    assert seen
    with db.transaction() as session:
        for row in session.scalars(select(Issue)):
            row.kind = "hot"
    refused = office.post("/bulletins/new", DAYS | {"seen": seen[1]})
    assert refused.status_code == 409
    assert "数字刚刚有变化，没有公布。" in refused.text
    assert 'name="seen"' in refused.text
    with db.reading() as session:
        assert session.scalars(select(Bulletin)).all() == []


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-10-01", "2027-01-31", "还没有结束"),
        ("2026-12-31", "2027-01-05", "有重叠的日子"),
        ("2026-12-31", "2026-01-01", "结束日期不能早于开始日期"),
        ("2020-01-01", "2020-03-31", "没有可以公布的数字"),
        ("2026-10", "2026-12-31", "请按年-月-日填写日期"),
    ],
)
def test_periods_that_cannot_be_published(many: Followed, hub: Hub, first: str, last: str, told: str) -> None:
    many.at(AFTERWARDS)
    publish(hub)
    office = hub.browser("办一")
    asked = office.get(f"/bulletins/new?from={first}&to={last}")
    sent = office.post("/bulletins/new", {"from": first, "to": last, "seen": "0" * 64})
    assert asked.status_code == sent.status_code == 422
    assert told in asked.text
    assert told in sent.text
    assert f'value="{last}"' in sent.text
    assert 'name="seen"' not in sent.text


def test_what_was_withdrawn_is_gone_and_only_its_own_period_can_be_published_anew(many: Followed, hub: Hub) -> None:
    many.at(AFTERWARDS)
    where, office, stranger = publish(hub), hub.browser("办一"), hub.app.test_client()
    refused = office.post(f"{where}/withdrawal", {"reason": " "})
    assert refused.status_code == 422
    assert "请填写这一项。" in refused.text
    assert office.post(f"{where}/withdrawal", {"reason": "有一件算错了"}).status_code == 303
    gone = stranger.get(where, base_url=ORIGIN)
    assert gone.status_code == 410
    assert "有一件算错了" in gone.text
    assert "bulletin__table" not in gone.text
    for form in ("json", "csv"):
        assert stranger.get(f"{where}.{form}", base_url=ORIGIN).status_code == 404
    assert where not in stranger.get("/bulletins", base_url=ORIGIN).text
    assert office.post(f"{where}/withdrawal", {"reason": "再撤"}).status_code == 409
    assert office.get("/bulletins/new?from=2026-11-01&to=2026-12-31").status_code == 422
    assert publish(hub) != where
    assert acts() == ["bulletin.publish", "bulletin.withdraw", "bulletin.publish"]


def test_nobody_but_the_office_publishes(many: Followed, hub: Hub) -> None:
    many.at(AFTERWARDS)
    where = publish(hub)
    unit = hub.browser("乙一")
    assert unit.get("/bulletins/new").status_code == 404
    assert unit.post("/bulletins/new", DAYS).status_code == 404
    assert unit.post(f"{where}/withdrawal", {"reason": "不该"}).status_code == 404
    assert unit.get(where).status_code == 200
    assert "撤下" not in unit.get(where).text
    assert unit.get("/bulletins/none").status_code == 404
