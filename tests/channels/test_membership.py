"""Who is in a channel, after everything that can move somebody, and who is not."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from hub.accounts.access import epoch, rights_changed
from hub.accounts.events import (
    GroupChanged,
    PersonAdded,
    PersonDeactivated,
    PersonMoved,
    PersonReactivated,
    RolesChanged,
    UnitChanged,
)
from hub.accounts.models import Person, PersonRole, Unit, UnitGroup
from hub.channels import membership
from hub.channels.events import (
    ChannelArchived,
    ChannelOpened,
    ChannelRemoved,
    ChannelRenamed,
    InvitationEnded,
    MembersChanged,
)
from hub.channels.models import Channel, Membership
from hub.core import clock, db
from hub.core.errors import Denied, Invalid, NotFound
from hub.core.events import record
from hub.core.viewer import Role
from hub.plan.events import ItemAdded, ItemChanged, ItemGone
from hub.plan.models import ItemParty, WorkItem
from tests.factories import make_person

from .scene import Scene, members_of, statements

LEADERSHIP = {"办一", "主任"}
ALL = {"甲一", "甲长", "乙一", "丙一", "东一", "西一", *LEADERSHIP}


def test_members_follow_from_the_item_and_nobody_else_is_in(scene: Scene) -> None:
    assert members_of("家庭") == {"甲一", "甲长", "乙一", *LEADERSHIP}
    assert members_of("街镇") == {"东一", "西一", *LEADERSHIP}
    assert members_of("全区") == {"甲一", "甲长", "乙一", "丙一", *LEADERSHIP}
    assert members_of("司法") == {"乙一", "东一", *LEADERSHIP}
    assert members_of("全体") == ALL


def person(session: Session, scene: Scene, name: str) -> Person:
    return session.get_one(Person, scene[name].person_id)


def move(session: Session, scene: Scene) -> None:
    found = person(session, scene, "甲一")
    before, found.unit_id = found.unit_id, scene.units["西街道"]
    record(session, PersonMoved(found.id, before, found.unit_id))


def deactivate(session: Session, scene: Scene) -> None:
    found = person(session, scene, "甲一")
    found.deactivated_at = clock.now()
    record(session, PersonDeactivated(found.id))


def reactivate(session: Session, scene: Scene) -> None:
    deactivate(session, scene)
    person(session, scene, "甲一").deactivated_at = None
    record(session, PersonReactivated(scene["甲一"].person_id))


def roles(session: Session, scene: Scene) -> None:
    person(session, scene, "甲一").role_rows = [PersonRole(role=Role.OBSERVER)]
    person(session, scene, "甲长").role_rows = [PersonRole(role=Role.COMMITTEE)]
    for name in ("甲一", "甲长"):
        record(session, RolesChanged(scene[name].person_id))


def join(session: Session, scene: Scene) -> None:
    found = make_person(session, session.get_one(Unit, scene.units["区乙局"]), name="乙二")
    record(session, PersonAdded(found.id))


def unit_closes(session: Session, scene: Scene) -> None:
    session.get_one(Unit, scene.units["区甲局"]).active_to = clock.today() - timedelta(days=1)
    record(session, UnitChanged(scene.units["区甲局"]))


def unit_becomes_street(session: Session, scene: Scene) -> None:
    session.get_one(Unit, scene.units["区甲局"]).kind = "street"
    record(session, UnitChanged(scene.units["区甲局"]))


def group_changes(session: Session, scene: Scene) -> None:
    session.get_one(UnitGroup, scene.groups["公检法司"]).listed = [session.get_one(Unit, scene.units["区甲局"])]
    record(session, GroupChanged(scene.groups["公检法司"]))


def item_changes(session: Session, scene: Scene) -> None:
    session.execute(
        update(ItemParty).where(ItemParty.item_id == scene.items["家庭"]).values(unit_id=scene.units["区丙局"])
    )
    record(session, ItemChanged(scene.items["家庭"]))


CHANGES: list[tuple[Callable[[Session, Scene], None], dict[str, set[str]]]] = [
    (move, {"家庭": {"甲长", "乙一"}, "街镇": {"东一", "西一", "甲一"}, "全区": {"甲长", "乙一", "丙一"}}),
    (deactivate, {"家庭": {"甲长", "乙一"}, "全区": {"甲长", "乙一", "丙一"}, "全体": ALL - {"甲一"}}),
    (reactivate, {}),
    (roles, {"家庭": {"甲长", "乙一"}, "街镇": {"东一", "西一", "甲长"}, "全区": {"甲长", "乙一", "丙一"},
             "司法": {"乙一", "东一", "甲长"}, "全体": ALL - {"甲一"}}),
    (join, {"家庭": {"甲一", "甲长", "乙一", "乙二"}, "全区": {"甲一", "甲长", "乙一", "乙二", "丙一"},
            "司法": {"乙一", "乙二", "东一"}, "全体": ALL | {"乙二"}}),
    (unit_closes, {"家庭": {"乙一"}, "全区": {"乙一", "丙一"}, "全体": ALL - {"甲一", "甲长"}}),
    (unit_becomes_street, {"街镇": {"东一", "西一", "甲一", "甲长"}, "全区": {"乙一", "丙一"}}),
    (group_changes, {"司法": {"甲一", "甲长"}}),
    (item_changes, {"家庭": {"丙一"}}),
]  # fmt: skip
BEFORE = {
    "家庭": {"甲一", "甲长", "乙一"},
    "街镇": {"东一", "西一"},
    "全区": {"甲一", "甲长", "乙一", "丙一"},
    "司法": {"乙一", "东一"},
    "全体": ALL,
}


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_members_follow_every_change(
    scene: Scene, change: Callable[[Session, Scene], None], expected: dict[str, set[str]]
) -> None:
    with db.transaction() as session:
        counted = epoch(session)
        change(session, scene)
        assert epoch(session) > counted
    for title, people in (BEFORE | expected).items():
        assert members_of(title) == people | LEADERSHIP, title


@pytest.mark.parametrize("seed", range(4))
def test_after_any_mixture_of_changes_the_rows_are_what_a_slow_reckoning_says(scene: Scene, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        with db.transaction() as session:
            rights_changed(session)
            one_change(session, scene, chance)
        with db.reading() as session:
            assert {title: members_of(title) for title in BEFORE} == reckon(session)


def one_change(session: Session, scene: Scene, chance: random.Random) -> None:
    """Something happens to somebody, and exactly what is told then is told."""
    who = session.get_one(Person, chance.choice(list(scene.people.values())).person_id)
    unit = session.get_one(Unit, chance.choice(list(scene.units.values())))
    match chance.randrange(5):
        case 0:
            before, who.unit = who.unit_id, unit
            session.flush()
            record(session, PersonMoved(who.id, before, unit.id))
        case 1:
            who.deactivated_at = None if who.deactivated_at else clock.now()
            record(session, PersonReactivated(who.id) if who.is_active else PersonDeactivated(who.id))
        case 2:
            wanted = chance.sample(list(Role), chance.randrange(1, 3))
            session.execute(delete(PersonRole).where(PersonRole.person_id == who.id))
            session.expire(who)
            who.role_rows = [PersonRole(role=role) for role in wanted]
            record(session, RolesChanged(who.id))
        case 3:
            unit.kind = chance.choice(["member", "street"])
            unit.active_to = chance.choice([None, None, clock.today(), clock.today() - timedelta(days=1)])
            record(session, UnitChanged(unit.id))
        case _:
            session.get_one(UnitGroup, scene.groups["公检法司"]).listed = [unit]
            record(session, GroupChanged(scene.groups["公检法司"]))


def reckon(session: Session) -> dict[str, set[str]]:
    """Channel by channel and person by person, from the rules as they are in words."""
    units = list(session.scalars(select(Unit)))
    found: dict[str, set[str]] = {}
    for channel in session.scalars(select(Channel)).unique():
        named: set[int] = set()
        for party in channel.item.parties if channel.item else []:
            held = [party.unit] if party.unit else party.group.held(units) if party.group else []
            named |= {unit.id for unit in held if unit}
        found[channel.title] = {
            person.name
            for person in session.scalars(select(Person))
            if person.is_active and person.unit.is_active(clock.today()) and belongs(person, channel, named)
        }
    return found


def belongs(person: Person, channel: Channel, named: set[int]) -> bool:
    if person.roles & {Role.OFFICE, Role.COMMITTEE}:
        return True
    return bool(person.roles & {Role.LIAISON, Role.LEADER}) and (channel.kind == "everyone" or person.unit_id in named)


def marks(name: str, scene: Scene) -> dict[str, tuple[int, bool]]:
    with db.reading() as session:
        found = select(Channel.title, Membership.last_read_seq, Membership.ended_at.is_(None))
        found = found.join(Channel, Channel.id == Membership.channel_id)
        rows = session.execute(found.where(Membership.person_id == scene[name].person_id))
        return {title: (last_read, is_in) for title, last_read, is_in in rows}


def test_whoever_comes_back_finds_the_read_mark_and_whoever_is_new_starts_at_the_head(scene: Scene) -> None:
    with db.transaction() as session:
        session.execute(update(Membership).values(last_read_seq=3))
        session.execute(update(Channel).values(head_seq=7, head_change=7))
    with db.transaction() as session:
        move(session, scene)
    assert marks("甲一", scene) == {"家庭": (3, False), "全区": (3, False), "全体": (3, True), "街镇": (7, True)}
    with db.transaction() as session:
        found = person(session, scene, "甲一")
        found.unit_id = scene.units["区甲局"]
        record(session, PersonMoved(found.id, scene.units["西街道"], found.unit_id))
    assert marks("甲一", scene) == {"家庭": (3, True), "全区": (3, True), "全体": (3, True), "街镇": (7, False)}


def test_what_is_told_is_who_came_and_who_left(scene: Scene, heard: list[object]) -> None:
    with db.transaction() as session:
        move(session, scene)
    who = scene["甲一"].person_id
    told = {
        event.channel_public_id: (event.added, event.removed) for event in heard if isinstance(event, MembersChanged)
    }
    assert told == {
        scene.channels["家庭"]: ((), (who,)),
        scene.channels["全区"]: ((), (who,)),
        scene.channels["街镇"]: ((who,), ()),
    }


def test_nothing_is_told_when_nothing_changed(scene: Scene, heard: list[object]) -> None:
    with db.transaction() as session:
        membership.sync_all(session)
    assert heard == []


def test_a_unit_that_ends_overnight_is_out_in_the_morning(scene: Scene) -> None:
    with db.transaction() as session:
        session.get_one(Unit, scene.units["区甲局"]).active_to = clock.today()
        membership.sync_all(session)
    assert "甲一" in members_of("家庭")
    with clock.held_at(clock.now() + timedelta(days=1)), db.transaction() as session:
        membership.sync_all(session)
    assert "甲一" not in members_of("家庭")


@pytest.mark.parametrize("sync", [membership.sync_all, lambda session: membership.sync_person(session, 1)])
def test_a_sync_is_a_handful_of_statements(scene: Scene, sync: Callable[[Session], None]) -> None:
    with statements() as sent, db.transaction() as session:
        sync(session)
    assert len(sent) <= 6


def test_the_office_lets_observers_in_and_out(scene: Scene, heard: list[object]) -> None:
    channel, expert, office = scene.channels["家庭"], scene["专家"], scene["办一"]
    with db.transaction() as session:
        membership.invite(session, office, channel, expert.public_id)
        membership.invite(session, office, channel, expert.public_id)
        membership.sync_all(session)
    assert "专家" in members_of("家庭")
    with db.transaction() as session:
        membership.uninvite(session, office, channel, expert.public_id)
        membership.uninvite(session, office, channel, expert.public_id)
    assert "专家" not in members_of("家庭")
    with db.transaction() as session:
        membership.invite(session, office, channel, expert.public_id)
    assert "专家" in members_of("家庭")
    told = [(event.added, event.removed) for event in heard if isinstance(event, MembersChanged)]
    assert told == [((expert.person_id,), ()), ((), (expert.person_id,)), ((expert.person_id,), ())]


def test_an_invitation_ends_with_the_post_the_account_and_the_role(scene: Scene) -> None:
    def invite() -> None:
        with db.transaction() as session:
            membership.invite(session, scene["办一"], scene.channels["司法"], scene["甲一"].public_id)
        assert "甲一" in members_of("司法")

    for change in (move, reactivate):
        invite()
        with db.transaction() as session:
            change(session, scene)
        assert "甲一" not in members_of("司法")
    invite()
    with db.transaction() as session:
        person(session, scene, "甲一").role_rows = [PersonRole(role=Role.ADMIN)]
        record(session, RolesChanged(scene["甲一"].person_id))
    assert "甲一" not in members_of("司法")


def test_taking_an_invitation_back_leaves_in_who_belongs_in(scene: Scene, heard: list[object]) -> None:
    with db.transaction() as session:
        membership.invite(session, scene["办一"], scene.channels["司法"], scene["甲一"].public_id)
        group_changes(session, scene)
    heard.clear()
    with db.transaction() as session:
        membership.uninvite(session, scene["办一"], scene.channels["司法"], scene["甲一"].public_id)
    assert "甲一" in members_of("司法")
    assert [type(event) for event in heard] == [InvitationEnded], "told to the trail; nobody comes or goes"


def test_only_the_office_invites_and_only_those_who_may_see_something(scene: Scene) -> None:
    channel = scene.channels["家庭"]
    with db.transaction() as session, pytest.raises(Denied):
        membership.invite(session, scene["甲一"], channel, scene["专家"].public_id)
    with db.transaction() as session, pytest.raises(NotFound):
        membership.invite(session, scene["丙一"], channel, scene["专家"].public_id)
    with db.transaction() as session, pytest.raises(Invalid):
        membership.invite(session, scene["办一"], channel, scene["管理"].public_id)
    with db.transaction() as session, pytest.raises(NotFound):
        membership.invite(session, scene["办一"], channel, "0" * 14)


def test_a_channel_follows_its_item(scene: Scene, heard: list[object]) -> None:
    item_id = scene.items["家庭"]
    with db.transaction() as session:
        session.get_one(WorkItem, item_id).title = "家庭教育"
        record(session, ItemChanged(item_id))
        session.execute(update(Channel).where(Channel.item_id == item_id).values(head_seq=1))
        record(session, ItemGone(item_id))
    assert [type(event) for event in heard if not isinstance(event, ItemChanged | ItemGone)] == [
        ChannelRenamed,
        ChannelArchived,
    ]
    with db.reading() as session:
        channel = session.scalars(select(Channel).where(Channel.item_id == item_id)).unique().one()
        assert (channel.title, channel.archived_at is not None) == ("家庭教育", True)
    assert members_of("家庭教育") == {"甲一", "甲长", "乙一", *LEADERSHIP}
    with db.transaction() as session:
        record(session, ItemAdded(item_id))
    with db.reading() as session:
        again = session.scalars(select(Channel).where(Channel.item_id == item_id)).unique().one()
        assert (again.id, again.archived_at) == (channel.id, None)
    assert any(isinstance(event, ChannelOpened) for event in heard)


def test_a_channel_in_which_nothing_was_said_goes_with_its_item(scene: Scene, heard: list[object]) -> None:
    with db.transaction() as session:
        record(session, ItemGone(scene.items["家庭"]))
    with db.reading() as session:
        assert session.scalar(select(func.count()).where(Channel.item_id == scene.items["家庭"])) == 0
    assert any(isinstance(event, ChannelRemoved) for event in heard)
    removed = [event.removed for event in heard if isinstance(event, MembersChanged)]
    assert len(removed) == 1
    assert set(removed[0]) == {scene[name].person_id for name in ("甲一", "甲长", "乙一", *LEADERSHIP)}
