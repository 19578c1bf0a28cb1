"""A draft becomes a plan whole or not at all; a newer version shows what is new, changed and gone, and asks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.accounts.models import Unit
from hub.accounts.queries import directory
from hub.core import db, events
from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.core.viewer import Viewer
from hub.plan import actions, queries
from hub.plan.actions import Applied, Choices
from hub.plan.drafts import Answer, Draft, DraftFacts, DraftItem
from hub.plan.events import ItemAdded, ItemChanged, ItemGone, PlanImported
from hub.plan.models import WorkItem, WorkPlan
from hub.plan.queries import Change
from tests.plan.conftest import World, item_form, parties

FACTS = DraftFacts("2026年未成年人保护工作要点", "未保办〔2026〕2号", "区未保办", date(2026, 4, 7), None, 2026)


def item(number: int, title: str, *names: str, **changes: Any) -> DraftItem:
    made = DraftItem(
        str(number), number, "一、家庭", title, f"为了{title}。", None, parties(*(names or ("区教育局", "区民政局")))
    )
    return replace(made, leads_confirmed=True, **changes)


ONE = item(1, "加强家庭教育指导")
TWO = item(2, "守护校园周边", "区公安分局", "各街镇")
THREE = item(3, "压实强制报告制度", "区民政局")
HELD = Draft(facts=FACTS, items=(ONE, TWO, THREE))


def start(viewer: Viewer, held: Draft) -> queries.DraftView:
    with db.transaction() as session:
        public_id = actions.start_draft(session, viewer, "要点.txt", held).public_id
    with db.reading() as session:
        return queries.draft(session, viewer, public_id)


def apply(viewer: Viewer, seen: queries.DraftView, choices: Choices | None = None, **given: Any) -> Applied:
    with db.transaction() as session:
        return actions.apply_draft(
            session, viewer, seen.public_id, revision=seen.revision, mark=seen.mark, choices=choices or {}, **given
        )


def plan_of(world: World, done: Applied) -> queries.PlanView:
    with db.reading() as session:
        return queries.plan(session, world.office, done.plan)


def titles(plan: queries.PlanView) -> list[tuple[int, str]]:
    return [(item.number, item.title) for item in plan.items]


def kinds(told: list[object]) -> list[type]:
    return [type(event) for event in told if type(event).__module__ == "hub.plan.events"]


@pytest.fixture
def imported(world: World) -> Applied:
    return apply(world.office, start(world.office, HELD))


def test_a_draft_becomes_a_plan(world: World, told: list[object]) -> None:
    done = apply(world.office, start(world.office, HELD))
    plan = plan_of(world, done)
    assert (done.added, plan.year, plan.number, plan.dated_on) == (3, 2026, "未保办〔2026〕2号", date(2026, 4, 7))
    assert titles(plan) == [(1, "加强家庭教育指导"), (2, "守护校园周边"), (3, "压实强制报告制度")]
    assert [(party.name, party.is_lead) for party in plan.items[1].parties] == [("区公安分局", True), ("各街镇", False)]
    assert kinds(told) == [ItemAdded, ItemAdded, ItemAdded, PlanImported]


def test_what_is_open_stops_it(world: World) -> None:
    unknown = start(world.office, replace(HELD, items=(item(1, "加强家庭教育指导", "火星局"),)))
    unconfirmed = start(world.office, replace(HELD, items=(replace(ONE, leads_confirmed=False),)))
    empty = start(world.office, replace(HELD, items=()))
    for seen in (unknown, unconfirmed, empty):
        with pytest.raises(Invalid):
            apply(world.office, seen)
    assert apply(world.office, unconfirmed, take_suggested_leads=True).added == 1
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(WorkPlan)) == 1


def test_answers_become_units_and_other_names(world: World) -> None:
    held = replace(HELD, items=(item(1, "甲", "区市监局", "市场监管部门", "长宁教育", "全体街镇", "某某"),))
    seen = start(world.office, held)
    known = {entry.name: entry.public_id for entry in _directory(world).units}
    group = _directory(world).groups[0].public_id
    new = Answer("new", name="区市场监督管理局", short_name="区市场监管局")
    answers = [new, new, Answer("unit", known["区教育局"]), Answer("group", group), Answer("ignore")]
    with db.transaction() as session:
        for revision, (name, answer) in enumerate(zip(seen.items[0].parties, answers, strict=True)):
            actions.answer_name(session, world.office, seen.public_id, revision, name.name, answer)
    with db.reading() as session:
        assert session.scalar(select(func.count()).where(Unit.short_name == "区市场监管局")) == 0, (
            "not before the import"
        )
        seen = queries.draft(session, world.office, seen.public_id)
    plan = plan_of(world, apply(world.office, seen))
    assert [party.name for party in plan.items[0].parties] == ["区市场监管局", "区教育局", "各街镇"]
    again = start(world.office, held)
    assert [name.name for name in again.names] == ["某某"], "the hub has learnt the others"


def _directory(world: World) -> Any:
    with db.reading() as session:
        return directory(session)


def test_the_same_document_again_changes_nothing(world: World, imported: Applied, told: list[object]) -> None:
    before = plan_of(world, imported)
    unread = replace(HELD, items=tuple(replace(item, leads_confirmed=False) for item in HELD.items))
    seen = start(world.colleague, unread)
    assert [preview.change for preview in seen.items] == [Change.SAME] * 3
    done = apply(world.colleague, seen)
    assert done == Applied(imported.plan)
    assert kinds(told) == []
    assert plan_of(world, done) == before


def test_leads_that_the_office_chose_stay_where_the_document_only_suggests(world: World, imported: Applied) -> None:
    first = plan_of(world, imported).items[0]
    with db.transaction() as session:
        form = item_form(
            1,
            first.title,
            section="一、家庭",
            body=first.body,
            due_on=None,
            parties=parties("区教育局", "区民政局", lead=1),
        )
        actions.change_item(session, world.office, imported.plan, first.public_id, form)
    unread = replace(HELD, items=tuple(replace(item, leads_confirmed=False) for item in HELD.items))
    assert [preview.change for preview in start(world.office, unread).items] == [Change.SAME] * 3


def test_a_newer_version_is_taken_field_by_field(world: World, imported: Applied, told: list[object]) -> None:
    newer = replace(
        HELD,
        items=(
            replace(ONE, body="新的正文", due_on=date(2026, 6, 30)),
            item(2, "新增一项", "区教育局"),
            replace(TWO, key="3", number=3, parties=parties("各街道", "区公安分局", lead=1)),
        ),
    )
    seen = start(world.office, newer)
    assert [(preview.number, preview.change) for preview in (*seen.items, *seen.gone)] == [
        (1, Change.CHANGED), (2, Change.NEW), (3, Change.CHANGED), (3, Change.GONE),
    ]  # fmt: skip
    assert [change.field for change in seen.items[0].fields] == ["body", "due_on"]
    assert [(change.field, change.before, change.after) for change in seen.items[2].fields] == [
        ("number", "2", "3"), ("parties", "区公安分局、各街镇", "各街镇、区公安分局"),
    ]  # fmt: skip
    with pytest.raises(Invalid, match="压实强制报告制度"):
        apply(world.office, seen)
    done = apply(world.office, seen, {seen.gone[0].existing: "archive"})
    assert (done.added, done.changed, done.gone) == (1, 2, 1)
    plan = plan_of(world, done)
    assert titles(plan) == [(1, "加强家庭教育指导"), (2, "新增一项"), (3, "守护校园周边")]
    assert [item.title for item in plan.gone] == ["压实强制报告制度"]
    assert sorted(kinds(told), key=str) == sorted(
        [ItemGone, ItemChanged, ItemAdded, ItemChanged, PlanImported], key=str
    )


def test_what_the_office_keeps_stays(world: World, imported: Applied, told: list[object]) -> None:
    newer = replace(HELD, items=(replace(ONE, title="加强家庭教育指导服务"), TWO, item(3, "另一件事", "区教育局")))
    seen = start(world.office, newer)
    kept = {seen.items[0].existing: "keep", seen.gone[0].existing: "keep"}
    done = apply(world.office, seen, kept)  # type: ignore[arg-type]
    plan = plan_of(world, done)
    assert titles(plan) == [
        (1, "加强家庭教育指导"), (2, "守护校园周边"), (3, "另一件事"), (4, "压实强制报告制度"),
    ]  # fmt: skip
    assert (done.changed, done.gone) == (1, 0), "the kept item has another number"
    assert sorted(kinds(told), key=str) == sorted([ItemAdded, ItemChanged, PlanImported], key=str)


def test_an_item_that_was_gone_comes_back_with_its_history(world: World, imported: Applied, told: list[object]) -> None:
    shorter = start(world.office, replace(HELD, items=(ONE, TWO)))
    apply(world.office, shorter, {shorter.gone[0].existing: "archive"})
    seen = start(world.office, HELD)
    assert [preview.change for preview in seen.items] == [Change.SAME, Change.SAME, Change.BACK]
    done = apply(world.office, seen)
    assert kinds(told) == [ItemGone, PlanImported, ItemAdded, PlanImported]
    assert plan_of(world, done).gone == ()
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(WorkItem)) == 3


def test_years_stand_side_by_side(world: World, imported: Applied) -> None:
    last = DraftFacts("2025年未成年人保护工作要点", "未保办〔2025〕2号", year=2025)
    done = apply(world.office, start(world.office, replace(HELD, facts=last)))
    assert done.added == 3
    with db.reading() as session:
        assert [tab.year for tab in queries.plans(session, world.liaison)] == [2026, 2025]


def test_of_two_who_import_at_once_the_second_is_told(world: World) -> None:
    first, second = start(world.office, HELD), start(world.colleague, HELD)
    apply(world.office, first)
    with pytest.raises(Conflict):
        apply(world.colleague, second)
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(WorkItem)) == 3
        assert queries.draft(session, world.colleague, second.public_id).applied_plan == ""


def test_a_change_by_hand_after_the_preview_is_a_conflict(world: World, imported: Applied) -> None:
    seen = start(world.office, replace(HELD, items=(replace(ONE, body="新"), TWO, THREE)))
    with db.transaction() as session:
        actions.end_item(session, world.colleague, imported.plan, plan_of(world, imported).items[2].public_id)
    with pytest.raises(Conflict):
        apply(world.office, seen)


def test_applying_twice_is_applying_once(world: World, told: list[object]) -> None:
    seen = start(world.office, HELD)
    first = apply(world.office, seen)
    assert apply(world.office, seen) == Applied(first.plan)
    assert kinds(told).count(PlanImported) == 1
    with pytest.raises(Conflict), db.transaction() as session:
        actions.confirm_leads(session, world.office, seen.public_id, seen.revision)


def _fail(_session: Session, _event: object) -> None:
    raise RuntimeError("the last reaction fails")


def test_nothing_half_done(world: World) -> None:
    """A reaction that fails at the last item takes everything back, units included."""
    held = replace(HELD, items=(*HELD.items, item(4, "丁", "火星局")))
    seen = start(world.office, held)
    with db.transaction() as session:
        actions.answer_name(session, world.office, seen.public_id, 0, "火星局", Answer("new", name="区火星局"))
    with db.reading() as session:
        seen = queries.draft(session, world.office, seen.public_id)
    events.on(PlanImported)(_fail)
    try:
        with pytest.raises(RuntimeError, match="last reaction"):
            apply(world.office, seen)
    finally:
        events._reactions[PlanImported].remove(_fail)
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(WorkPlan)) == 0
        assert session.scalar(select(func.count()).where(Unit.name == "区火星局")) == 0
    assert apply(world.office, seen).added == 4


def test_nobody_else_imports(world: World) -> None:
    seen = start(world.office, HELD)
    for viewer in world.others.values():
        with pytest.raises((Denied, NotFound)):
            apply(viewer, seen)
        with pytest.raises((Denied, NotFound)):
            start(viewer, HELD)
