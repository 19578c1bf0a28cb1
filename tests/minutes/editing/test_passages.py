"""Passages are edited in place, and no text of anybody is ever lost."""

from datetime import date
from typing import Any

import pytest

from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound, TooLarge
from hub.minutes.editing import actions
from hub.minutes.editing.queries import lines, of_consultation, page, revisions
from hub.minutes.editing.shapes import DecisionForm, Overtaken
from hub.minutes.models import Passage
from tests.minutes.story import Told


@pytest.fixture
def drafted(over: Told) -> Told:
    """The consultation is over, and the draft stands."""
    return over


def save(told: Told, passage: Passage, text: str, base: int, who: str = "办一") -> Any:
    """Let somebody save a text."""
    return told.run(actions.save, who, passage.public_id, text, base)


def test_every_text_stays_with_who_wrote_it(drafted: Told) -> None:
    passage = drafted.passage("heard")
    save(drafted, passage, "甲局汇报了情况。", 1)
    save(drafted, passage, "甲局、乙局汇报了情况。", 2, who="甲长")
    found = drafted.revisions(passage)
    assert [(one.number, one.base, one.text[:2]) for one in found] == [(1, 0, "会议"), (2, 1, "甲局"), (3, 2, "甲局")]
    assert [one.saved_by for one in found][1:] == [drafted.scene[who].person_id for who in ("办一", "甲长")]
    assert drafted.passage("heard").text == "甲局、乙局汇报了情况。"


def test_whoever_is_overtaken_gets_the_other_text_and_loses_none(drafted: Told) -> None:
    passage = drafted.passage("heard")
    save(drafted, passage, "第一个人写的。", 1)
    with pytest.raises(Overtaken) as refusal:
        save(drafted, passage, "第二个人写的。", 1, who="甲长")
    assert (refusal.value.latest.number, refusal.value.latest.text, refusal.value.latest.name) == (
        2,
        "第一个人写的。",
        "办一",
    )
    save(drafted, passage, "两个人的都写上。", refusal.value.latest.number, who="甲长")
    assert [one.text for one in drafted.revisions(passage)][1:] == ["第一个人写的。", "两个人的都写上。"]


def test_the_same_words_again_are_no_text_of_their_own(drafted: Told) -> None:
    passage = drafted.passage("heard")
    save(drafted, passage, "改过了。", 1)
    save(drafted, passage, " 改过了。\r\n", 1)  # as a retry says it
    assert drafted.passage("heard").number == 2


@pytest.mark.parametrize(
    ("text", "error"),
    [("", Invalid), ("  ", Invalid), ("字" * 8_001, TooLarge), ("身份证11010519491231002X", Invalid)],
)
def test_what_a_passage_may_not_say(drafted: Told, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        save(drafted, drafted.passage("heard"), text, 1)
    assert drafted.passage("heard").number == 1


def test_who_may_not_edit(drafted: Told) -> None:
    for who, error in (("甲一", NotFound), ("主任", NotFound), ("丙一", NotFound)):
        with pytest.raises(error):
            save(drafted, drafted.passage("heard"), "不行。", 1, who=who)
    with db.transaction() as session:
        row = session.merge(drafted.minutes)
        row.shown_at, row.state = row.created_at, "commenting"
    with pytest.raises(Denied):
        save(drafted, drafted.passage("heard"), "不行。", 1, who="甲一")


def test_nothing_is_edited_once_it_is_signed(drafted: Told) -> None:
    with db.transaction() as session:
        session.merge(drafted.minutes).state = "signed"
    with pytest.raises(Conflict):
        save(drafted, drafted.passage("heard"), "太晚了。", 1)


def test_a_decision_is_edited_by_what_it_is_made_of(drafted: Told) -> None:
    passage = drafted.passage("decision")
    form = DecisionForm("统一初筛表并培训。", drafted.unit("区乙局"), (drafted.unit("区甲局"),), date(2026, 12, 18))
    drafted.run(actions.save_decision, "办一", passage.public_id, form, 1)
    after = drafted.passage("decision")
    assert after.text == "会议议定：由区乙局牵头，区甲局配合，于2026年12月18日前统一初筛表并培训。"
    assert (after.data["lead"], after.data["due_on"], after.data["decision"]) == (
        drafted.unit("区乙局"), "2026-12-18", drafted.decision
    )  # fmt: skip
    for wrong in (
        DecisionForm("好。", "0" * 14),
        DecisionForm("好。", drafted.unit("区甲局"), (drafted.unit("区甲局"),)),
        DecisionForm(""),
    ):
        with pytest.raises(Invalid):
            drafted.run(actions.save_decision, "办一", passage.public_id, wrong, 2)
    with pytest.raises(Invalid):
        save(drafted, passage, "会议议定：随便写。", 2)


def test_an_older_text_is_restored_as_a_new_one(drafted: Told) -> None:
    passage = drafted.passage("heard")
    first = passage.text
    save(drafted, passage, "改坏了。", 1)
    drafted.run(actions.restore, "办一", passage.public_id, 1)
    after = drafted.passage("heard")
    assert (after.text, after.number) == (first, 3)
    assert drafted.revisions(passage)[-1].why == "restore"
    with pytest.raises(NotFound):
        drafted.run(actions.restore, "办一", passage.public_id, 99)


def test_paragraphs_are_added_moved_removed_and_put_back(drafted: Told) -> None:
    heard = drafted.passage("heard")
    added = drafted.run(actions.add, "办一", heard.public_id, "另有书面材料。").public_id

    def parts() -> list[str]:
        return [one.part for one in drafted.passages() if one.item == heard.item]

    assert parts() == ["heading", "heard", "free", "position", "decision"]
    drafted.run(actions.move, "办一", added, up=True)
    assert parts() == ["heading", "free", "heard", "position", "decision"]
    with pytest.raises(Conflict):
        drafted.run(actions.move, "办一", added, up=True)
    drafted.run(actions.remove, "办一", added, 1)
    assert "free" not in parts()
    with pytest.raises(Overtaken):
        save(drafted, next(one for one in [heard] if one), "旧的。", 9)
    drafted.run(actions.put_back, "办一", added)
    assert parts() == ["heading", "free", "heard", "position", "decision"]
    with pytest.raises(Conflict):
        drafted.run(actions.remove, "办一", drafted.passage("decision").public_id, 1)


def test_lists_of_people_stay_lists(drafted: Told) -> None:
    passage = drafted.passage("people")
    save(drafted, passage, "区甲局　甲一、甲二（科长，迟到），区丙局", passage.number)
    assert drafted.passage("people").data == {
        "standing": "present",
        "people": [
            {
                "unit": "区甲局",
                "names": [
                    {"name": "甲一", "post": "", "is_late": False},
                    {"name": "甲二", "post": "科长", "is_late": True},
                ],
            },
            {"unit": "区丙局"},
        ],
    }


def test_the_page_says_where_each_sentence_comes_from(drafted: Told) -> None:
    with db.reading() as session:
        found = page(session, drafted.scene["办一"], drafted.minutes.public_id)
    heard = next(one for one in found.passages if one.part == "heard")
    assert "".join(one.text for one in heard.sentences) == heard.text
    assert [len(one.sources) for one in heard.sentences] == [1, 1, 1]
    assert heard.sources[0].thing == drafted.statement
    save(drafted, drafted.passage("heard"), "会议听取了区甲局的发言。其余另附。", 1)
    with db.reading() as session:
        again = page(session, drafted.scene["办一"], drafted.minutes.public_id)
    heard = next(one for one in again.passages if one.part == "heard")
    assert [(one.text, bool(one.sources)) for one in heard.sentences] == [
        ("会议听取了区甲局的发言。", True), ("其余另附。", False)
    ]  # fmt: skip


def test_texts_are_shown_with_what_was_changed(drafted: Told) -> None:
    passage = drafted.passage("heading")
    save(drafted, passage, "关于转介衔接机制", 1)
    with db.reading() as session:
        latest, first = revisions(session, drafted.scene["办一"], drafted.minutes.public_id, passage.public_id)
    assert "".join(one.text for one in latest.pieces if one.kind != "new") == first.text
    assert "".join(one.text for one in latest.pieces if one.kind != "gone") == latest.text
    assert [one.text for one in latest.pieces if one.kind == "new"] == ["衔接"]


def test_the_list_and_the_consultation_show_it_to_those_who_may_read(drafted: Told) -> None:
    def seen(who: str) -> tuple[int, bool]:
        viewer = drafted.scene[who]
        with db.reading() as session:
            found, _more = lines(session, viewer, ("draft",))
            return len(found), of_consultation(session, viewer, drafted.consultation) is not None

    assert [seen(who) for who in ("办一", "甲长", "甲一", "主任", "管理")] == [(1, True), (1, True), *[(0, False)] * 3]
