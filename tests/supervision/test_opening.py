"""What minutes decided becomes follow-ups: one each, numbered, with what the minutes say; corrections never double one."""

from datetime import date
from runpy import run_path

import pytest
from sqlalchemy import select, text, update

from hub.accounts.faults import Faults
from hub.core import clock, db
from hub.core.errors import Conflict, Denied
from hub.meetings.agenda.queries import open_decisions
from hub.meetings.models import Consultation
from hub.minutes.models import Minutes, Passage
from hub.minutes.publishing import actions as publishing
from hub.supervision import actions
from hub.supervision.actions import SettingForm, set_lights
from hub.supervision.models import FollowUp
from hub.supervision.settings import FollowUpSetting
from hub.supervision.todo import waiting_follow_ups
from tests.issues.story import shanghai

from .story import NUMBER, Followed


def waiting(story: Followed, who: str) -> set[str]:
    """What 待我处理 says of the person's follow-ups."""
    with db.reading() as session:
        return {one.label for one in waiting_follow_ups(session, story.scene[who])}


def actions_of(story: Followed, who: str) -> set[str]:
    return {str(one.act) for one in story.seen(who).allowed}


def test_each_decision_is_followed_up(held: Followed) -> None:
    held.decide({"text": "每周报送进度。另附名单。", "due_on": date(2026, 12, 14)})
    held.publish()
    first, second = held.rows()
    assert [(row.year, row.number, row.title) for row in (first, second)] == [
        (2026, 1, "统一校内初筛表"),
        (2026, 2, "每周报送进度"),
    ]
    assert first.due_at == shanghai(12, 4)
    assert (first.counted_from, first.is_provisional) == (None, False)
    assert first.text.startswith("会议议定：由区甲局牵头，区乙局配合，")
    assert held.units() == [("区甲局", True), ("区乙局", False)]
    assert (first.state, held.clocks()) == ("assigned", {"answer": "running", "due": "running"})
    assert first.decision_id == held.decision_row().id
    assert held.acts() == ["open"]


def test_what_has_no_date_is_due_in_twenty_days_at_the_end_of_a_working_day(held: Followed) -> None:
    held.decide()
    with db.transaction() as session:
        for one in session.query(Passage).filter_by(part="decision"):
            one.data = one.data | {"due_on": None}
        session.execute(update(FollowUpSetting).values(due_days=25))
    held.publish()
    row = held.row()
    assert clock.local(row.counted_from).date() == date(2026, 11, 24)
    assert row.counted_on == date(2026, 12, 19)  # a Saturday
    assert row.due_at == shanghai(12, 21)


def test_one_without_a_lead_waits_for_the_office(held: Followed) -> None:
    held.decide()
    held.without_lead()
    held.publish()
    assert (held.row().state, held.units()) == ("contested", [])
    assert held.clocks() == {"approval": "running", "due": "running"}
    held.run(actions.assign, "办一", (held.unit("区乙局"),), "由乙局牵头")
    assert (held.row().state, held.units()) == ("assigned", [("区乙局", True)])


def test_a_correction_changes_what_is_known(story: Followed) -> None:
    story.accepted()
    story.correct(
        due_on="2026-12-11",
        lead=story.unit("区甲局"),
        supporting=[story.unit("东街道")],
        sentence="会议议定：改后的话。",
    )
    (row,) = story.rows()
    assert (row.text, row.due_at) == ("会议议定：改后的话。", shanghai(12, 11))
    assert story.units() == [("区甲局", True), ("东街道", False)]
    assert story.released() == [story.scene.units["区乙局"]]
    assert row.state == "assigned"  # 东街道 has not taken it up
    assert story.acts()[-1] == "correct"
    said = story.seen("办一").happenings[0]
    assert said.said == (
        "纪要〔2026〕2号更正；时限由12月4日 17:00改为12月11日 17:00；责任单位由区甲局、区乙局改为区甲局、东街道"
    )
    assert said.before.startswith("会议议定：由区甲局牵头")


def test_a_correction_of_what_is_over_opens_nothing(story: Followed) -> None:
    story.completed()
    story.run(actions.close_out, "办一", "看过现场")
    story.correct(due_on="2026-12-11", supporting=[])
    (row,) = story.rows()
    assert (row.state, row.due_at, story.clocks()) == ("closed", shanghai(12, 4), {})
    assert story.acts()[-1] == "correct"


def test_void_minutes_leave_it_to_the_office(story: Followed) -> None:
    story.do(publishing.void, "办一", story.minutes.public_id, "发错了")
    assert story.row().state == "assigned"
    assert story.seen("甲一").card.is_void
    assert story.acts() == ["open", "void"]
    assert waiting(story, "办一") == {"待决定是否继续"}
    story.run(actions.withdraw, "办一", "原纪要已作废")
    assert (story.row().state, story.row().unfounded_at, story.clocks()) == ("withdrawn", None, {})
    assert waiting(story, "办一") == set()


def test_what_a_correction_no_longer_says_waits_for_the_office(story: Followed) -> None:
    """It goes on with its clocks meanwhile; whoever is asked is told, once, and decides once."""
    story.completed()
    assert actions_of(story, "办一") & {"keep"} == set()
    story.correct_without()
    assert story.acts()[-1] == "drop"
    assert story.seen("办一").happenings[0].said == "更正后的纪要〔2026〕2号没有这一项"
    assert (story.row().state, waiting(story, "办一"), waiting(story, "甲一")) == (
        "completed",
        {"待决定是否继续"},
        set(),
    )
    assert "keep" in actions_of(story, "办一")
    with pytest.raises(Denied):
        story.run(actions.keep, "甲一", "还要做")
    story.run(actions.keep, "办一", "仍有必要")
    assert (story.row().state, story.row().unfounded_at, story.acts()[-1]) == ("completed", None, "keep")
    with pytest.raises(Conflict):
        story.run(actions.keep, "办一", "再说一次")
    story.correct_without()  # says nothing of it either: no news
    assert (story.row().unfounded_at, story.acts()[-1]) == (None, "keep")


def test_what_is_closed_out_needs_no_decision(story: Followed) -> None:
    story.completed()
    story.correct_without()
    story.run(actions.close_out, "办一", "都好了")
    assert (story.row().state, story.row().unfounded_at) == ("closed", None)


def test_what_was_void_before_waits_from_the_migration_on(story: Followed) -> None:
    story.do(publishing.void, "办一", story.minutes.public_id, "发错了")
    since = story.row().unfounded_at
    with db.transaction() as session:
        session.execute(update(FollowUp).values(unfounded_at=None))
        session.execute(text(run_path("migrations/versions/0022_unfounded_follow_ups.py")["VOID_BEFORE"]))
    assert story.row().unfounded_at == since is not None


def test_what_a_correction_says_again_waits_for_nobody(story: Followed) -> None:
    story.do(publishing.void, "办一", story.minutes.public_id, "发错了")
    with db.transaction() as session:
        minutes = session.scalars(select(Minutes).where(Minutes.public_id == story.minutes.public_id)).one()
        actions.follow(session, minutes.id)
    assert story.row().unfounded_at is None
    story.run(actions.withdraw, "办一", "不办了")
    with db.transaction() as session:
        actions.note_void(session, minutes.id)
    assert (story.row().unfounded_at, story.acts()[-1]) == (None, "withdraw")


def test_what_is_closed_out_leaves_the_next_agenda(story: Followed) -> None:
    after = story.announced(starts_at=shanghai(12, 15, 14))

    def agenda() -> list[tuple[str, str, bool]]:
        with db.reading() as session:
            row = session.query(Consultation).filter_by(public_id=after).one()
            return [(one.text, one.number, one.is_late) for one in open_decisions(session, row)]

    assert agenda() == [("统一校内初筛表。", NUMBER, False)]
    story.at(shanghai(12, 4, 18))
    assert agenda() == [("统一校内初筛表。", NUMBER, True)]
    story.completed()
    story.run(actions.close_out, "办一", "都好了")
    assert agenda() == []
    assert story.decision_row().settled_at == story.row().closed_at
    story.run(actions.reopen, "办一", "又坏了", date(2026, 12, 10))
    assert agenda() == [("统一校内初筛表。", NUMBER, False)]
    story.run(actions.withdraw, "办一", "并入另一项")
    assert agenda() == []
    assert story.decision_row().settled_at is None


def test_overdue_ones_head_the_agenda_by_the_date_that_counts_now(held: Followed) -> None:
    held.decide({"text": "后到期。", "due_on": date(2026, 12, 14)})
    held.publish()
    held.at(shanghai(12, 3))
    held.do(actions.change_due, "办一", NUMBER, date(2026, 12, 18), "等文件")
    after = held.announced(starts_at=shanghai(12, 20, 14))
    held.at(shanghai(12, 15))
    with db.reading() as session:
        row = session.query(Consultation).filter_by(public_id=after).one()
        listed = [(one.number, one.due_on, one.is_late) for one in open_decisions(session, row)]
    assert listed == [("D2026-0002", date(2026, 12, 14), True), (NUMBER, date(2026, 12, 18), False)]


@pytest.mark.parametrize("field", ["due_days", "soon_days", "behind_days"])
def test_the_office_sets_lights(story: Followed, field: str) -> None:
    good = {"due_days": "30", "soon_days": "５", "behind_days": "9"}
    story.do(set_lights, "办一", SettingForm(**good))
    with pytest.raises(Faults) as refusal:
        story.do(set_lights, "办一", SettingForm(**good | {field: "0"}))
    assert list(refusal.value.by_field) == [field]
    with pytest.raises(Denied):
        story.do(set_lights, "甲一", SettingForm(**good))
    with db.reading() as session:
        row = session.query(FollowUpSetting).one()
        assert (row.due_days, row.soon_days, row.behind_days) == (30, 5, 9)
