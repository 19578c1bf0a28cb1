"""Another version of a ladder: it leaves what runs alone unless the office moves it, and then as the preview said."""

import pytest
from sqlalchemy import select

from hub.accounts.faults import Faults
from hub.core import db
from hub.core.errors import Conflict, Denied
from hub.escalation import actions, moving, versions
from hub.escalation.actions import LadderDraft
from hub.escalation.events import LadderChanged, RunsMoved
from hub.escalation.models import EscalationEvent, LadderVersion
from hub.issues import actions as issues
from hub.issues.ladders import queries
from tests.issues.story import Story, shanghai

from .given import draft, ladder_id, run_of

QUICK = ("1 1 liaison", "2 3 leader", "3 5 office supervise", "5 7 committee")


def test_what_runs_stays_on_its_version(story: Story) -> None:
    issue = story.raised()
    new, moved = story.do(actions.save_version, "办一", ladder_id(), draft(*QUICK))
    assert (new.number, moved) == (2, 0)
    story.sweep_until(shanghai(11, 17))
    assert story.told(issue) == []
    other = story.raised(title="另一个问题")
    story.sweep_until(shanghai(11, 18))
    assert story.told(issue) == story.told(other) == [(1, "answer", "乙一")]
    story.sweep_until(shanghai(11, 19))
    assert len(story.told(issue)) == 1


def test_an_old_version_never_changes(story: Story) -> None:
    with db.reading() as session:
        before = session.scalars(select(LadderVersion.steps).order_by(LadderVersion.id)).all()
    story.do(actions.save_version, "办一", ladder_id(), draft(*QUICK))
    with db.reading() as session:
        after = session.scalars(select(LadderVersion.steps).order_by(LadderVersion.id)).all()
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_moved_at_once_nothing_is_said_twice(story: Story) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(11, 18, 18))
    _new, moved = story.do(actions.save_version, "办一", ladder_id(), draft(*QUICK, moves=True))
    assert moved == 1
    with db.reading() as session:
        row, number = run_of(session)
        assert (number, row.generation, row.step_no, row.state) == (2, 2, 1, "running")
        assert row.planned_at == row.next_step_at == shanghai(11, 19)
        skipped = select(EscalationEvent.step_no, EscalationEvent.outcome).where(EscalationEvent.generation == 2)
        assert session.execute(skipped).all() == [(0, "skipped")]
    story.sweep_until(shanghai(12, 31))
    assert [tier for tier, _clock, _who in story.told(issue)] == [1, 2, 3, 5]


def test_a_rung_that_is_past_fires_now_and_not_before(story: Story) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(11, 23, 9))
    assert [tier for tier, *_rest in story.told(issue)] == [1, 2]
    now = shanghai(11, 23, 9)
    story.do(actions.save_version, "办一", ladder_id(), draft("1 1 liaison", "3 2 office", "5 3 committee", moves=True))
    with db.reading() as session:
        row, _number = run_of(session)
        assert (row.step_no, row.planned_at) == (1, now)
    story.sweep_until(shanghai(11, 23, 9, 1))
    assert [tier for tier, *_rest in story.told(issue)] == [1, 2, 3]
    story.sweep_until(shanghai(11, 25))
    assert [tier for tier, *_rest in story.told(issue)] == [1, 2, 3, 5]


def test_nothing_is_left_where_all_tiers_have_been_reached(story: Story) -> None:
    story.raised()
    story.sweep_until(shanghai(11, 23, 9))
    story.do(actions.save_version, "办一", ladder_id(), draft("1 1 liaison", "2 2 leader", moves=True))
    with db.reading() as session:
        row, _number = run_of(session)
        assert (row.state, row.next_step_at, row.step_no) == ("done", None, 2)


def test_time_held_counts_on(story: Story) -> None:
    """A run whose next rung was moved by hand or by a hold keeps its distance from there."""
    issue = story.raised()
    story.at(shanghai(11, 17, 10))
    story.do(issues.hold, "办一", issue, "等待市级文件", shanghai(12, 31).date())
    story.at(shanghai(11, 24, 10))
    story.do(issues.resume, "办一", issue)
    with db.reading() as session:
        before = run_of(session)[0].planned_at
    assert before > shanghai(11, 24)
    lines = ("1 2 liaison", "2 4 leader", "3 6 office", "4 9 office")
    story.do(actions.save_version, "办一", ladder_id(), draft(*lines, moves=True))
    with db.reading() as session:
        assert run_of(session)[0].planned_at == before


@pytest.mark.parametrize(
    "lines", [QUICK, ("1 5 liaison", "2 8 office"), ("3 1 office",), ("1 1 liaison", "2 2 leader")]
)
@pytest.mark.parametrize("unit", ["days", "hours", "always"])
def test_the_preview_is_what_happens(story: Story, lines: tuple[str, ...], unit: str) -> None:
    story.raised()
    story.sweep_until(shanghai(11, 18, 18))
    asked = draft(*lines, unit=unit, moves=True)
    with db.reading() as session:
        new = actions.read_ladder(session, ladder_id(), asked)
        view = versions.ladder_named(session, ladder_id())
        preview = queries.preview(session, story.scene["办一"], view.id, new)
    (one,) = preview.touched
    assert (one.number, one.title, one.effect.number, preview.rest) == ("2026-0001", "转介等候过长", 1, 0)
    story.do(actions.save_version, "办一", ladder_id(), asked)
    with db.reading() as session:
        row, number = run_of(session)
        tier = new.steps[row.step_no].tier if row.next_step_at else None
        assert (number, tier, row.next_step_at) == (2, one.effect.then_tier, one.effect.then_at)


def test_many_are_listed_up_to_a_number_and_all_are_moved(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "MOST_LISTED", 2)
    monkeypatch.setattr(moving, "BATCH", 2)
    for _ in range(5):
        story.raised()
    with db.reading() as session:
        new = actions.read_ladder(session, ladder_id(), draft(*QUICK))
        preview = queries.preview(session, story.scene["办一"], versions.ladder_named(session, ladder_id()).id, new)
    assert (len(preview.touched), preview.rest, preview.count) == (2, 3, 5)
    assert story.do(actions.save_version, "办一", ladder_id(), draft(*QUICK, moves=True))[1] == 5
    assert story.do(actions.move_runs, "办一", ladder_id(), 2) == 0


def test_what_was_left_can_be_moved_later(story: Story, heard: list[object]) -> None:
    story.raised()
    story.do(actions.save_version, "办一", ladder_id(), draft(*QUICK))
    with pytest.raises(Conflict):
        story.do(actions.move_runs, "办一", ladder_id(), 1)
    assert story.do(actions.move_runs, "办一", ladder_id(), 2) == 1
    told = [event for event in heard if isinstance(event, LadderChanged | RunsMoved)]
    assert [(type(event).__name__, event.number) for event in told] == [("LadderChanged", 2), ("RunsMoved", 2)]


def test_two_who_save_at_once_are_told_apart(story: Story) -> None:
    story.do(actions.save_version, "办一", ladder_id(), draft(*QUICK))
    with pytest.raises(Conflict):
        story.do(actions.save_version, "办一", ladder_id(), draft("1 1 office"))
    with pytest.raises(Conflict, match="相同"):
        story.do(actions.save_version, "办一", ladder_id(), draft(*QUICK, based_on=2))


def test_only_the_office_and_only_with_a_reason(story: Story) -> None:
    with pytest.raises(Denied):
        story.do(actions.save_version, "乙一", ladder_id(), draft(*QUICK))
    with pytest.raises(Denied):
        story.do(actions.move_runs, "乙一", ladder_id(), 1)
    with pytest.raises(Faults) as caught:
        story.do(actions.save_version, "办一", ladder_id(), LadderDraft("weeks", [], " ", 1))
    assert list(caught.value.by_field) == ["unit", "steps", "reason"]


def test_differences_go_by_tier(story: Story) -> None:
    with db.reading() as session:
        view = versions.ladder_named(session, ladder_id())
        new = actions.read_ladder(
            session, ladder_id(), draft("1 2 liaison", "2 3 leader", "2 5 office", "3 6 office supervise")
        )
    found = [
        (one.before and one.before.after, one.after and one.after.after)
        for one in queries.changes(view.version.ladder, new)
    ]
    assert found == [(4, 3), (None, 5), (8, None), (12, None)]
