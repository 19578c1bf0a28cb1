"""议定事项: captured, read back, fixed; never without a lead and a due date, never fixed in words that nobody heard."""

from datetime import date

import pytest

from hub.channels.actions import retract_message
from hub.core.errors import Conflict, Denied, Invalid, NotFound, TooLarge
from hub.meetings.live import actions
from hub.meetings.live.shapes import DecisionDraft, DecisionView
from tests.meetings.live.held import Held


def view(held: Held, decision: str) -> DecisionView:
    """The decision as the record has it."""
    return next(one for item in held.record().items for one in item.decisions if one.public_id == decision)


def test_from_draft_over_reading_to_fixed(held: Held) -> None:
    held.next()
    made = held.write("转介机制", "一律附初筛表。", supporting=(held.unit("区乙局"), held.unit("区甲局")))
    assert view(held, made).state == "draft"
    with pytest.raises(Conflict):
        held.act(actions.fix, made)
    held.act(actions.read_back, made)
    held.act(actions.fix, made)
    found = view(held, made)
    assert (found.state, found.lead_name, found.due_on) == ("fixed", "区甲局", date(2026, 12, 14))
    assert [name for _id, name in found.supporting] == ["区乙局"]  # the lead supports nobody
    assert found.fixed_at is not None
    with pytest.raises(Conflict):
        held.act(actions.edit, made, DecisionDraft("别的"))


@pytest.mark.parametrize("missing", [{"lead": ""}, {"due_on": None}])
def test_nothing_is_read_back_or_fixed_without_a_lead_and_a_due_date(held: Held, missing: dict[str, object]) -> None:
    held.next()
    made = held.write("转介机制", **missing)
    with pytest.raises(Invalid) as refused:
        held.act(actions.read_back, made)
    assert refused.value.field == next(iter(missing))
    with pytest.raises(Conflict):
        held.act(actions.fix, made)
    assert view(held, made).state == "draft"


def test_words_that_change_while_they_are_read_are_read_again(held: Held) -> None:
    held.next()
    made = held.write("转介机制")
    held.act(actions.read_back, made)
    held.act(actions.edit, made, DecisionDraft("每月报送。", lead=held.unit("区乙局"), due_on=date(2026, 12, 20)))
    found = view(held, made)
    assert (found.state, found.text, found.lead_name) == ("draft", "每月报送。", "区乙局")
    with pytest.raises(Conflict):
        held.act(actions.fix, made)


def test_what_is_dropped_can_be_restored(held: Held) -> None:
    held.next()
    made = held.fixed("转介机制")
    held.act(actions.drop, made)
    assert view(held, made).state == "dropped"
    assert view(held, made).fixed_at is None
    with pytest.raises(Conflict):
        held.act(actions.read_back, made)
    held.act(actions.restore, made)
    assert view(held, made).state == "draft"


def test_sources_are_messages_of_this_channel_that_stand(held: Held) -> None:
    held.next()
    said, gone = held.say("平均等候十六天。"), held.say("说错了。")
    made = held.write("转介机制", sources=(said, gone))
    assert set(view(held, made).sources) == {said, gone}
    held.do(retract_message, "甲一", gone)
    with pytest.raises(Invalid):
        held.act(actions.edit, made, DecisionDraft("改", sources=(gone,)))
    with pytest.raises(Invalid):
        held.act(actions.edit, made, DecisionDraft("改", sources=("0" * 14,)))
    held.act(actions.edit, made, DecisionDraft("改", sources=(said,)))
    assert view(held, made).sources == (said,)


def test_a_retry_has_one_effect(held: Held) -> None:
    held.next()
    made = held.write("转介机制", client_id="once")
    assert held.write("转介机制", client_id="once") == made
    with pytest.raises(Conflict):
        held.write("走访", client_id="once")


def test_what_cannot_be_is_refused_and_changes_nothing(held: Held) -> None:
    held.next()
    made = held.write("转介机制")
    for wrong, error in (
        (DecisionDraft(" "), Invalid),
        (DecisionDraft("长" * 1001), TooLarge),
        (DecisionDraft("早", due_on=date(2026, 11, 23)), Invalid),
        (DecisionDraft("谁", lead="0" * 14), Invalid),
    ):
        with pytest.raises(error):
            held.act(actions.edit, made, wrong)
    assert view(held, made).text == "每周报送。"
    for who in ("甲一", "主任", "专家"):
        with pytest.raises(Denied):
            held.write("转介机制", who=who)
        with pytest.raises(Denied):
            held.act(actions.fix, made, who=who)
    with pytest.raises(NotFound):
        held.act(actions.fix, made, who="丙一")
    held.act(actions.drop, made)
    held.close()
    with pytest.raises(Conflict):
        held.write("转介机制")
