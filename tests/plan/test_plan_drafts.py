"""A draft is corrected, its names are resolved and its leads confirmed; until it is applied nothing else changes."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from hub.accounts.access import rights_changed
from hub.accounts.faults import Faults
from hub.accounts.models import Unit
from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.plan import actions, queries
from hub.plan.drafts import Answer, Draft, DraftFacts, DraftItem, dump, load
from tests.factories import make_group
from tests.plan.conftest import World, item_form, parties

FACTS = DraftFacts("2026年未成年人保护工作要点", "未保办〔2026〕2号", "区未保办", date(2026, 4, 7), None, 2026)
HELD = Draft(
    facts=FACTS,
    items=(
        DraftItem("1", 1, "一、家庭", "加强家庭教育指导", "正文", None, parties("区教育局", "区民政局")),
        DraftItem(
            "2",
            2,
            "一、家庭",
            "守护校园周边",
            "正文",
            None,
            parties("区市监局", "区教育局"),
            doubts=("标题可能不完整。",),
        ),
        DraftItem("3", 3, "二、社会", "压实强制报告制度", "正文", None, parties("区市监局", "各街道", lead=None)),
    ),
    doubts=("没有读到印发日期。",),
)


@pytest.fixture
def draft(world: World) -> str:
    with db.transaction() as session:
        return actions.start_draft(session, world.office, "要点.txt", HELD).public_id


def seen(world: World, draft: str) -> queries.DraftView:
    with db.reading() as session:
        return queries.draft(session, world.office, draft)


def test_a_draft_survives_its_row() -> None:
    assert load(dump(HELD)) == HELD
    assert load("{}") == Draft()


def test_the_preview_says_what_is_open(world: World, draft: str) -> None:
    view = seen(world, draft)
    assert [preview.change for preview in view.items] == [queries.Change.NEW] * 3
    assert [(name.name, name.who.kind, name.items) for name in view.names] == [("区市监局", "unknown", (2, 3))]
    assert [finding.blocking for finding in view.findings] == [True, False, False]
    assert [(finding.name, finding.item) for finding in view.findings] == [("区市监局", ""), ("", ""), ("", "2")]
    assert view.unconfirmed == 3


def reaching_nobody(view: queries.DraftView) -> list[tuple[str, str]]:
    return [(finding.message, finding.where) for finding in view.outside if not finding.blocking]


def test_a_group_without_units_is_said_and_stops_nothing(world: World, draft: str) -> None:
    assert reaching_nobody(seen(world, draft)) == []
    with db.transaction() as session:
        make_group(session, "各学校")
        session.execute(update(Unit).where(Unit.kind == "street").values(kind="member"))
        rights_changed(session)
        second = DraftItem("2", 2, "一、家庭", "守护校园", "正文", None, parties("各学校", "各街镇"))
        held = replace(HELD, items=(HELD.items[0], second, replace(HELD.items[2], parties=parties("各街道"))))
        public_id = actions.start_draft(session, world.office, "x", held).public_id
    assert reaching_nobody(seen(world, public_id)) == [
        ("集合“各学校”目前没有单位，请在“集合名称”中为它选定单位。", "groups"),
        ("集合“各街镇”目前没有单位，请在“单位”中新建街镇。", "units"),
    ]


def test_a_group_whose_first_unit_the_import_makes_is_no_question(world: World) -> None:
    street = Answer("new", name="华阳路街道办事处", short_name="华阳路街道", unit_kind="street")
    item = DraftItem("1", 1, "一、家庭", "守护校园", "正文", None, parties("华山路街道", "各街镇"))
    with db.transaction() as session:
        session.execute(update(Unit).where(Unit.kind == "street").values(kind="member"))
        rights_changed(session)
        held = Draft(facts=FACTS, items=(item,), answers={"华山路街道": street})
        public_id = actions.start_draft(session, world.office, "x", held).public_id
    assert reaching_nobody(seen(world, public_id)) == []


def test_one_answer_settles_a_name_in_all_items(world: World, draft: str) -> None:
    with db.transaction() as session:
        actions.answer_name(session, world.office, draft, 0, "区市监局", Answer("new", name="区市场监管局"))
    view = seen(world, draft)
    assert view.blocking == ()
    assert [party.who.name for preview in view.items for party in preview.parties if party.name == "区市监局"] == [
        "区市场监管局"
    ] * 2
    with db.transaction() as session:
        actions.answer_name(session, world.office, draft, 1, "区市监局", None)
    assert len(seen(world, draft).blocking) == 1


def test_answers_must_make_sense(world: World, draft: str) -> None:
    wrong = [
        (Answer("unit", "nobody"), Invalid),
        (Answer("group"), Invalid),
        (Answer("new", name=" "), Faults),
        (Answer("new", name="区教育局"), Faults),
        (Answer("new", name="区市场监管局", unit_kind="planet"), Faults),
    ]
    for answer, refusal in wrong:
        with pytest.raises(refusal), db.transaction() as session:
            actions.answer_name(session, world.office, draft, 0, "区市监局", answer)
    with pytest.raises(NotFound), db.transaction() as session:
        actions.answer_name(session, world.office, draft, 0, "别的名字", Answer("ignore"))


def test_a_corrected_item_has_no_doubts_and_a_confirmed_lead(world: World, draft: str) -> None:
    with db.transaction() as session:
        actions.correct_item(session, world.office, draft, 0, "2", item_form(2, "守护校园周边安全", section="一、家庭"))
    preview = seen(world, draft).find("2")
    assert preview is not None
    assert preview.item is not None
    assert (preview.title, preview.item.doubts, preview.item.leads_confirmed) == ("守护校园周边安全", (), True)


def test_an_added_item_stands_in_its_section_and_a_removed_one_is_gone(world: World, draft: str) -> None:
    with db.transaction() as session:
        actions.correct_item(session, world.office, draft, 0, None, item_form(4, "新增", section="一、家庭"))
        actions.remove_item(session, world.office, draft, 1, "1")
    assert [preview.number for preview in seen(world, draft).items] == [2, 4, 3]


def test_a_number_cannot_be_given_twice(world: World, draft: str) -> None:
    with pytest.raises(Faults) as refused, db.transaction() as session:
        actions.correct_item(session, world.office, draft, 0, "2", item_form(3))
    assert list(refused.value.by_field) == ["number"]


def test_leads_are_confirmed_singly_or_all_at_once(world: World, draft: str) -> None:
    with db.transaction() as session:
        actions.confirm_leads(session, world.office, draft, 0, frozenset({"2"}))
    assert seen(world, draft).unconfirmed == 2
    with db.transaction() as session:
        actions.confirm_leads(session, world.office, draft, 1)
    assert seen(world, draft).unconfirmed == 0


def test_whoever_saw_an_older_draft_is_told(world: World, draft: str) -> None:
    with db.transaction() as session:
        actions.correct_facts(session, world.office, draft, 0, FACTS)
    for change in (
        lambda session: actions.correct_facts(session, world.colleague, draft, 0, FACTS),
        lambda session: actions.confirm_leads(session, world.colleague, draft, 0),
        lambda session: actions.remove_item(session, world.colleague, draft, 0, "1"),
    ):
        with pytest.raises(Conflict), db.transaction() as session:
            change(session)
    assert seen(world, draft).revision == 1


def test_the_year_and_the_title_must_be_there(world: World, draft: str) -> None:
    with pytest.raises(Faults) as refused, db.transaction() as session:
        actions.correct_facts(session, world.office, draft, 0, DraftFacts(year=1999))
    assert list(refused.value.by_field) == ["title", "year"]


def test_drafts_belong_to_the_office(world: World, draft: str) -> None:
    with db.reading() as session:
        assert [entry.public_id for entry in queries.drafts(session, world.colleague)] == [draft]
        for viewer in world.others.values():
            with pytest.raises((NotFound, Denied)):
                queries.draft(session, viewer, draft)
    with db.transaction() as session:
        actions.discard_draft(session, world.colleague, draft)
    with pytest.raises(NotFound):
        seen(world, draft)


def test_what_a_document_may_never_be_is_found_before_the_import(world: World) -> None:
    held = Draft(
        facts=DraftFacts(title="长" * 201, number="", year=26),
        items=(DraftItem("1", 1, title="", parties=parties("名" * 81)), DraftItem("2", 1, title="长" * 201)),
    )
    with db.transaction() as session:
        public_id = actions.start_draft(session, world.office, "x", held).public_id
    messages = [finding.message for finding in seen(world, public_id).blocking]
    for word in ("太长", "哪一年", "重复", "没有标题", "不认识"):
        assert any(word in message for message in messages), word
