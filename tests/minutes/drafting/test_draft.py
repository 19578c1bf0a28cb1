"""The draft stands in the moment a consultation is closed, says what the record says, and nothing else."""

import pytest

from hub.channels.actions import retract_message
from hub.core import db
from hub.core.errors import Conflict
from hub.core.viewer import Viewer
from hub.meetings.live import actions as live
from hub.minutes.drafting import actions
from hub.minutes.drafting.todo import count_drafts, waiting_drafts
from hub.minutes.editing import actions as editing
from hub.minutes.models import Minutes
from hub.minutes.rules import Act
from hub.minutes.standing import check
from tests.minutes.story import Told

WHOLE = """\
lead: 2026年11月24日，区未保办联络员办一主持召开转介衔接专项会商，研究了转介机制、号源等2个议题。现将议定事项纪要如下：
heading: 关于转介机制
heard: 会议听取了区甲局的发言。区甲局：本学期转介23人，平均等候16天。区乙局参加了讨论。
position: 区甲局表示同意。区乙局提出保留意见：24小时首诊做不到。
decision: 会议议定：由区甲局牵头，区乙局配合，于2026年12月4日前统一校内初筛表。
heading: 关于号源
carried: “号源”转下次会商研究。
heading: 关于走访
carried: “走访”转下次会商研究。
people: 区甲局　甲一，区乙局　代表（科长）"""


def test_the_draft_says_what_was_said_and_decided(told: Told) -> None:
    told.hold()
    assert told.text() == WHOLE
    assert (told.minutes.title, told.minutes.state, told.minutes.shown_at) == ("转介衔接专项会商纪要", "draft", None)
    first = told.revisions(told.passage("heard"))
    assert [(one.number, one.why, one.saved_by) for one in first] == [(1, "draft", None)]


def test_each_sentence_leads_to_where_it_comes_from(told: Told) -> None:
    told.hold()
    heard, decision = told.passage("heard"), told.passage("decision")
    found = [(one.quote, one.kind, one.thing, one.message_id is not None) for one in heard.sources]
    assert found[0] == ("会议听取了区甲局的发言。", "message", told.statement, True)
    assert found[1][:3] == ("区甲局：本学期转介23人，平均等候16天。", "message", told.statement)
    assert {(one.kind, one.thing) for one in decision.sources} == {
        ("decision", told.decision), ("message", told.statement)
    }  # fmt: skip
    assert decision.data["lead"] == told.unit("区甲局")
    assert decision.data["due_on"] == "2026-12-04"


def test_what_was_dropped_retracted_or_never_said_is_not_in_it(told: Told) -> None:
    told.next()
    gone = told.state("说错了的数字")
    told.do(retract_message, "甲一", gone)
    told.act(live.drop, told.write("转介机制", "没有同意的事。"))
    told.close()
    assert "说错了" not in told.text()
    assert "没有同意的事" not in told.text()
    assert "empty: 本议题没有发言和议定事项的记录。" in told.text()
    assert "empty: 本议题未及研究。" in told.text()


def test_a_point_on_which_they_differ_is_carried_over_and_not_decided(told: Told) -> None:
    told.next()
    told.act(live.state_position, told.items["转介机制"], "against", "没有经费", who="乙一")
    told.close(carried=(told.items["转介机制"],))
    assert "区乙局不同意：没有经费。" in told.text()
    assert "“转介机制”未形成一致意见，转下次会商。" in told.text()
    assert "议定：" not in told.text()


def test_who_is_excused_absent_or_late_stands_where_they_belong(told: Told) -> None:
    told.next()
    told.wait(minutes=40)
    told.act(live.sign_in, who="甲一")
    told.close()
    lists = {one.data["standing"]: one.text for one in told.passages() if one.part == "people"}
    assert lists["present"] == "区甲局　甲一（迟到）"
    assert lists["absent"] == "区乙局"


def test_closed_again_what_nobody_touched_is_new_and_what_somebody_edited_stays(told: Told) -> None:
    told.hold()
    edited = told.passage("heard")
    told.do(actions.accept, "办一", told.minutes.public_id, shortened(told, edited.public_id))
    told.act(live.reopen)
    told.next()
    told.fixed("号源", "每周放号。")
    told.close(carried=(told.items["走访"],))
    assert [one.why for one in told.revisions(edited)] == ["draft", "accept"]  # it would say the same
    told.act(live.reopen)
    told.act(live.go_to, told.items["转介机制"], told.now())
    told.state("补充：其中住校生5人")
    told.close(carried=(told.items["走访"],))
    assert "decision: 会议议定：由区甲局牵头，于2026年12月14日前每周放号。" in told.text()
    assert told.passage("heard").public_id == edited.public_id
    assert [one.why for one in told.revisions(edited)] == ["draft", "draft", "accept"]
    assert told.passage("heard").number == told.revisions(edited)[-1].number == 3
    assert "住校生5人" in told.revisions(edited)[1].text
    assert "住校生5人" not in told.passage("heard").text


def test_what_an_editor_added_stays_behind_what_it_was_added_to(told: Told) -> None:
    told.hold()
    told.run(editing.add, "办一", told.passage("position").public_id, "两家会后再议。")
    told.act(live.reopen)
    told.act(live.go_to, told.items["转介机制"], told.now())
    told.fixed("转介机制", "每月通报一次。")
    told.fixed("转介机制", "设一名联络人。")
    told.close(carried=(told.items["号源"], told.items["走访"]))
    parts = [(one.part, one.item) for one in told.passages()]
    here = told.items["转介机制"]
    assert parts[1:8] == [
        ("heading", here), ("heard", here), ("position", here), ("free", here), *[("decision", here)] * 3
    ]  # fmt: skip


def test_while_it_goes_on_again_a_draft_is_edited_and_nothing_else(told: Told) -> None:
    told.hold()
    told.act(live.reopen)
    row = told.minutes
    with db.transaction() as session:
        check(Act.EDIT, session.merge(row))
        with pytest.raises(Conflict, match="会商已经恢复"):
            check(Act.SEND_TO_REVIEW, session.merge(row))
    told.close(carried=(told.items["走访"],))
    with db.transaction() as session:
        check(Act.SEND_TO_REVIEW, session.merge(told.minutes))


def shortened(told: Told, passage: str) -> str:
    """As if a summarizer had written it; the passage's public id again."""
    with db.transaction() as session:
        row = next(one for one in told.passages() if one.public_id == passage)
        session.merge(row).is_extract = True
    return passage


def test_it_does_not_go_on_once_units_were_asked(told: Told) -> None:
    told.hold()
    with db.transaction() as session:
        session.merge(told.minutes).state = "commenting"
    with pytest.raises(Conflict):
        told.act(live.reopen)


def test_of_many_statements_some_are_picked_until_a_person_accepts(told: Told) -> None:
    told.do(actions.change_unshortened, "办一", "2")
    told.next()
    told.state("大家辛苦了。")
    told.state("本月转介23人，等候16天，建议增加号源。今天天气不错。")
    told.state("我补充一句。")
    told.close()
    passage = told.passage("heard")
    assert passage.is_extract
    assert "本月转介23人" in passage.text
    assert "天气" not in passage.text
    told.do(actions.accept, "办一", told.minutes.public_id, passage.public_id)
    assert not told.passage("heard").is_extract
    with pytest.raises(Conflict):
        told.do(actions.accept, "办一", told.minutes.public_id, passage.public_id)


def test_where_nothing_is_to_be_shortened_all_of_it_stands(told: Told) -> None:
    told.do(actions.change_unshortened, "办一", "0")
    told.next()
    for number in range(13):
        told.state(f"第{number}点意见")
    told.close()
    passage = told.passage("heard")
    assert not passage.is_extract
    assert all(f"第{number}点意见。" in passage.text for number in range(13))


def waiting(told: Told, who: str) -> int:
    """How many drafts wait for somebody; the count and the list say the same."""
    viewer: Viewer = told.scene[who]
    with db.reading() as session:
        listed = waiting_drafts(session, viewer)
        assert count_drafts(session, viewer) == len(listed)
        return len(listed)


def test_it_waits_for_the_office_and_who_took_notes_and_for_nobody_else(told: Told) -> None:
    told.hold()
    assert [waiting(told, who) for who in ("办一", "甲长", "甲一", "主任", "管理")] == [1, 1, 0, 0, 0]
    with db.transaction() as session:
        session.merge(told.minutes).state = "reviewing"
    assert waiting(told, "办一") == 0


def test_one_consultation_has_one_draft(told: Told) -> None:
    told.hold()
    with db.reading() as session:
        assert session.query(Minutes).count() == 1
