"""The register against a reference that looks at everything: filters, orders, pages, counts, and who may see what."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels.models import Channel, Membership
from hub.core import clock, db
from hub.core.errors import Invalid
from hub.issues import queries
from hub.issues.listing import GROUPS, SORTS, RegisterFilter
from hub.issues.models import Issue, IssueUnit
from hub.issues.queries import counting, narrowing, walking
from hub.issues.rules import AT_WORK, written_number
from tests.channels.scene import Scene

from .many import NOW, put

VIEWERS = ("甲一", "乙一", "办一", "主任", "专家", "管理")
UNITS = ("", "区甲局", "区乙局", "东街道")


@pytest.fixture
def full(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """140 issues of every kind; looks are short and few channels are two, so that every way is gone."""
    put(scene, 140)
    monkeypatch.setattr(walking, "WALK", 7)
    monkeypatch.setattr(walking, "ROUNDS", 2)
    monkeypatch.setattr(counting, "LOOKED_AT_EACH", 9)
    monkeypatch.setattr(narrowing, "FEW", 2)
    with clock.held_at(NOW):
        yield scene


filters = st.builds(
    RegisterFilter,
    group=st.sampled_from(list(GROUPS)),
    unit=st.sampled_from(UNITS),
    raiser=st.sampled_from(UNITS),
    channel=st.sampled_from(["", "", "家庭", "司法"]),
    kind=st.sampled_from(["", "", "key", "hot"]),
    severity=st.sampled_from(["", "", "normal", "critical"]),
    tier=st.sampled_from([0, 0, 1, 4]),
    is_supervised=st.booleans(),
    is_mine=st.booleans(),
    text=st.sampled_from(["", "", "转介", "100%", "_", "12", "2026-0012", "２０２６-０００９"]),
    year=st.sampled_from([None, None, 2025, 2026]),
    sort=st.sampled_from(["", *SORTS]),
    is_descending=st.booleans(),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=filters, who=st.sampled_from(VIEWERS), limit=st.sampled_from([3, 10, 50]))
def test_it_lists_what_looking_at_everything_finds(full: Scene, wanted: RegisterFilter, who: str, limit: int) -> None:
    _compare(full, wanted, who, limit)


@pytest.mark.parametrize(("sort", "is_descending"), list(product(SORTS, (False, True))))
def test_every_order_over_every_page(full: Scene, sort: str, is_descending: bool) -> None:
    for who, kind in product(("办一", "乙一"), ("", "hard")):
        _compare(full, RegisterFilter(group="all", sort=sort, is_descending=is_descending, kind=kind), who, 9)


def _compare(scene: Scene, wanted: RegisterFilter, who: str, limit: int) -> None:
    wanted = _with_ids(scene, wanted)
    expected = reference(scene, wanted, who)
    assert numbers(scene, wanted, who, limit) == expected
    with db.reading() as session:
        counted = queries.counts(session, scene[who], wanted)
    for group in GROUPS:
        there = len(reference(scene, replace(wanted, group=group), who)) if wanted.number is None else None
        count = counted[group]
        if there is not None:
            assert count.number <= there if count.is_more else count.number == there, group


def numbers(scene: Scene, wanted: RegisterFilter, who: str, limit: int = 50) -> list[str]:
    """The numbers that the register lists, page by page."""
    found: list[str] = []
    after, pages = "", 0
    while True:
        with db.reading() as session:
            page = queries.register(session, scene[who], wanted, after, limit)
        assert len(page.rows) <= limit
        found += [row.card.number for row in page.rows]
        after, pages = page.next, pages + 1
        assert pages < 200
        if not after:
            return found


def reference(scene: Scene, wanted: RegisterFilter, who: str) -> list[str]:
    """The same, by looking at every issue there is."""
    viewer = scene[who]
    with db.reading() as session:
        mine = set(
            session.scalars(
                select(Channel.public_id)
                .join(Membership, Membership.channel_id == Channel.id)
                .where(Membership.person_id == viewer.person_id, Membership.ended_at.is_(None))
            )
        )
        units = list(session.scalars(select(Unit).order_by(Unit.position, Unit.id)))
        rank = {unit.id: place for place, unit in enumerate(units)}
        ids = {unit.public_id: unit.id for unit in units}
        standing: dict[int, set[int]] = {}
        for issue_id, unit_id in session.execute(
            select(IssueUnit.issue_id, IssueUnit.unit_id).where(IssueUnit.released_at.is_(None))
        ):
            standing.setdefault(issue_id, set()).add(unit_id)
        issues = [issue for issue in session.scalars(select(Issue)) if issue.channel.public_id in mine]
    text = wanted.text
    by, is_descending = wanted.order

    def fits(issue: Issue) -> bool:
        answers = standing.get(issue.id, set())
        number = wanted.number
        return (
            (number is not None or issue.state in GROUPS[wanted.group])
            and (wanted.group != "overdue" or number is not None or (issue.state in AT_WORK and issue.due_at <= NOW))
            and (not wanted.unit or ids[wanted.unit] in answers)
            and (not wanted.raiser or ids[wanted.raiser] == issue.unit_id)
            and (not wanted.channel or issue.channel.public_id == wanted.channel)
            and (not wanted.kind or issue.kind == wanted.kind)
            and (not wanted.severity or issue.severity == wanted.severity)
            and issue.tier >= wanted.tier
            and (not wanted.is_supervised or issue.supervised_at is not None)
            and (not wanted.is_mine or viewer.unit_id in answers | {issue.unit_id})
            and (wanted.year is None or number is not None or issue.year == wanted.year)
            and (
                (issue.year, issue.number) == number
                if number
                else text in issue.title or (text.isdecimal() and issue.number == int(text))
            )
        )

    keys = {
        "due": lambda issue: (issue.due_at, issue.id),
        "raised": lambda issue: (issue.raised_at, issue.id),
        "number": lambda issue: (issue.year, issue.number),
        "tier": lambda issue: (issue.tier, issue.id),
        "unit": lambda issue: (rank[issue.unit_id], issue.id),
    }
    found = sorted((issue for issue in issues if fits(issue)), key=keys[by], reverse=is_descending)
    return [written_number(issue.year, issue.number) for issue in found]


def _with_ids(scene: Scene, wanted: RegisterFilter) -> RegisterFilter:
    with db.reading() as session:
        ids = dict(session.execute(select(Unit.name, Unit.public_id)).all())
    return replace(
        wanted,
        unit=ids.get(wanted.unit, ""),
        raiser=ids.get(wanted.raiser, ""),
        channel=scene.channels.get(wanted.channel, ""),
    )


def test_an_outsider_does_not_even_learn_how_many_there_are(full: Scene) -> None:
    with db.reading() as session:
        nothing = queries.counts(session, full["管理"], RegisterFilter())
        in_channel = RegisterFilter(channel=full.channels["家庭"])
        theirs = queries.counts(session, full["丙一"], in_channel)
        assert queries.overdue_count(session, full["管理"]).number == 0
    assert {count.number for count in (*nothing.values(), *theirs.values())} == {0}
    assert numbers(full, in_channel, "丙一") == []
    assert numbers(full, RegisterFilter(group="all"), "管理") == []


def test_whoever_leaves_a_channel_sees_nothing_of_it(full: Scene) -> None:
    before = numbers(full, RegisterFilter(group="all"), "乙一")
    with db.transaction() as session:
        member = session.query(Membership).filter_by(person_id=full["乙一"].person_id).order_by(Membership.id).first()
        member.ended_at = NOW
        gone = member.channel_id
    with db.reading() as session:
        hidden = {
            written_number(one.year, one.number)
            for one in session.scalars(select(Issue).where(Issue.channel_id == gone))
        }
    assert hidden & set(before)
    assert numbers(full, RegisterFilter(group="all"), "乙一") == [number for number in before if number not in hidden]


def test_what_is_counted_is_bounded(full: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 5)
    with db.reading() as session:
        counted = queries.counts(session, full["办一"], RegisterFilter())
    assert str(counted["unsettled"]) == "5+"


def test_the_strip_counts_what_is_overdue_for_ones_unit(full: Scene) -> None:
    late = RegisterFilter(group="overdue")
    for who, wanted in (("办一", late), ("乙一", replace(late, unit="区乙局")), ("甲一", replace(late, unit="区甲局"))):
        with db.reading() as session:
            count = queries.overdue_count(session, full[who])
        assert count.number == len(reference(full, _with_ids(full, wanted), who)) > 0


@pytest.mark.parametrize(
    "wanted",
    [
        RegisterFilter(group="none"),
        RegisterFilter(kind="none"),
        RegisterFilter(severity="none"),
        RegisterFilter(sort="none"),
        RegisterFilter(tier=6),
        RegisterFilter(year=26),
    ],
)
def test_unknown_values_are_refused(full: Scene, wanted: RegisterFilter) -> None:
    with db.reading() as session, pytest.raises(Invalid):
        queries.register(session, full["办一"], wanted)


@pytest.mark.parametrize("after", ["x", "2026-0001~", "~2026-0001", "x~2026-0001", "1~x"])
@pytest.mark.parametrize("sort", SORTS)
def test_unknown_places_are_refused(full: Scene, sort: str, after: str) -> None:
    with db.reading() as session, pytest.raises(Invalid):
        queries.register(session, full["办一"], RegisterFilter(sort=sort), after)
