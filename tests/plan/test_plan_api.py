"""Plans by the HTTP API: what is on the page, and no more."""

from typing import Any

import pytest
from flask import Flask

from hub.accounts.models import Person
from hub.core import db
from hub.core.viewer import Role, Viewer
from hub.plan import actions
from tests.factories import make_token
from tests.plan.conftest import World, item_form, make_plan, parties

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def ask(app: Flask, viewer: Viewer, path: str) -> Any:
    with db.transaction() as session:
        token = make_token(session, session.get_one(Person, viewer.person_id))
    address = app.config["HUB"].public_url
    return app.test_client().get(path, base_url=address, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def plan(world: World) -> str:
    with db.transaction() as session:
        made = make_plan(
            session, world.office, item_form(1), item_form(2, "校园安全", parties=parties("区民政局", "各街镇"))
        )
        actions.add_item(session, world.office, made.public_id, item_form(3, "停办的"))
        actions.end_item(session, world.office, made.public_id, made.items[-1].public_id)
        make_plan(session, world.office, year=2025)
        return made.public_id


def test_the_list_has_the_newest_year_first(app: Flask, world: World, plan: str) -> None:
    listed = ask(app, world.liaison, "/api/v1/plans").get_json()["plans"]
    assert [(one["year"], one["items"]) for one in listed] == [(2026, 2), (2025, 0)]
    assert listed[0]["id"] == plan


def test_a_plan_has_its_items_with_parties_and_the_channels_that_i_may_read(
    app: Flask, world: World, plan: str
) -> None:
    found = ask(app, world.liaison, f"/api/v1/plans/{plan}").get_json()
    first, second, gone = found["items"]
    assert (first["number"], first["title"], first["due_on"]) == (1, "加强家庭教育指导", "2026-12-31")
    assert [(one["name"], one["kind"], one["lead"], one["units"]) for one in second["parties"]] == [
        ("区民政局", "unit", True, 1), ("各街镇", "group", False, 2),
    ]  # fmt: skip
    assert first["channel"]
    assert second["channel"] is None
    assert gone["gone"] is True


def test_nobody_else_gets_a_plan(app: Flask, world: World, plan: str) -> None:
    for role in (Role.OBSERVER, Role.ADMIN, Role.AUDITOR):
        for path in ("/api/v1/plans", f"/api/v1/plans/{plan}"):
            assert ask(app, world.others[role], path).status_code == 404
    assert ask(app, world.liaison, "/api/v1/plans/nothere").status_code == 404
