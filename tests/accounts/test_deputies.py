"""代理: a colleague acts for somebody on leave; who may say so, for whom, and when."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hub.accounts import actions, deputies, passwords
from hub.accounts.actions import DeputyForm
from hub.accounts.events import DeputyEnded, DeputyNamed
from hub.accounts.faults import Faults
from hub.accounts.models import Deputy, Person
from hub.core import clock, db, events
from hub.core.errors import Denied, NotFound
from hub.core.viewer import Role, Viewer
from tests.factories import make_person, viewer_of

from .conftest import PASSWORD, OpenBrowser, World, on_sqlite, said

TODAY = clock.today()


@pytest.fixture
def colleague(world: World) -> Viewer:
    """Another liaison of the education bureau."""
    hashed = passwords.hash_password(PASSWORD)
    with db.transaction() as session:
        unit = session.get_one(Person, world.liaison.person_id).unit
        return viewer_of(
            session, make_person(session, unit, Role.LIAISON, name="钱宁", login="qianning", password_hash=hashed)
        )


def name(viewer: Viewer, person: Viewer, deputy: str, begin: int = 0, end: int = 7) -> str:
    with db.transaction() as session:
        form = DeputyForm(deputy, TODAY + timedelta(days=begin), TODAY + timedelta(days=end))
        return actions.name_deputy(session, viewer, person.public_id, form).public_id


def standing_in(on: date = TODAY) -> dict[int, int]:
    with db.reading() as session:
        return deputies.deputies_on(session, on)


def fields(viewer: Viewer, person: Viewer, deputy: str, begin: int = 0, end: int = 7) -> list[str]:
    with pytest.raises(Faults) as caught:
        name(viewer, person, deputy, begin, end)
    return list(caught.value.by_field)


def test_from_day_to_day_both_included(world: World, colleague: Viewer) -> None:
    name(world.liaison, world.liaison, colleague.public_id, 1, 3)
    on = {day: standing_in(TODAY + timedelta(days=day)) for day in range(5)}
    mine = {world.liaison.person_id: colleague.person_id}
    assert on == {0: {}, 1: mine, 2: mine, 3: mine, 4: {}}


def test_it_ends_early_and_once(world: World, colleague: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(events, "_listeners", [heard.extend])
    row = name(world.liaison, world.liaison, colleague.public_id)
    with db.transaction() as session:
        actions.end_deputy(session, world.liaison, row)
    assert standing_in() == {}
    with pytest.raises(NotFound), db.transaction() as session:
        actions.end_deputy(session, world.liaison, row)
    assert [type(event) for event in heard if isinstance(event, DeputyNamed | DeputyEnded)] == [
        DeputyNamed,
        DeputyEnded,
    ]


def test_who_cannot_act(world: World, colleague: Viewer) -> None:
    mine = world.liaison
    with db.transaction() as session:
        unit = session.get_one(Person, mine.person_id).unit
        watcher = make_person(session, unit, Role.AUDITOR, name="审计").public_id
        gone = make_person(session, unit, Role.LIAISON, name="已走")
        gone.deactivated_at = clock.now()
        gone_id = gone.public_id
    for other in (mine.public_id, world.office.public_id, watcher, gone_id, "nobody", ""):
        assert fields(mine, mine, other) == ["deputy"]


def test_days_that_will_not_do(world: World, colleague: Viewer) -> None:
    mine, other = world.liaison, colleague.public_id
    assert fields(mine, mine, other, -1, 3) == ["from_on"]
    assert fields(mine, mine, other, 3, 2) == ["to_on"]
    assert fields(mine, mine, other, 0, 367) == ["to_on"]
    with pytest.raises(Faults) as caught, db.transaction() as session:
        actions.name_deputy(session, mine, mine.public_id, DeputyForm(other, None, None))
    assert list(caught.value.by_field) == ["from_on", "to_on"]


def test_one_deputy_at_a_time(world: World, colleague: Viewer) -> None:
    mine, other = world.liaison, colleague.public_id
    name(mine, mine, other, 2, 4)
    for begin, end in ((0, 2), (4, 6), (3, 3), (0, 9)):
        assert fields(mine, mine, other, begin, end) == ["from_on"]
    name(mine, mine, other, 0, 1)
    name(mine, mine, other, 5, 6)


def test_the_office_does_it_for_others_and_nobody_else(world: World, colleague: Viewer) -> None:
    with pytest.raises(Denied):
        name(colleague, world.liaison, colleague.public_id)
    row = name(world.office, world.liaison, colleague.public_id)
    with pytest.raises(NotFound), db.transaction() as session:
        actions.end_deputy(session, colleague, row)
    with pytest.raises(Denied):
        name(world.office, world.admin, world.office.public_id)
    with db.transaction() as session:
        actions.end_deputy(session, world.office, row)
        assert session.scalars(select(Deputy.made_by)).all() == [world.office.person_id]


@on_sqlite
def test_on_my_account_and_in_the_list_of_people(browse: OpenBrowser, world: World, colleague: Viewer) -> None:
    mine, theirs, office = browse(who="jiaoyu-zhoumin"), browse(who="qianning"), browse(who="chenjing")
    wrong = mine.post("/account/deputies", {"deputy": colleague.public_id, "from_on": "", "to_on": "2027-02-31"})
    assert wrong.status_code == 422
    assert said(wrong).count("请选择日期。") == 2
    assert f'value="{colleague.public_id}" selected' in said(wrong)
    form = {"deputy": colleague.public_id, "from_on": TODAY.isoformat(), "to_on": TODAY.isoformat()}
    assert mine.post("/account/deputies", form).status_code == 302
    assert "钱宁代理您" in said(mine.get("/account"))
    assert "您代理周敏" in said(theirs.get("/account"))
    assert "您正在代理周敏" in said(theirs.get("/"))
    assert "钱宁代理" in said(office.get("/people"))
    with db.reading() as session:
        row = session.scalars(select(Deputy.public_id)).one()
    assert theirs.post(f"/account/deputies/{row}/end").status_code == 302
    person = f"/people/{world.liaison.public_id}"
    assert "由钱宁代理" in said(office.get(person))
    assert office.post(f"{person}/deputies/{row}/end").status_code == 302
    assert "您正在代理" not in said(theirs.get("/"))
    assert office.post(f"{person}/deputies", form).status_code == 302
    assert said(office.post(f"{person}/deputies", form)).count("这段时间已有代理人") == 1
