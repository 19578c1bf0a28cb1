"""Sessions and tokens: how they begin, what ends them, and what is kept of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.accounts import actions, queries
from hub.accounts.actions import SignIn
from hub.accounts.events import SessionsEnded, SignedIn, TokenMade, TokenRevoked
from hub.accounts.keys import hash_secret
from hub.accounts.models import ApiToken, Person, SignedInSession
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, NotFound
from hub.core.viewer import Viewer
from tests.factories import make_session, make_token

from .conftest import World


def sign_in(world: World, **further: object) -> str:
    with db.transaction() as session:
        person = session.get_one(Person, world.liaison.person_id)
        return actions.sign_in(session, SignIn(person.id, person.password_hash, **further))  # type: ignore[arg-type]


def viewer_now(secret: str, after: timedelta = timedelta()) -> Viewer | None:
    with clock.held_at(clock.now() + after), db.reading() as session:
        return queries.viewer_of_session(session, secret)


def test_a_secret_is_kept_as_its_hash_alone(world: World) -> None:
    secret = sign_in(world)
    with db.reading() as session:
        row = session.scalars(select(SignedInSession)).one()
        assert row.secret_hash == hash_secret(secret)
        assert secret not in repr(vars(row))
        assert queries.viewer_of_session(session, row.secret_hash) is None


def test_a_new_sign_in_ends_what_the_browser_had(world: World, told: list[object]) -> None:
    first = sign_in(world)
    second = sign_in(world, old_secret=first)
    assert first != second
    assert viewer_now(first) is None
    assert viewer_now(second) is not None
    assert [type(event) for event in told] == [SignedIn, SessionsEnded, SignedIn]


@pytest.mark.parametrize(("keep", "idle"), [(False, timedelta(minutes=30)), (True, timedelta(hours=8))])
def test_an_idle_session_ends(world: World, keep: bool, idle: timedelta) -> None:
    with clock.held_at(clock.now()):
        secret = sign_in(world, keep=keep)
        assert viewer_now(secret, idle) is not None
        assert viewer_now(secret, idle + timedelta(seconds=1)) is None


def test_activity_moves_the_idle_limit_but_never_past_twelve_hours(world: World) -> None:
    start = clock.now()
    with clock.held_at(start):
        secret = sign_in(world)
    for minutes in range(20, 12 * 60, 20):
        with clock.held_at(start + timedelta(minutes=minutes)):
            viewer = viewer_now(secret)
            assert viewer is not None, f"lost after {minutes} minutes"
            with db.transaction() as session:
                actions.note_activity(session, viewer)
    with clock.held_at(start):
        assert viewer_now(secret, timedelta(hours=12)) is None


def test_activity_is_written_at_most_once_a_minute(world: World) -> None:
    start = clock.now()
    with clock.held_at(start):
        secret = sign_in(world)
    seen = []
    for seconds in (30, 59, 60, 90, 121):
        with clock.held_at(start + timedelta(seconds=seconds)):
            viewer = viewer_now(secret)
            assert viewer is not None
            with db.transaction() as session:
                actions.note_activity(session, viewer)
                seen.append(session.scalars(select(SignedInSession.seen_at)).one() - start)
    assert [moment.seconds for moment in seen] == [0, 0, 60, 60, 121]


def test_a_proof_that_is_out_of_date_opens_nothing(world: World) -> None:
    with db.reading() as session:
        stale = SignIn(world.liaison.person_id, session.get_one(Person, world.liaison.person_id).password_hash)
    with db.transaction() as session:
        actions.reset_password(session, world.office, world.liaison.public_id, "another")
    with pytest.raises(Conflict), db.transaction() as session:
        actions.sign_in(session, stale)
    with db.transaction() as session:
        actions.deactivate_person(session, world.office, world.liaison.public_id)
    with pytest.raises(Conflict), db.transaction() as session:
        actions.sign_in(session, SignIn(world.liaison.person_id, "another"))


def test_i_end_my_sessions_and_nobody_elses(world: World, told: list[object]) -> None:
    with db.transaction() as session:
        theirs = make_session(session, session.get_one(Person, world.office.person_id))
        their_id = session.scalars(select(SignedInSession.public_id)).one()
    mine, other, third = (sign_in(world) for _ in range(3))
    viewer = viewer_now(mine)
    assert viewer is not None
    with pytest.raises(NotFound), db.transaction() as session:
        actions.end_session(session, viewer, their_id)
    with db.reading() as session:
        listed = queries.my_sessions(session, viewer)
        other_id = session.scalars(
            select(SignedInSession.public_id).where(SignedInSession.secret_hash == hash_secret(other))
        ).one()
    assert [view.is_current for view in listed] == [True, False, False]
    with db.transaction() as session:
        actions.end_session(session, viewer, other_id)
    assert (viewer_now(other), viewer_now(third) is not None) == (None, True)
    with db.transaction() as session:
        actions.end_other_sessions(session, viewer)
    assert viewer_now(third) is None
    assert viewer_now(mine) is not None
    assert viewer_now(theirs) is not None
    assert {event.person_id for event in told} == {world.liaison.person_id}  # type: ignore[attr-defined]


def test_a_new_password_ends_the_others_and_keeps_this_one(world: World) -> None:
    mine, other = sign_in(world), sign_in(world)
    viewer = viewer_now(mine)
    assert viewer is not None
    with db.transaction() as session:
        person = session.get_one(Person, viewer.person_id)
        actions.change_password(session, viewer, person.password_hash, "new hash")
        with pytest.raises(Conflict):
            actions.change_password(session, viewer, "what it was", "newer hash")
    assert viewer_now(other) is None
    assert viewer_now(mine) is not None


def test_a_reset_shuts_everything(world: World) -> None:
    secret = sign_in(world)
    with db.transaction() as session:
        token = make_token(session, session.get_one(Person, world.liaison.person_id))
        person = actions.reset_password(session, world.office, world.liaison.public_id, "temporary")
        assert person.must_change_password
    with db.reading() as session:
        assert queries.viewer_of_session(session, secret) is None
        assert queries.viewer_of_token(session, token) is None


def test_a_token_acts_as_its_maker_until_it_is_revoked(world: World, told: list[object]) -> None:
    with db.transaction() as session:
        token = actions.create_token(session, world.liaison, " 统计 脚本 ")
        row = session.scalars(select(ApiToken)).one()
        assert row.secret_hash == hash_secret(token)
        assert token not in repr(vars(row))
    with db.reading() as session:
        viewer = queries.viewer_of_token(session, token)
        assert viewer is not None
        assert (viewer.person_id, viewer.token_id) == (world.liaison.person_id, row.id)
        assert [view.name for view in queries.my_tokens(session, viewer)] == ["统计 脚本"]
    with pytest.raises(Denied), db.transaction() as session:
        actions.create_token(session, viewer, "又一个")
    with pytest.raises(NotFound), db.transaction() as session:
        actions.revoke_token(session, world.office, row.public_id)
    with db.transaction() as session:
        actions.revoke_token(session, world.liaison, row.public_id)
    with db.reading() as session:
        assert queries.viewer_of_token(session, token) is None
        assert queries.my_tokens(session, world.liaison) == []
    mine = (row.id, world.liaison.person_id)
    assert told == [TokenMade(*mine), TokenRevoked(*mine)]


def test_a_session_lives_as_long_as_person_and_unit(world: World) -> None:
    secret = sign_in(world)
    viewer = viewer_now(secret)
    assert viewer is not None
    assert viewer.session_id is not None
    with db.reading() as session:
        assert queries.session_alive(session, viewer.session_id)
        assert queries.viewer_of_session_id(session, viewer.session_id) == viewer
    with db.transaction() as session:
        actions.sign_out(session, viewer)
    with db.reading() as session:
        assert not queries.session_alive(session, viewer.session_id)
        assert not queries.session_alive(session, viewer.session_id + 1000)
