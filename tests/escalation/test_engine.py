"""The engine under whatever people and clocks do: acts in any order, sweeps that fail half-way, time that jumps.

One database serves all examples: each raises its own issues, later than the last example's, and looks at those.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from hub.core import clock, db
from hub.core.errors import HubError
from hub.escalation import firing, guard, sweep
from hub.escalation.models import Escalation, EscalationEvent, InboxItem
from hub.escalation.queries import runs_of
from hub.escalation.shapes import Due, Told
from hub.issues import actions, matters
from hub.issues.models import Issue
from hub.notify.models import NoticePreference, OutboxRow
from tests.channels.scene import Scene
from tests.issues.story import Story, shanghai

pytestmark = pytest.mark.slow
EXAMPLES, STEPS = 20, 30
WITH_MAIL = ("乙一", "办一")
FAULTS = ("move_on", "write", "fired")


class Broken(Exception):
    """A failpoint."""


class Engine(RuleBasedStateMachine):
    """Somebody's week: what is done and what fires, and what must hold after each."""

    story: Story
    patch: pytest.MonkeyPatch
    begin = shanghai(11, 16, 10)

    def __init__(self) -> None:
        super().__init__()
        self.story.at(max(type(self).begin, self.story_now()))
        guard.forget()
        self.issues: list[str] = []
        self.over: dict[tuple[int, int], int] = {}

    @classmethod
    def story_now(cls) -> datetime:
        return clock.now()

    def teardown(self) -> None:
        self.story.sweep_until(clock.now() + timedelta(days=60))
        self.nothing_is_due()
        type(self).begin = clock.now() + timedelta(hours=1)
        for issue in self.issues:
            with db.transaction() as session:
                row = session.scalars(select(Issue).where(Issue.public_id == issue)).one()
                for run in session.scalars(select(Escalation).where(Escalation.matter_id == row.id)):
                    run.state, run.next_step_at, run.remaining_seconds = "stopped", None, None

    @rule(
        severity=st.sampled_from(["normal", "urgent", "critical"]),
        units=st.sampled_from([("区乙局",), ("区乙局", "区未保办")]),
    )
    def raise_one(self, severity: str, units: tuple[str, ...]) -> None:
        if len(self.issues) < 3:
            self.issues.append(self.story.raised("甲一", *units, severity=severity))

    @precondition(lambda self: self.issues)
    @rule(
        which=st.integers(0, 2), act=st.integers(0, 13), anybody=st.sampled_from(["", "", "", "甲一", "乙一", "办一"])
    )
    def do_something(self, which: int, act: int, anybody: str) -> None:
        """Mostly by who may do it; a refusal changes nothing, which the invariant sees."""
        issue, on = self.issues[which % len(self.issues)], clock.today() + timedelta(days=9)
        acts: list[tuple[Any, ...]] = [
            (actions.acknowledge, "乙一", issue),
            (actions.acknowledge, "办一", issue),
            (actions.report, "乙一", issue, "进展", self.story.key()),
            (actions.resolve, "乙一", issue, "答复", self.story.key()),
            (actions.close, "甲一", issue),
            (actions.reopen, "甲一", issue, "理由"),
            (actions.hold, "办一", issue, "理由", on),
            (actions.resume, "办一", issue),
            (actions.resume, "办一", issue),
            (actions.change_due, "办一", issue, on, "理由"),
            (actions.escalate, "办一", issue, "理由"),
            (actions.deescalate, "办一", issue, "理由"),
            (actions.hand_over, "乙一", issue, self.story.unit("区甲局"), "理由"),
            (actions.withdraw, "甲一", issue, "理由"),
        ]
        do, who, *given = acts[act]
        try:
            self.story.do(do, anybody or who, *given)
        except HubError:
            return

    @rule(minutes=st.integers(1, 60 * 24 * 3))
    def time_passes(self, minutes: int) -> None:
        self.story.at(clock.now() + timedelta(minutes=minutes))

    @precondition(lambda self: self.issues)
    @rule(which=st.integers(0, 2), days=st.integers(1, 9))
    def hold_for_some_days(self, which: int, days: int) -> None:
        issue = self.issues[which % len(self.issues)]
        try:
            self.story.do(actions.hold, "办一", issue, "理由", clock.today() + timedelta(days=30))
        except HubError:
            return
        self.story.sweep_until(clock.now() + timedelta(days=days))
        self.story.do(actions.resume, "办一", issue)
        self.story.sweep_until(clock.now() + timedelta(days=3))

    @rule(days=st.integers(1, 4))
    def the_hub_runs(self, days: int) -> None:
        self.story.sweep_until(clock.now() + timedelta(days=days))

    @rule()
    def sweep_once(self) -> None:
        sweep.sweep()

    @rule(where=st.sampled_from(FAULTS), when=st.integers(0, 3))
    def sweep_and_fail(self, where: str, when: int) -> None:
        """Something breaks in the middle of a batch, then in one of its rows; what has not broken has fired."""
        owner: Any = matters.Issues if where == "fired" else firing
        real, left = getattr(owner, where), [when]

        def breaking(*args: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Broken
            return real(*args)

        with self.patch.context() as patch:
            patch.setattr(owner, where, breaking)
            sweep.sweep()

    @rule()
    def what_is_foretold_fires(self) -> None:
        """When nobody does anything, the next step of each clock fires at the minute that the panel says, and tells whom it says."""
        with db.reading() as session:
            ids = session.scalars(select(Issue.id).where(Issue.public_id.in_(self.issues))).all()
            runs = [run for several in runs_of(session, "issue", ids).values() for run in several if run.coming]
            expected = {run.escalation_id: (run.coming[0], self.whom(session, run.due(run.coming[0]))) for run in runs}
        if not expected:
            return
        last = max(one.at for one, _told in expected.values())
        if last > clock.now() + timedelta(days=40):
            return
        self.story.sweep_until(last)
        with db.reading() as session:
            for run, (one, told) in expected.items():
                fired = session.scalars(
                    select(EscalationEvent)
                    .where(EscalationEvent.escalation_id == run, EscalationEvent.step_no == one.step_no)
                    .order_by(EscalationEvent.id.desc())
                ).first()
                assert fired is not None
                assert abs(fired.fired_at - one.at) < timedelta(seconds=1) or fired.outcome == "skipped"
                assert _inbox(session, fired) == sorted(person.person_id for person in told)

    def whom(self, session: Any, due: Due) -> tuple[Told, ...]:
        return matters.Issues().told(session, [due]).get(due.escalation_id, ())

    @invariant()
    def what_must_hold(self) -> None:
        with db.reading() as session:
            ids = session.scalars(select(Issue.id).where(Issue.public_id.in_(self.issues))).all()
            runs = session.scalars(
                select(Escalation).where(Escalation.matter_id.in_(ids), Escalation.matter == "issue")
            ).all()
            for run in runs:
                assert (run.state == "running") == (run.next_step_at is not None)
                events = session.scalars(
                    select(EscalationEvent)
                    .where(EscalationEvent.escalation_id == run.id)
                    .order_by(EscalationEvent.generation, EscalationEvent.step_no)
                ).all()
                self.check_events(session, run, events)

    def check_events(self, session: Any, run: Escalation, events: Any) -> None:
        by_generation: dict[int, list[EscalationEvent]] = {}
        for event in events:
            by_generation.setdefault(event.generation, []).append(event)
        for generation, several in by_generation.items():
            assert [event.step_no for event in several] == list(range(len(several))), "no gap, none twice"
            for event in several:
                assert event.outcome == "skipped" or event.fired_at >= event.planned_at, "not before it was due"
                people = _inbox(session, event)
                assert (event.outcome == "told") == bool(people)
                assert _letters(session, run, event) == sorted(set(people) & self.mailed(session))
            if generation < run.generation:
                before = self.over.setdefault((run.id, generation), len(several))
                assert len(several) == before, "nothing fires in a generation that is over"

    def mailed(self, session: Any) -> set[int]:
        return set(session.scalars(select(NoticePreference.person_id)))

    def nothing_is_due(self) -> None:
        with db.reading() as session:
            due = select(func.count()).where(Escalation.next_step_at <= clock.now(), Escalation.error_count == 0)
            assert session.scalar(due) == 0


def _inbox(session: Any, event: EscalationEvent) -> list[int]:
    found = select(InboxItem.person_id).where(
        InboxItem.escalation_id == event.escalation_id,
        InboxItem.generation == event.generation,
        InboxItem.step_no == event.step_no,
    )
    return sorted(session.scalars(found))


def _letters(session: Any, run: Escalation, event: EscalationEvent) -> list[int]:
    key = f"issue-{run.clock}:{run.id}:{event.generation}:{event.step_no}:mail:"
    return sorted(session.scalars(select(OutboxRow.person_id).where(OutboxRow.dedup_key.like(f"{key}%"))))


@pytest.fixture
def machine(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Engine]]:
    with db.transaction() as session:
        for who in WITH_MAIL:
            chosen = {"mail_address": "x@example.org", "quiet_from_minute": 0, "quiet_to_minute": 0}
            session.merge(NoticePreference(person_id=scene[who].person_id, **chosen))
    monkeypatch.setattr("hub.notify.ways.sends_mail", lambda: True)
    monkeypatch.setattr("hub.notify.rules.MOST_PER_HOUR", 1_000_000)
    with Story(scene) as story:
        yield type("EngineHere", (Engine,), {"story": story, "patch": monkeypatch, "begin": Engine.begin})


def test_whatever_happens(machine: type[Engine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
