"""What the editor of a ladder accepts can always be run, and what it refuses is named by field."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.calendar import Days, WorkingTime, around_the_clock
from hub.escalation.actions import UNITS
from hub.escalation.checks import StepDraft, audiences, drafted, read
from hub.escalation.rules import foretell, moved, start
from hub.escalation.shapes import Act, Calendar, Clock, Ladder, Position, Step

OFFICE = WorkingTime(Days())


def steps(clock: Clock) -> st.SearchStrategy[list[StepDraft]]:
    """Drafts that are mostly right: distances that rise, with a slip here and there."""
    distance = st.integers(-410 if clock in {Clock.DUE, Clock.REVIEW} else -3, 410)
    one = st.tuples(
        st.integers(0, 6),
        distance,
        st.lists(st.sampled_from([*map(str, audiences(clock)), "nobody"]), max_size=3),
        st.sampled_from([*map(str, Act), ""]),
    )
    return st.lists(one, max_size=14, unique_by=lambda row: row[1]).map(
        lambda rows: [
            StepDraft(str(tier), str(abs(after)), after < 0, tuple(tells), act)
            for (after, (_tier, _after, tells, act)), tier in zip(
                sorted(((row[1], row) for row in rows), key=lambda pair: pair[0]),
                sorted(row[0] for row in rows),
                strict=True,
            )
        ]
    )


BEFORE = StepDraft("1", "2", is_before=True, tells=("liaison",))
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
DRAFTS = st.sampled_from(Clock).flatmap(lambda clock: st.tuples(st.just(clock), steps(clock)))


def ladder(clock: Clock, unit: str, rungs: tuple[Step, ...]) -> Ladder:
    return Ladder(1, 1, clock, *UNITS[unit], rungs)


def time_of(made: Ladder) -> WorkingTime:
    return around_the_clock() if made.calendar is Calendar.ALWAYS else OFFICE


@settings(max_examples=1000)
@given(DRAFTS, st.sampled_from(sorted(UNITS)), INSTANTS, st.integers(-90, 90))
def test_what_is_accepted_can_be_run(
    found: tuple[Clock, list[StepDraft]], unit: str, base: datetime, days_later: int
) -> None:
    clock, drafts = found
    rungs, faults = read(clock, drafts)
    assert bool(rungs) != bool(faults)
    if faults:
        return
    assert [drafted(rung) for rung in rungs] == drafts
    made = ladder(clock, unit, rungs)
    now = base + timedelta(days=days_later)
    begun = start(made, base, now, time_of(made))
    assert begun is not None
    fired = list(foretell(made, begun, now, time_of(made)))
    assert [one.step_no for one in fired] == list(range(begun.step_no, len(rungs)))
    assert all(one.at < other.at for one, other in zip(fired, fired[1:], strict=False))


@settings(max_examples=1000)
@given(
    DRAFTS,
    DRAFTS,
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(sorted(UNITS)),
    INSTANTS,
    st.integers(0, 11),
    st.integers(-9, 90),
)
def test_a_move_skips_what_is_over_and_is_never_in_the_past(  # noqa: PLR0913 (each is drawn)
    found: tuple[Clock, list[StepDraft]],
    other: tuple[Clock, list[StepDraft]],
    unit: str,
    other_unit: str,
    base: datetime,
    over: int,
    days_later: int,
) -> None:
    clock = found[0]
    old_rungs, faults = read(clock, found[1])
    new_rungs, other_faults = read(clock, other[1])
    if faults or other_faults:
        return
    old, new = ladder(clock, unit, old_rungs), ladder(clock, other_unit, new_rungs)
    step_no = min(over, len(old_rungs) - 1)
    begun = start(old, base, base - timedelta(days=900), time_of(old))
    assert begun is not None
    planned = list(foretell(old, begun, base - timedelta(days=900), time_of(old)))[step_no].at
    now = base + timedelta(days=days_later)
    then = moved(old, new, Position(step_no, planned, base), now, time_of(new))
    reached = {rung.tier for rung in old_rungs[:step_no]}
    if then is None:
        assert new_rungs[-1].tier <= max(reached)
        return
    assert then.planned_at >= now
    assert then.base_at == base
    assert not reached or new_rungs[then.step_no].tier > max(reached)
    assert all(rung.tier <= max(reached, default=0) for rung in new_rungs[: then.step_no]) or new.is_anchored
    list(foretell(new, then, now, time_of(new)))


@pytest.mark.parametrize(
    ("clock", "drafts", "fields"),
    [
        (Clock.ANSWER, [], ["steps"]),
        (Clock.ANSWER, [StepDraft("1", str(n + 1), tells=("liaison",)) for n in range(13)], ["steps"]),
        (Clock.ANSWER, [StepDraft("1", "2", tells=("liaison",)), StepDraft("1", "2", tells=("leader",))], ["after-1"]),
        (Clock.ANSWER, [StepDraft("2", "2", tells=("liaison",)), StepDraft("1", "3", tells=("leader",))], ["tier-1"]),
        (Clock.ANSWER, [StepDraft("6", "401", tells=(), act="shout")], ["tier-0", "after-0", "tells-0", "act-0"]),
        (Clock.ANSWER, [StepDraft("0", "1.5", tells=("liaison", "liaison"))], ["tier-0", "after-0", "tells-0"]),
        (Clock.ANSWER, [StepDraft("1", "2", is_before=True, tells=("liaison",))], ["after-0"]),
        (Clock.ANSWER, [StepDraft("1", "2", tells=("approver",))], ["tells-0"]),
        (Clock.APPROVAL, [StepDraft("1", "2", tells=("liaison",), act="topic")], ["tells-0", "act-0"]),
        (Clock.DUE, [BEFORE, StepDraft("1", "3", is_before=True, tells=("liaison",))], ["after-1"]),
        (Clock.DUE, [StepDraft("１", "２", is_before=True, tells=("liaison",)), StepDraft("5", "400", tells=("raiser",))], []),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(clock: Clock, drafts: list[StepDraft], fields: list[str]) -> None:
    assert list(read(clock, drafts)[1]) == fields
