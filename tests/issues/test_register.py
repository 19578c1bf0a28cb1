"""The register against a reference that looks at everything: filters, orders, pages, counts, and who may see what."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels.models import Membership
from hub.core import clock, db
from hub.core.errors import Invalid
from hub.issues import queries
from hub.issues.listing import GROUPS, SORTS, RegisterFilter
from hub.issues.models import Issue
from hub.issues.queries import counting, narrowing, walking
from hub.issues.rules import written_number
from tests.channels.scene import Scene

from .everything import Full, reference
from .many import NOW, put

VIEWERS = ("甲一", "乙一", "办一", "主任", "专家", "管理")
UNITS = ("", "区甲局", "区乙局", "东街道")


@pytest.fixture
def full(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Full]:
    """140 issues of every kind; looks are short and few channels are two, so that every way is gone."""
    put(scene, 140)
    monkeypatch.setattr(walking, "WALK", 30)
    monkeypatch.setattr(walking, "ROUNDS", 2)
    monkeypatch.setattr(counting, "LOOKED_AT_EACH", 9)
    monkeypatch.setattr(narrowing, "FEW", 2)
    with clock.held_at(NOW):
        yield Full(**vars(scene))


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
def test_it_lists_what_looking_at_everything_finds(full: Full, wanted: RegisterFilter, who: str, limit: int) -> None:
    _compare(full, wanted, who, limit)


@pytest.mark.parametrize(("sort", "is_descending"), list(product(SORTS, (False, True))))
def test_every_order_over_every_page(full: Full, sort: str, is_descending: bool) -> None:
    for who, kind in product(("办一", "乙一"), ("", "hard")):
        _compare(full, RegisterFilter(group="all", sort=sort, is_descending=is_descending, kind=kind), who, 9)


def _compare(scene: Full, wanted: RegisterFilter, who: str, limit: int) -> None:
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


def _with_ids(scene: Scene, wanted: RegisterFilter) -> RegisterFilter:
    with db.reading() as session:
        ids = dict(session.execute(select(Unit.name, Unit.public_id)).all())
    return replace(
        wanted,
        unit=ids.get(wanted.unit, ""),
        raiser=ids.get(wanted.raiser, ""),
        channel=scene.channels.get(wanted.channel, ""),
    )


def test_an_outsider_does_not_even_learn_how_many_there_are(full: Full) -> None:
    with db.reading() as session:
        nothing = queries.counts(session, full["管理"], RegisterFilter())
        in_channel = RegisterFilter(channel=full.channels["家庭"])
        theirs = queries.counts(session, full["丙一"], in_channel)
        assert queries.overdue_count(session, full["管理"]).number == 0
    assert {count.number for count in (*nothing.values(), *theirs.values())} == {0}
    assert numbers(full, in_channel, "丙一") == []
    assert numbers(full, RegisterFilter(group="all"), "管理") == []


def test_whoever_leaves_a_channel_sees_nothing_of_it(full: Full) -> None:
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


def test_what_is_counted_is_bounded(full: Full, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 5)
    with db.reading() as session:
        counted = queries.counts(session, full["办一"], RegisterFilter())
    assert str(counted["unsettled"]) == "5+"


def test_a_look_that_ends_among_what_is_late_says_so(full: Full, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LOOKED_AT_EACH", 2)
    wanted = RegisterFilter(kind="hard")
    with db.reading() as session:
        counted = queries.counts(session, full["办一"], wanted)["overdue"]
    assert counted.is_more
    assert counted.number < len(reference(full, replace(wanted, group="overdue"), "办一"))


def test_the_strip_counts_what_is_overdue_for_ones_unit(full: Full) -> None:
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
def test_unknown_values_are_refused(full: Full, wanted: RegisterFilter) -> None:
    with db.reading() as session, pytest.raises(Invalid):
        queries.register(session, full["办一"], wanted)


@pytest.mark.parametrize("after", ["x", "2026-0001~", "~2026-0001", "x~2026-0001", "1~x"])
@pytest.mark.parametrize("sort", SORTS)
def test_unknown_places_are_refused(full: Full, sort: str, after: str) -> None:
    with db.reading() as session, pytest.raises(Invalid):
        queries.register(session, full["办一"], RegisterFilter(sort=sort), after)
