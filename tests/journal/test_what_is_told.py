"""What is put down of accounts and channels: each with who did it, and never a word that somebody wrote."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from hub.accounts import actions
from hub.accounts.actions import GroupForm, PersonForm, UnitForm
from hub.accounts.models import ApiToken, Person, Unit
from hub.channels.actions import edit_message, retract_message
from hub.channels.membership import invite, uninvite
from hub.core import db
from hub.core.caller import Caller, calling
from hub.core.viewer import Role
from hub.journal import chain, reactions
from hub.journal.models import AuditEntry
from hub.journal.verifying import verify
from tests.channels.pages import Hub, say
from tests.channels.scene import Scene
from tests.factories import make_session

OFFICE = "办一"


@pytest.fixture(autouse=True)
def one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scene is built before its app, which begins with a key of its own."""
    monkeypatch.setattr(chain, "begin", lambda _key: None)


def told() -> list[tuple[str, str, str, str]]:
    """Action, who, thing and detail of every entry."""
    with db.reading() as session:
        assert verify(session, chain.key()).fault == ""
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
        return [(row.action, row.person, row.thing, row.detail) for row in rows]


def doing(
    scene: Scene, act: Callable[..., object], *arguments: object, who: str = OFFICE
) -> list[tuple[str, str, str, str]]:
    """What is told of one action, done by somebody on a page."""
    before = len(told())
    with calling(Caller(scene[who].public_id, "page", "192.0.2.7")), db.transaction() as session:
        act(session, scene[who], *arguments)
    return told()[before:]


def test_people_are_told_of_from_their_first_day_to_their_last(scene: Scene) -> None:
    office, person = scene[OFFICE].public_id, scene["乙一"].public_id
    unit, other = _unit("区丙局"), _unit("区乙局")
    roles = PersonForm("乙一", "联络员", frozenset({Role.LIAISON, Role.LEADER}))
    assert doing(scene, actions.change_person, person, roles) == [
        ("person.roles", office, person, '{"roles":["leader","liaison"]}')
    ]
    assert doing(scene, actions.change_person, person, PersonForm("乙乙", "科员", roles.roles)) == []
    assert doing(scene, actions.move_person, person, unit) == [
        ("person.move", office, person, f'{{"from":"{other}","to":"{unit}"}}')
    ]
    assert doing(scene, actions.reset_password, person, "hash") == [("password.reset", office, person, "{}")]
    assert doing(scene, actions.deactivate_person, person) == [("person.deactivate", office, person, "{}")]
    assert doing(scene, actions.reactivate_person, person, "hash") == [("person.reactivate", office, person, "{}")]
    new = PersonForm("丁一", "科员", frozenset({Role.LIAISON}), "ding", unit)
    [(action, who, _thing, detail)] = doing(scene, actions.add_person, new, "hash")
    assert (action, who, detail) == ("person.add", office, '{"roles":["liaison"]}')


def test_units_and_groups_are_told_of(scene: Scene) -> None:
    assert doing(scene, actions.add_unit, UnitForm("区丁局", "member"))[0][0] == "unit.add"
    assert doing(scene, actions.change_unit, _unit("区乙局"), UnitForm("区新乙局", "member"))[0][0] == "unit.change"
    assert doing(scene, actions.add_group, GroupForm("各成员", "member"))[0][0] == "group.change"


def test_keys_and_sessions_are_told_of(scene: Scene) -> None:
    mine = scene["甲一"].public_id
    assert doing(scene, actions.create_token, "报表程序", who="甲一") == [("token.make", mine, mine, "{}")]
    with db.reading() as session:
        token = session.scalars(select(ApiToken.public_id)).one()
    assert doing(scene, actions.revoke_token, token, who="甲一") == [("token.revoke", mine, mine, "{}")]
    with db.transaction() as session:
        make_session(session, session.get_one(Person, scene["甲一"].person_id))
    assert doing(scene, actions.end_other_sessions, who="甲一") == [("session.end", mine, mine, '{"sessions":1}')]


def test_the_office_taking_words_back_is_told_of_and_ones_own_affair_is_not(hub: Hub) -> None:
    scene = hub.scene
    one, two = say(hub, "甲一", "小明家住某路某号"), say(hub, "甲一", "写错了")
    channel, author, office = scene.channels["家庭"], scene["甲一"].public_id, scene[OFFICE].public_id
    assert doing(scene, edit_message, one.id, "小红家住某路某号", who="甲一") == []
    assert doing(scene, retract_message, two.id, who="甲一") == []
    assert doing(scene, retract_message, one.id) == [
        ("message.retract", office, one.id, f'{{"author":"{author}","channel":"{channel}"}}')
    ]
    assert doing(scene, retract_message, one.id) == []


def test_invitations_are_told_of(scene: Scene) -> None:
    channel, guest, office = scene.channels["家庭"], scene["专家"].public_id, scene[OFFICE].public_id
    detail = f'{{"person":"{guest}"}}'
    assert doing(scene, invite, channel, guest) == [("channel.invite", office, channel, detail)]
    assert doing(scene, invite, channel, guest) == []
    assert doing(scene, uninvite, channel, guest) == [("channel.uninvite", office, channel, detail)]
    assert doing(scene, uninvite, channel, guest) == []


def test_no_word_that_anybody_wrote_is_in_the_trail(hub: Hub) -> None:
    posted = say(hub, "甲一", "只有频道里能看的话")
    doing(hub.scene, retract_message, posted.id)
    doing(hub.scene, actions.create_token, "只有自己知道的名称", who="甲一")
    with db.reading() as session:
        rows = session.scalars(select(AuditEntry)).all()
        assert len(rows) > len(hub.scene.people)
        everything = "".join(str(getattr(row, column.key)) for row in rows for column in AuditEntry.__table__.columns)
    assert "只有" not in everything


def test_what_cannot_be_put_down_is_not_done(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(reactions, "append", refuse)
    with pytest.raises(OSError, match="disk full"):
        doing(scene, actions.deactivate_person, scene["乙一"].public_id)
    with db.reading() as session:
        assert session.get_one(Person, scene["乙一"].person_id).is_active


def _unit(name: str) -> str:
    with db.reading() as session:
        return session.scalars(select(Unit.public_id).where(Unit.name == name)).one()
