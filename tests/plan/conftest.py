"""A hub with an office, three units, two streets and their group, and what was recorded in a transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hub.app import create_app
from hub.core import db, events
from hub.core.config import load_settings
from hub.core.viewer import Role, Viewer
from hub.plan import actions
from hub.plan.drafts import DraftParty
from hub.plan.forms import ItemForm
from hub.plan.models import WorkPlan
from tests.factories import make_group, make_person, make_unit, viewer_of

OTHER_ROLES = (Role.LIAISON, Role.LEADER, Role.COMMITTEE, Role.OBSERVER, Role.ADMIN, Role.AUDITOR)


@dataclass(frozen=True)
class World:
    """Viewers by role (the liaison is of 区教育局, all others of 区未保办), and a colleague in the office."""

    office: Viewer
    colleague: Viewer
    others: dict[Role, Viewer]

    @property
    def liaison(self) -> Viewer:
        return self.others[Role.LIAISON]


@pytest.fixture
def database(database_url: str) -> Iterator[str]:
    db.open_database(database_url)
    yield database_url
    db.close_database()


@pytest.fixture
def world(database: str) -> World:
    with db.transaction() as session:
        education = make_unit(session, "区教育局", aliases=("教委",))
        make_unit(session, "区民政局")
        make_unit(session, "区公安分局")
        for street in ("华阳路街道", "新泾镇"):
            make_unit(session, street, kind="street")
        make_group(session, "各街镇", kind="street", aliases=("各街道",))
        bureau = make_unit(session, "区未保办", kind="office")
        units = {Role.LIAISON: education}
        others = {role: make_person(session, units.get(role, bureau), role) for role in OTHER_ROLES}
        return World(
            office=viewer_of(session, make_person(session, bureau, Role.OFFICE, name="陈静")),
            colleague=viewer_of(session, make_person(session, bureau, Role.OFFICE, name="林晓")),
            others={role: viewer_of(session, person) for role, person in others.items()},
        )


@pytest.fixture
def told() -> Iterator[list[object]]:
    """What the world is told after each commit, in order."""
    heard: list[object] = []

    def listen(news: list[object]) -> None:
        heard.extend(news)

    events.after_commit(listen)
    yield heard
    events._listeners.remove(listen)


def parties(*names: str, lead: int | None = 0) -> tuple[DraftParty, ...]:
    """Parties in order; the first leads unless another place, or nobody, is given."""
    return tuple(DraftParty(name, is_lead=place == lead) for place, name in enumerate(names))


def item_form(number: int = 1, title: str = "加强家庭教育指导", **changes: object) -> ItemForm:
    """An item as the office might fill it in."""
    given: dict[str, object] = {
        "number": number,
        "section": "一、落实家庭监护责任",
        "title": title,
        "body": "完善协同育人机制。",
        "due_on": date(2026, 12, 31),
        "parties": parties("区教育局", "区民政局"),
    }
    return ItemForm(**(given | changes))  # type: ignore[arg-type]


def make_plan(session: Session, viewer: Viewer, *forms: ItemForm, year: int = 2026) -> WorkPlan:
    """A plan with items made by hand."""
    plan = WorkPlan(year=year, title=f"{year}年未成年人保护工作要点", number=f"未保办〔{year}〕2号")
    session.add(plan)
    session.flush()
    for form in forms:
        actions.add_item(session, viewer, plan.public_id, form)
    return plan


@pytest.fixture
def app(world: World, database: str, tmp_path: Path) -> Flask:
    settings = load_settings({"HUB_DATA_DIR": str(tmp_path / "data"), "HUB_DATABASE_URL": database})
    return create_app(settings)
