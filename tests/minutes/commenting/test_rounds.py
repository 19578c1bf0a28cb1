"""Comment rounds: who is asked until when, what units say and may take back, how comments are answered, and when a round ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from hub.core import clock, db
from hub.core.errors import Conflict, Denied, Invalid, NotFound, RateLimited, TooLarge
from hub.minutes.commenting import actions
from hub.minutes.commenting.models import Comment, CommentRound
from hub.minutes.commenting.queries import latest, settings
from hub.minutes.commenting.reminding import remind_of_rounds
from hub.minutes.commenting.shapes import CommentDraft, RoundView
from hub.minutes.editing import actions as editing
from hub.minutes.editing.queries import page
from hub.minutes.editing.shapes import Overtaken
from hub.minutes.events import MinutesChanged
from hub.minutes.models import MinutesEvent, Passage
from hub.minutes.publishing import actions as publishing
from hub.minutes.publishing.todo import count_steps, waiting_minutes
from tests.minutes.story import Told


def seen(told: Told, who: str) -> RoundView | None:
    """The round as somebody knows it."""
    with db.reading() as session:
        return latest(session, told.scene[who], session.merge(told.minutes))


def known(told: Told, who: str) -> RoundView:
    """The round as somebody knows it who does."""
    found = seen(told, who)
    assert found is not None
    return found


def say(told: Told, who: str, text: str = "时限太紧。", passage: Passage | None = None, proposal: str = "") -> str:
    """A comment of somebody's unit; its public id."""
    about, number = (passage.public_id, passage.number) if passage else ("", 0)
    return str(told.run(actions.comment, who, CommentDraft(text, about, number, proposal)).public_id)


def decide(told: Told, comment: str, verdict: str, reply: str = "", **further: Any) -> None:
    """The office answers."""
    told.run(actions.decide, "办一", comment, verdict, reply, **further)


def labels(told: Told, who: str) -> list[str]:
    """What minutes wait for from somebody; the count and the list say the same."""
    with db.reading() as session:
        found = waiting_minutes(session, told.scene[who])
        assert count_steps(session, told.scene[who]) == len(found)
    return [one.label for one in found]


def test_units_are_asked_until_close_of_business_of_the_third_working_day(drafted: Told, heard: list[object]) -> None:
    assert seen(drafted, "办一") is None
    assert [labels(drafted, who) for who in ("甲一", "乙一")] == [[], []]
    drafted.run(actions.ask_units, "办一")
    found = known(drafted, "办一")
    assert (found.number, found.silence, [one.name for one in found.units]) == (1, "agrees", ["区甲局", "区乙局"])
    assert clock.local(found.due_at).date() == date(2026, 11, 27)
    assert clock.local(found.due_at).hour >= 17
    assert drafted.minutes.state == "commenting"
    assert drafted.minutes.shown_at == clock.now()
    told = [one for one in heard if isinstance(one, MinutesChanged) and one.act == "ask-units"]
    units = {drafted.scene[who].unit_id for who in ("甲一", "乙一")}
    assert [set(one.units) for one in told] == [units]
    assert [labels(drafted, who) for who in ("甲一", "甲长", "乙一")] == [["纪要征求意见"]] * 3


def test_not_with_extracts_that_nobody_has_read(drafted: Told) -> None:
    with db.transaction() as session:
        session.execute(update(Passage).where(Passage.part == "heard").values(is_extract=True))
    with pytest.raises(Conflict):
        drafted.run(actions.ask_units, "办一")


@pytest.mark.parametrize("days", ["0", "31", "三", "-1", "9" * 9])
def test_days_are_working_days_within_reason(drafted: Told, days: str) -> None:
    with pytest.raises(Invalid) as refusal:
        drafted.run(actions.ask_units, "办一", days)
    assert refusal.value.field == "days"
    drafted.run(actions.ask_units, "办一", "１０")
    assert clock.local(known(drafted, "办一").due_at).date() == date(2026, 12, 8)


def test_a_unit_says_that_it_has_none(asked: Told) -> None:
    asked.run(actions.no_comments, "乙一")
    asked.run(actions.no_comments, "乙一")
    with db.reading() as session:
        said = session.scalars(select(MinutesEvent).where(MinutesEvent.act == "comment")).all()
    assert len(said) == 1
    assert known(asked, "办一").answered == 1
    assert known(asked, "乙一").my_answer == "none"
    assert (labels(asked, "乙一"), labels(asked, "甲一")) == ([], ["纪要征求意见"])
    say(asked, "乙一")  # it may change its mind
    assert known(asked, "乙一").my_answer == "comments"
    with pytest.raises(Conflict):
        asked.run(actions.no_comments, "乙一")


def test_a_unit_sees_its_own_comments_and_the_editors_all(asked: Told) -> None:
    say(asked, "乙一", "时限太紧。", asked.passage("decision"))
    say(asked, "甲一", "无异议，另请注明分管处室。")
    assert [one.text[:2] for one in known(asked, "办一").comments] == [
        "无异",
        "时限",
    ]  # of the whole, then as the document goes
    assert [(one.name, one.is_mine) for one in known(asked, "乙一").comments] == [("区乙局", True)]
    assert [one.name for one in known(asked, "乙一").units] == ["区乙局"]
    assert [one.name for one in known(asked, "甲长").comments] == ["区甲局", "区乙局"]  # who took notes edits
    with pytest.raises(NotFound):
        asked.run(actions.comment, "丙一", CommentDraft("路过。"))
    with pytest.raises(Denied):
        asked.run(actions.end, "乙一")
    assert seen(asked, "主任") is None


@pytest.mark.parametrize(
    ("draft", "error", "field"),
    [
        (CommentDraft(" \n"), Invalid, "text"),
        (CommentDraft("字" * 1001), TooLarge, "text"),
        (CommentDraft("好", proposal="字" * 8001), TooLarge, "proposal"),
        (CommentDraft("好", "bbbbbbbbbbbbbb"), NotFound, None),
    ],
)
def test_what_a_comment_must_be(asked: Told, draft: CommentDraft, error: type[Exception], field: str | None) -> None:
    with pytest.raises(error) as refusal:
        asked.run(actions.comment, "乙一", draft)
    assert getattr(refusal.value, "field", None) == field
    assert known(asked, "乙一").my_answer == ""


def test_taken_back_a_comment_is_none(asked: Told) -> None:
    first, second = say(asked, "乙一"), say(asked, "乙一", "还有一条。")
    with pytest.raises(NotFound):
        asked.run(actions.take_back, "甲一", first)
    asked.run(actions.take_back, "乙一", first)
    assert known(asked, "乙一").my_answer == "comments"
    asked.run(actions.take_back, "乙一", second)
    asked.run(actions.take_back, "乙一", second)
    assert (known(asked, "乙一").my_answer, known(asked, "办一").comments) == ("", ())
    third = say(asked, "乙一", "想清楚了。")
    decide(asked, third, "declined", "已在会上议定。")
    with pytest.raises(Conflict):
        asked.run(actions.take_back, "乙一", third)


def test_accepted_as_proposed_the_passage_says_so(asked: Told) -> None:
    passage = asked.passage("heard")
    made = say(asked, "乙一", "措辞不准确。", passage, "会议听取了甲局的情况汇报。")
    assert labels(asked, "办一") == ["意见待答复"]
    decide(asked, made, "accepted", rewrites=True)
    assert asked.passage("heard").text == "会议听取了甲局的情况汇报。"
    assert [(one.number, one.why) for one in asked.revisions(passage)] == [(1, "draft"), (2, "comment")]
    assert [(one.verdict, one.is_old) for one in known(asked, "乙一").comments] == [("accepted", True)]
    assert labels(asked, "办一") == []
    decide(asked, made, "accepted", "照改。", rewrites=True)  # again: the words stand once
    assert asked.passage("heard").number == 2


def test_a_proposal_on_a_text_that_has_gone_loses_neither(asked: Told) -> None:
    passage = asked.passage("heard")
    made = say(asked, "乙一", "措辞不准确。", passage, "会议听取了甲局的情况汇报。")
    asked.run(editing.save, "办一", passage.public_id, "会议听取了汇报。", 1)
    with pytest.raises(Overtaken) as refusal:
        decide(asked, made, "accepted", rewrites=True)
    assert refusal.value.latest.text == "会议听取了汇报。"
    assert [one.verdict for one in known(asked, "办一").comments] == [""]
    decide(asked, made, "accepted", "已另行修改。")
    assert [one.reply for one in known(asked, "乙一").comments] == ["已另行修改。"]


def test_words_that_were_not_changed_are_no_proposal(asked: Told) -> None:
    passage = asked.passage("heard")
    made = say(asked, "乙一", "请核对。", passage, passage.text)
    assert known(asked, "办一").comments[0].proposal == ""
    with pytest.raises(Conflict):
        decide(asked, made, "accepted", rewrites=True)
    decision = say(asked, "乙一", "时限太紧。", asked.passage("decision"), "会议议定：别的事。")
    assert [one.proposal for one in known(asked, "办一").comments if one.public_id == decision] == [""]


def test_declining_says_why(asked: Told) -> None:
    made = say(asked, "乙一")
    with pytest.raises(Invalid):
        decide(asked, made, "declined", " ")
    with pytest.raises(Invalid):
        decide(asked, made, "perhaps")
    with pytest.raises(Denied):
        asked.run(actions.decide, "乙一", made, "accepted")
    decide(asked, made, "declined", "会上已经议定。")
    assert [(one.verdict, one.reply) for one in known(asked, "乙一").comments] == [("declined", "会上已经议定。")]


def test_it_does_not_end_with_comments_that_nobody_answered(asked: Told) -> None:
    made = say(asked, "乙一")
    asked.run(actions.no_comments, "甲一")
    with pytest.raises(Conflict):
        asked.run(actions.end, "办一", "不等了")
    decide(asked, made, "accepted")
    asked.run(actions.end, "办一")
    assert asked.minutes.state == "draft"
    found = known(asked, "乙一")
    assert (found.is_running, found.is_asked, found.end_reason, len(found.comments)) == (False, False, "", 1)
    with pytest.raises(Conflict):
        asked.run(actions.no_comments, "甲一")


def test_before_the_deadline_it_ends_early_with_a_reason_alone(asked: Told) -> None:
    with pytest.raises(Conflict):
        asked.run(actions.end, "办一")
    asked.run(actions.end, "办一", "市里今天要纪要。")
    assert known(asked, "甲一").end_reason == "市里今天要纪要。"


@pytest.mark.parametrize("silence", ["agrees", "open"])
def test_what_silence_means_is_what_the_notice_said(drafted: Told, silence: str) -> None:
    drafted.do(actions.set_rounds, "办一", "2", silence)
    drafted.run(actions.ask_units, "办一")
    drafted.do(actions.set_rounds, "办一", "5", "agrees" if silence == "open" else "open")
    assert known(drafted, "办一").silence == silence
    drafted.wait(minutes=4 * 24 * 60)
    assert known(drafted, "办一").is_late
    assert labels(drafted, "办一") == ["意见待答复"]
    if silence == "open":
        with pytest.raises(Conflict):
            drafted.run(actions.end, "办一")
        drafted.run(actions.no_comments, "甲一")  # late is not too late
        drafted.run(actions.no_comments, "乙一")
    drafted.run(actions.end, "办一")
    assert drafted.minutes.state == "draft"


def test_a_second_round_asks_anew(asked: Told) -> None:
    say(asked, "乙一")
    decide(asked, known(asked, "办一").comments[0].public_id, "accepted")
    asked.run(actions.end, "办一", "先改一稿。")
    asked.run(actions.ask_units, "办一", "1")
    found = known(asked, "乙一")
    assert (found.number, found.my_answer, found.comments) == (2, "", ())
    with pytest.raises(Conflict):
        asked.run(actions.ask_units, "办一")


def test_on_to_review_by_way_of_the_end(asked: Told) -> None:
    with pytest.raises(Conflict):
        asked.run(publishing.send_to_review, "办一")
    asked.run(actions.end, "办一", "不等了。")
    asked.run(publishing.send_to_review, "办一")
    with db.reading() as session:
        assert page(session, asked.scene["办一"], asked.minutes.public_id).were_asked


def test_reminding_reaches_the_silent_and_no_more_than_every_four_hours(asked: Told, heard: list[object]) -> None:
    asked.run(actions.no_comments, "甲一")
    assert asked.run(actions.remind, "办一") == 1
    told = [one.units for one in heard if isinstance(one, MinutesChanged) and one.act == "remind-units"]
    assert told == [(asked.scene["乙一"].unit_id,)]
    with pytest.raises(RateLimited):
        asked.run(actions.remind, "办一")
    asked.wait(minutes=4 * 60)
    assert asked.run(actions.remind, "办一") == 1
    asked.run(actions.no_comments, "乙一")
    with pytest.raises(Conflict):
        asked.run(actions.remind, "办一")


def test_the_hub_reminds_by_itself_once_on_the_working_day_before(asked: Told, heard: list[object]) -> None:
    assert remind_of_rounds() == 0  # Tuesday
    asked.wait(minutes=24 * 60)
    assert remind_of_rounds() == 0  # Wednesday
    asked.wait(minutes=24 * 60)
    assert [remind_of_rounds(), remind_of_rounds()] == [2, 0]  # Thursday; due on Friday
    told = [one for one in heard if isinstance(one, MinutesChanged) and one.act == "remind-units"]
    assert [one.person_id for one in told] == [None]


def test_not_in_the_night(asked: Told) -> None:
    asked.at(clock.local(clock.now()).replace(day=26, hour=8, minute=59))
    assert remind_of_rounds() == 0
    asked.wait(minutes=1)
    assert remind_of_rounds() == 2


def test_a_round_of_one_day_is_not_reminded_of_on_its_first(drafted: Told) -> None:
    drafted.run(actions.ask_units, "办一", "1")
    drafted.wait(minutes=60)
    assert remind_of_rounds() == 0


def test_what_the_office_sets(drafted: Told) -> None:
    with db.reading() as session:
        assert settings(session) == (3, "agrees")
    for days, silence in (("", "agrees"), ("2", "maybe")):
        with pytest.raises(Invalid):
            drafted.do(actions.set_rounds, "办一", days, silence)
    with pytest.raises(Denied):
        drafted.do(actions.set_rounds, "甲一", "2", "open")
    drafted.do(actions.set_rounds, "办一", "2", "open")
    drafted.run(actions.ask_units, "办一")
    assert clock.local(known(drafted, "办一").due_at).date() == date(2026, 11, 26)


def test_a_case_is_commented_on_by_who_is_named(drafted: Told) -> None:
    with db.transaction() as session:
        held = session.merge(drafted.minutes).consultation
        held.is_named_only = True
    drafted.run(actions.ask_units, "办一")
    assert labels(drafted, "乙一") == []
    with pytest.raises(NotFound):
        drafted.run(actions.no_comments, "乙一")


def test_one_round_runs_at_a_time_whatever_is_written(asked: Told) -> None:
    with db.reading() as session:
        rows = session.scalars(select(CommentRound)).all()
        assert [(one.number, one.ended_at) for one in rows] == [(1, None)]
        assert session.scalars(select(Comment)).all() == []
    assert clock.now() + timedelta(days=4) > rows[0].due_at
