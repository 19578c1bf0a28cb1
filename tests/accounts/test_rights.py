"""Who may give which roles, and that somebody is always left to manage."""

import threading
from datetime import timedelta

import pytest

from hub.accounts import actions, queries
from hub.accounts.access import epoch
from hub.accounts.actions import PersonForm, UnitForm
from hub.accounts.events import HandedOver, PersonDeactivated, PersonMoved, RolesChanged, SessionsEnded, TokenRevoked
from hub.accounts.faults import Faults
from hub.accounts.models import Person, Unit
from hub.accounts.operator import OPERATOR
from hub.core import clock, db
from hub.core.errors import Denied, Invalid
from hub.core.viewer import Role
from tests.factories import make_person, make_session, make_token, make_unit, viewer_of

from .conftest import World


def form(world: World, *roles: Role, login: str = "new") -> PersonForm:
    return PersonForm("新人", "", frozenset(roles), login, world.education)


def test_the_office_makes_no_administrators(world: World) -> None:
    with pytest.raises(Faults, match="系统管理员"), db.transaction() as session:
        actions.add_person(session, world.office, form(world, Role.ADMIN), "")
    with db.transaction() as session:
        actions.add_person(session, world.admin, form(world, Role.ADMIN), "")


def test_the_office_cannot_become_the_administrator_by_a_new_password(world: World) -> None:
    for action in (actions.reset_password, actions.reactivate_person):
        with pytest.raises(Denied), db.transaction() as session:
            action(session, world.office, world.admin.public_id, "hash")
    with pytest.raises(Denied), db.transaction() as session:
        actions.deactivate_person(session, world.office, world.admin.public_id)
    with pytest.raises(Denied), db.transaction() as session:
        actions.move_person(session, world.office, world.admin.public_id, world.civil)


def test_nobody_gives_roles_to_themselves(world: World) -> None:
    own = PersonForm("管理员", "", frozenset({Role.ADMIN, Role.OFFICE}))
    with pytest.raises(Faults, match="自己"), db.transaction() as session:
        actions.change_person(session, world.admin, world.admin.public_id, own)


def test_a_liaison_manages_nobody(world: World) -> None:
    with pytest.raises(Denied), db.transaction() as session:
        actions.add_person(session, world.liaison, form(world, Role.LIAISON), "")
    with pytest.raises(Denied), db.reading() as session:
        queries.people(session, world.liaison)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICE])
def test_the_last_of_a_kept_role_stays(world: World, role: Role) -> None:
    last = {Role.ADMIN: world.admin, Role.OFFICE: world.office}[role]
    liaison = PersonForm("某", "", frozenset({Role.LIAISON}))
    with pytest.raises(Invalid, match="最后一名"), db.transaction() as session:
        actions.change_person(session, OPERATOR, last.public_id, liaison)
    with pytest.raises(Invalid, match="最后一名"), db.transaction() as session:
        actions.deactivate_person(session, OPERATOR, last.public_id)
    with db.transaction() as session:
        make_person(session, None, Role.ADMIN if role is Role.OFFICE else Role.OFFICE)
        closing = UnitForm(session.get_one(Unit, last.unit_id).name, "office", active_to=clock.today())
    with pytest.raises(Invalid, match="最后一名"), db.transaction() as session:
        actions.change_unit(session, OPERATOR, last.unit_public_id, closing)


def test_two_at_once_cannot_both_remove_the_last_two(world: World) -> None:
    with db.transaction() as session:
        second = make_person(session, None, Role.ADMIN).public_id
    refusals: list[Invalid] = []

    def remove(public_id: str) -> None:
        try:
            with db.transaction() as session:
                actions.deactivate_person(session, OPERATOR, public_id)
        except Invalid as error:
            refusals.append(error)

    threads = [threading.Thread(target=remove, args=[public_id]) for public_id in (second, world.admin.public_id)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(refusals) == 1


def test_one_of_two_may_go(world: World) -> None:
    with db.transaction() as session:
        second = viewer_of(session, make_person(session, None, Role.ADMIN))
        actions.deactivate_person(session, second, world.admin.public_id)
    with db.reading() as session:
        assert queries.viewer_of_person(session, world.admin.person_id) is None


def test_a_closed_account_loses_every_way_in_and_only_it(world: World, told: list[object]) -> None:
    with db.transaction() as session:
        liaison = session.get_one(Person, world.liaison.person_id)
        colleague = make_person(session, liaison.unit)
        secret, token = make_session(session, liaison), make_token(session, liaison)
        others = make_session(session, colleague)
        before = epoch(session)
    with db.transaction() as session:
        actions.deactivate_person(session, world.office, world.liaison.public_id)
    with db.reading() as session:
        assert queries.viewer_of_session(session, secret) is None
        assert queries.viewer_of_token(session, token) is None
        assert queries.viewer_of_session(session, others) is not None
        assert epoch(session) > before
    kinds = [type(event) for event in told]
    assert kinds == [SessionsEnded, TokenRevoked, HandedOver, PersonDeactivated]
    assert {event.person_id for event in told} == {world.liaison.person_id}  # type: ignore[attr-defined]


def test_it_opens_again_without_its_old_ways_in(world: World) -> None:
    with db.transaction() as session:
        secret = make_session(session, session.get_one(Person, world.liaison.person_id))
        actions.deactivate_person(session, world.office, world.liaison.public_id)
    with db.transaction() as session:
        person = actions.reactivate_person(session, world.office, world.liaison.public_id, "another hash")
        assert (person.must_change_password, person.password_hash) == (True, "another hash")
    with db.reading() as session:
        assert queries.viewer_of_person(session, world.liaison.person_id) is not None
        assert queries.viewer_of_session(session, secret) is None


def test_a_move_changes_the_unit_at_once(world: World, told: list[object]) -> None:
    with db.transaction() as session:
        secret = make_session(session, session.get_one(Person, world.liaison.person_id))
    with db.transaction() as session:
        actions.move_person(session, world.office, world.liaison.public_id, world.civil, "副科长")
    with db.reading() as session:
        assert queries.viewer_of_session(session, secret) is None
        viewer = queries.viewer_of_person(session, world.liaison.person_id)
        assert viewer is not None
        assert (viewer.unit_public_id, viewer.post) == (world.civil, "副科长")
    assert [type(event) for event in told] == [SessionsEnded, HandedOver, PersonMoved]
    with pytest.raises(Faults, match="已在"), db.transaction() as session:
        actions.move_person(session, world.office, world.liaison.public_id, world.civil)


def test_nobody_moves_into_a_closed_unit(world: World) -> None:
    with db.transaction() as session:
        closed = make_unit(session, active_to=clock.today() - timedelta(days=1)).public_id
    with pytest.raises(Faults, match="在用"), db.transaction() as session:
        actions.move_person(session, world.office, world.liaison.public_id, closed)


def test_roles_are_news_only_when_they_change(world: World, told: list[object]) -> None:
    with db.transaction() as session:
        roles = frozenset({Role.LIAISON})
        actions.change_person(session, world.office, world.liaison.public_id, PersonForm("周敏敏", "科员", roles))
    assert told == []
    with db.transaction() as session:
        roles = frozenset({Role.LEADER, Role.LIAISON})
        actions.change_person(session, world.office, world.liaison.public_id, PersonForm("周敏敏", "科员", roles))
    assert told == [RolesChanged(world.liaison.person_id)]


def test_every_fault_of_a_form_is_named(world: World) -> None:
    wrong = PersonForm("", "长" * 41, frozenset(), "Zhou Min!", "nowhere")
    with pytest.raises(Faults) as found, db.transaction() as session:
        actions.add_person(session, world.office, wrong, "")
    assert list(found.value.by_field) == ["name", "unit", "login", "post", "roles"]


def test_a_login_belongs_to_one_person(world: World) -> None:
    with pytest.raises(Faults, match="已有人"), db.transaction() as session:
        actions.add_person(session, world.office, form(world, Role.LIAISON, login=" Jiaoyu-ZhouMin "), "")
