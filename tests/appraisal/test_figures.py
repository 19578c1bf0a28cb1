"""Figures of a period: each recomputed from raw rows in plain Python, and each as many as the matters behind it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from statistics import median
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts.models import Unit
from hub.appraisal import queries
from hub.appraisal.queries import FIGURES
from hub.appraisal.rules import ENDS, Period
from hub.appraisal.shapes import Figures
from hub.calendar import office_time
from hub.channels.models import Channel, Membership
from hub.core import clock, db
from hub.core.errors import NotFound
from hub.issues.models import ExtensionRequest, Issue, IssueUnit
from hub.meetings.live.models import SignIn
from hub.meetings.models import Attendance, Consultation
from hub.supervision.models import FollowUp, FollowUpEvent, FollowUpUnit
from tests.supervision.story import Followed

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
NARROW = Period(date(2026, 12, 1), date(2026, 12, 10))
PERIODS = pytest.mark.parametrize("period", [QUARTER, NARROW], ids=["quarter", "ten days"])


def units(story: Followed, who: str, period: Period = QUARTER) -> dict[str, Figures]:
    with db.reading() as session:
        return {one.name: one for one in queries.of_units(session, story.scene[who], period)}


def items(story: Followed, who: str, period: Period = QUARTER) -> dict[str, Figures]:
    with db.reading() as session:
        return {one.key: one for one in queries.of_items(session, story.scene[who], period)}


def ended(row: Any, settled: datetime | None, now: datetime, *, rests: bool = False) -> str:
    """What became of it, said once more."""
    if settled is not None:
        return "on_time" if settled <= row.due_at else "late"
    return "overdue" if row.due_at <= now and not rests else "open"


def fell(instant: datetime, period: Period) -> bool:
    return period.first_on <= clock.local(instant).date() <= period.last_on


def raw(session: Session, channels: set[int]) -> Iterator[tuple[str, Any, Any, str, datetime | None]]:
    """Every matter with each unit that answers for it, its end, and when the unit took it up."""
    now = clock.now()
    for share in session.scalars(select(IssueUnit).where(IssueUnit.released_at.is_(None))):
        row = session.get_one(Issue, share.issue_id)
        done = row.resolved_at or row.closed_at if row.state in {"resolved", "closed"} else None
        if row.state != "withdrawn" and row.channel_id in channels:
            yield "issues", row, share, ended(row, done, now, rests=row.state == "on_hold"), share.acknowledged_at
    for part in session.scalars(select(FollowUpUnit).where(FollowUpUnit.released_at.is_(None))):
        what = session.get_one(FollowUp, part.follow_up_id)
        done = what.completed_at or what.closed_at if what.state in {"completed", "closed"} else None
        if what.state != "withdrawn":
            yield "follow_ups", what, part, ended(what, done, now), part.accepted_at


@PERIODS
def test_every_figure_of_units_and_items_is_what_the_rows_say(many: Followed, period: Period) -> None:
    with db.reading() as session:
        mine = select(Membership.channel_id).where(Membership.person_id == many.scene["办一"].person_id)
        channels = set(session.scalars(mine.where(Membership.ended_at.is_(None))))
        rows = list(raw(session, channels))
        time = office_time(session)
        names = {unit.id: unit.short_name for unit in session.scalars(select(Unit))}
        places = {channel.id: channel.public_id for channel in session.scalars(select(Channel))}
    by_unit: Counter[tuple[str, str, str]] = Counter()
    by_item: Counter[tuple[str, str, str]] = Counter()
    lengths: dict[str, list[float]] = {}
    waiting: Counter[str] = Counter()
    seen = set()
    for kind, row, share, end, taken in rows:
        if fell(row.due_at, period):
            by_unit[names[share.unit_id], kind, end] += 1
            if row.channel_id and (kind, row.id) not in seen:
                by_item[places[row.channel_id], kind, end] += 1
            seen.add((kind, row.id))
        if fell(share.added_at, period):
            if taken is None:
                waiting[names[share.unit_id]] += 1
            else:
                spent = time.between(share.added_at, taken).total_seconds()
                lengths.setdefault(names[share.unit_id], []).append(spent)
    found, of_items = units(many, "办一", period), items(many, "办一", period)
    for of, counted in ((found, by_unit), (of_items, by_item)):
        said = {
            (name, kind, end): getattr(getattr(one, kind), end)
            for name, one in of.items()
            for kind in ("issues", "follow_ups")
            for end in ENDS
        }
        assert +Counter(said) == counted
    assert sum(by_unit.values()) > 20
    for name, one in found.items():
        assert (one.taken_up.count, one.taken_up.waiting) == (len(lengths.get(name, [])), waiting[name])
        if one.taken_up.median is not None:
            assert one.taken_up.median.total_seconds() == pytest.approx(median(lengths[name]))


def test_requests_for_more_time_are_what_the_rows_say(many: Followed) -> None:
    with db.reading() as session:
        asked = [(one.unit_id, one.asked_at) for one in session.scalars(select(ExtensionRequest))]
        asked += [
            (act.unit_id or 0, act.at)
            for act in session.scalars(select(FollowUpEvent).where(FollowUpEvent.act == "ask_due"))
        ]
        names = {unit.id: unit.short_name for unit in session.scalars(select(Unit))}
    expected = Counter(names[unit] for unit, at in asked if fell(at, QUARTER))
    assert {name: one.extensions for name, one in units(many, "办一").items() if one.extensions} == expected
    assert 0 < expected.total() < len(asked)


def test_who_was_there_is_what_the_rows_say(many: Followed) -> None:
    with db.transaction() as session:
        held = session.scalars(select(Consultation)).one()
        held.state = "closed"
        session.add(SignIn(consultation_id=held.id, unit_id=many.scene.units["区甲局"], name="代表", way="hand"))
        gone = SignIn(
            consultation_id=held.id, unit_id=many.scene.units["区乙局"], name="误签", way="hand", undone_at=clock.now()
        )
        session.add(gone)
        invited = select(Attendance).where(Attendance.unit_id == many.scene.units["区乙局"])
        session.scalars(invited).one().answer = "excused"
        session.add(Attendance(consultation_id=held.id, unit_id=many.scene.units["东街道"]))
    found = units(many, "办一")
    assert {
        name: {how: n for how, n in one.attendance.items() if n}
        for name, one in found.items()
        if any(one.attendance.values())
    } == {
        "区甲局": {"attended": 1},
        "区乙局": {"excused": 1},
        "东街道": {"absent": 1},
    }
    assert not any(any(one.attendance.values()) for one in units(many, "办一", NARROW).values())


@PERIODS
def test_behind_each_figure_are_as_many_matters(many: Followed, period: Period) -> None:
    with db.reading() as session:
        viewer = many.scene["办一"]
        for of, listed in (("unit", queries.of_units), ("channel", queries.of_items)):
            for one in listed(session, viewer, period):
                for figure in FIGURES:
                    number = _number(one, figure)
                    found = queries.evidence(session, viewer, period, figure, **{of: one.key})
                    assert len(found) == number, (one.name, figure)


def _number(one: Figures, figure: str) -> int:
    kind, _dot, which = figure.partition(".")
    value = getattr(one, kind)
    if kind == "attendance":
        return int(value[which])
    return int(getattr(value, which) if which else value)


def test_evidence_names_every_unit_of_a_matter_and_when(many: Followed) -> None:
    with db.reading() as session:
        listed = queries.overdue(session, many.scene["办一"], QUARTER)
        rows = {one.number: one for one in listed}
    assert len(rows) == len(listed)
    assert [one.due_at for one in listed] == sorted(one.due_at for one in listed if one.due_at)
    assert any("、" in one.unit for one in listed)
    assert {one.endpoint for one in listed} == {"issues.issue", "supervision.follow_up"}


def test_a_unit_sees_its_own_figures_and_others_none(many: Followed) -> None:
    everything = units(many, "办一")
    assert {"区甲局", "区乙局"} <= set(units(many, "主任")) <= set(everything)
    for who in ("甲一", "甲长"):
        mine = units(many, who)
        assert set(mine) == {"区甲局"}
        assert mine["区甲局"].follow_ups == everything["区甲局"].follow_ups
    assert units(many, "专家") == units(many, "管理") == {}
    with db.reading() as session:
        other = many.unit("区乙局")
        for figure in FIGURES:
            assert queries.evidence(session, many.scene["甲一"], QUARTER, figure, unit=other) == []


def test_of_a_case_nobody_counts_but_who_is_named(many: Followed) -> None:
    before = units(many, "主任")["区甲局"].follow_ups.total
    assert before
    with db.transaction() as session:
        session.scalars(select(Consultation)).one().is_named_only = True
    assert units(many, "主任").get("区甲局", Figures("", "")).follow_ups.total == 0
    assert not any(one.follow_ups.total for one in items(many, "主任").values())


@pytest.mark.parametrize("figure", ["", "issues", "issues.points", "taken_up", "rank", "attendance.late"])
def test_there_are_no_other_figures(story: Followed, figure: str) -> None:
    with db.reading() as session, pytest.raises(NotFound):
        queries.evidence(session, story.scene["办一"], QUARTER, figure, unit=story.unit("区甲局"))


@pytest.mark.parametrize("of", [{}, {"unit": "x", "channel": "y"}, {"unit": "nobody"}, {"channel": "nowhere"}])
def test_evidence_is_of_one_unit_or_one_channel(story: Followed, of: dict[str, str]) -> None:
    with db.reading() as session, pytest.raises(NotFound):
        queries.evidence(session, story.scene["办一"], QUARTER, "extensions", **of)
