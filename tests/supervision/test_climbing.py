"""What nobody takes up, does or closes climbs by itself, to the minute, on the engine of issues; what is foretold is what fires."""

from datetime import date, datetime

from sqlalchemy import select, update

from hub.calendar import office_time
from hub.core import clock, db
from hub.escalation.models import Escalation
from hub.escalation.sweep import sweep
from hub.meetings.topics.models import Topic
from hub.minutes.models import Passage
from hub.supervision import actions
from hub.supervision.recomputing import recompute
from hub.supervision.settings import FollowUpSetting
from tests.issues.story import shanghai
from tests.issues.test_calendar_changes import arrive

from .story import NUMBER, Followed


def foretold(story: Followed) -> list[tuple[str, int, str, datetime]]:
    """What the page says will happen, in the form in which the story tells what did."""
    names = {clock_.clock: clock_ for clock_ in story.seen("办一").clocks}
    return sorted(
        (name, rung.tier, "、".join(sorted(person.name for person in rung.people)), rung.at)
        for name, clock_ in names.items()
        for rung in clock_.rungs
        if rung.state in {"next", "coming"}
    )


def told(story: Followed) -> list[tuple[str, int, str, datetime]]:
    """What did, with names in one order."""
    return sorted((name, tier, "、".join(sorted(who.split("、"))), at) for name, tier, who, at in story.fired())


def test_what_is_foretold_is_what_fires(story: Followed) -> None:
    said = foretold(story)
    story.sweep_until(shanghai(12, 31))
    assert told(story) == said
    assert len(said) == 9


def test_nobody_takes_it_up(story: Followed) -> None:
    story.sweep_until(shanghai(12, 31))
    assert [(which, tier, who) for which, tier, who, _at in story.fired()] == [
        ("answer", 1, "甲一、乙一"),
        ("answer", 2, "甲长"),
        ("answer", 3, "办一"),
        ("due", 1, "甲一、乙一"),
        ("answer", 5, "办一、主任"),
        ("due", 2, "甲一、甲长、乙一"),
        ("due", 3, "甲长、办一"),
        ("due", 4, "办一"),
        ("due", 5, "办一、主任"),
    ]
    assert story.fired()[0][3] == shanghai(11, 26)
    assert story.row().tier == 5
    with db.reading() as session:
        (topic,) = session.scalars(select(Topic).where(Topic.basis == "escalation")).all()
        assert (topic.title, topic.state) == (f"{NUMBER} 统一校内初筛表", "proposed")
        assert topic.id == story.row().topic_id


def test_whoever_has_taken_it_up_is_asked_no_more(story: Followed) -> None:
    story.run(actions.accept, "甲一")
    story.sweep_until(shanghai(11, 26, 18))
    assert [(which, who) for which, _tier, who, _at in story.fired()] == [("answer", "乙一")]
    assert story.waiting_for("乙一") == 1
    story.run(actions.accept, "乙一")
    assert story.waiting_for("乙一") == 0
    story.sweep_until(shanghai(11, 30))
    assert len(story.fired()) == 1


def test_what_is_done_is_confirmed_and_closed_out(story: Followed) -> None:
    story.completed()
    story.sweep_until(shanghai(12, 11))
    assert [(which, tier, who) for which, tier, who, _at in story.fired()] == [
        ("closing", 1, "乙一"),
        ("closing", 2, "乙一"),
        ("closing", 3, "办一"),
        ("closing", 3, "办一"),
    ]
    story.run(actions.confirm, "乙一")
    story.run(actions.close_out, "办一")
    assert story.waiting_for("办一") == 0
    story.sweep_until(shanghai(12, 31))
    assert len(story.fired()) == 4


def test_a_topic_goes_with_what_it_is_about(story: Followed) -> None:
    story.accepted()
    story.sweep_until(shanghai(12, 10))
    with db.reading() as session:
        assert session.scalars(select(Topic.state).where(Topic.basis == "escalation")).all() == ["proposed"]
    story.run(actions.complete, "甲一", "好了。")
    story.run(actions.close_out, "办一", "看过")
    with db.reading() as session:
        assert session.scalars(select(Topic.state).where(Topic.basis == "escalation")).all() == ["withdrawn"]


def test_of_a_case_only_the_named_are_told_and_no_topic_comes_of_it(held: Followed) -> None:
    held.decide()
    held.publish()
    held.only_named()
    held.sweep_until(shanghai(12, 31))
    assert {name for _which, _tier, who, _at in held.fired() for name in who.split("、")} <= {"办一", "甲长", ""}
    assert ("due", 4, "办一") in [(which, tier, who) for which, tier, who, _at in held.fired()]
    with db.reading() as session:
        assert session.scalars(select(Topic).where(Topic.basis == "escalation")).all() == []


def test_the_office_has_the_next_step_fire(story: Followed) -> None:
    story.run(actions.escalate, "办一", "市里要看")
    sweep()
    assert story.fired() == [("answer", 1, "甲一、乙一", clock.now())]


def test_a_years_holidays_move_what_was_counted_and_not_what_was_said(held: Followed) -> None:
    held.decide({"text": "没有日期的。"})
    with db.transaction() as session:
        session.execute(update(FollowUpSetting).values(due_days=42))
        for one in session.scalars(select(Passage).where(Passage.part == "decision")):
            on = "2027-01-05" if one.key == f"decision:{held.decision}" else None
            one.data = one.data | {"due_on": on}
    held.publish()
    said, counted = held.rows()
    assert (said.due_at, counted.due_at) == (shanghai(1, 5, year=2027),) * 2
    assert (said.is_provisional, counted.is_provisional) == (False, True)
    with db.transaction() as session:
        arrive(session)
    said, counted = held.rows()
    assert (said.due_at, counted.due_at) == (shanghai(1, 5, year=2027), shanghai(1, 7, year=2027))
    assert (counted.is_provisional, counted.counted_on) == (False, date(2027, 1, 5))
    happened = held.seen("办一", "D2026-0002").happenings
    assert "工作日安排有变，时限由2027年1月5日 17:00改为2027年1月7日 17:00" in [one.said for one in happened]
    with db.reading() as session:
        due = select(Escalation.base_at).where(Escalation.clock == "due", Escalation.matter_id == counted.id)
        assert session.scalars(due).one() == counted.due_at
    with db.transaction() as session:
        assert recompute(session, office_time(session)) == 0
