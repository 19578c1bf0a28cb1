"""The viewer's channels, their heads, one channel's page, its members, and what can be named in it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from hub.accounts.models import Unit
from hub.channels import actions, queries
from hub.channels.models import Channel, Membership
from hub.channels.posting import post_message
from hub.channels.shapes import ChannelEntry, MessageDraft
from hub.core import clock, db
from hub.core.i18n import speaking
from hub.core.viewer import Role
from hub.plan.models import WorkItem, WorkPlan
from tests.factories import make_person

from .scene import Scene, add_item, statements


def say(scene: Scene, who: str, body: str, channel: str = "家庭") -> str:
    with db.transaction() as session:
        draft = MessageDraft(scene.channels[channel], f"{who}{body}".encode().hex()[-60:], body)
        return post_message(session, scene[who], draft).id


def entries(scene: Scene, who: str) -> dict[str, ChannelEntry]:
    with db.reading() as session:
        return {entry.title: entry for entry in queries.channels_of(session, scene[who])}


def test_the_list_is_the_plans_order_after_the_common_channel(scene: Scene) -> None:
    with db.transaction() as session:
        newer = WorkPlan(year=2027, title="2027年工作要点")
        session.add(newer)
        add_item(session, newer, 1, "新年", [session.get_one(Unit, scene.units["区甲局"])], [])
    assert list(entries(scene, "办一")) == ["全体", "新年", "家庭", "街镇", "全区", "司法"]
    assert list(entries(scene, "甲一")) == ["全体", "新年", "家庭", "全区"]
    assert list(entries(scene, "专家")) == []
    assert list(entries(scene, "管理")) == []


def test_an_entry_says_what_the_item_is_to_my_unit(scene: Scene) -> None:
    mine = entries(scene, "甲一")
    assert (mine["家庭"].number, mine["家庭"].section, mine["家庭"].year) == (1, "一、部分", 2026)
    assert (mine["家庭"].is_responsible, mine["家庭"].is_lead) == (True, True)
    assert (mine["全区"].is_responsible, mine["全区"].is_lead) == (True, True)
    assert (mine["全体"].is_responsible, mine["全体"].number, mine["全体"].section) == (False, None, "")
    assert (entries(scene, "乙一")["家庭"].is_responsible, entries(scene, "乙一")["家庭"].is_lead) == (True, False)
    assert entries(scene, "主任")["家庭"].is_responsible is False


def test_unread_and_mentions_are_counted_for_each_person(scene: Scene) -> None:
    say(scene, "甲一", "一")
    say(scene, "甲一", "请@区乙局 看")
    say(scene, "办一", "三")
    assert (entries(scene, "甲一")["家庭"].unread, entries(scene, "甲一")["家庭"].last_read) == (1, 2)
    assert (entries(scene, "乙一")["家庭"].unread, entries(scene, "乙一")["家庭"].mentions) == (3, 1)
    assert (entries(scene, "主任")["家庭"].unread, entries(scene, "主任")["家庭"].mentions) == (3, 0)
    assert entries(scene, "乙一")["全体"].unread == 0
    with db.transaction() as session:
        assert actions.mark_read(session, scene["乙一"], scene.channels["家庭"], 2) == 2
    assert entries(scene, "乙一")["家庭"].unread == 1


def test_heads_say_the_same_as_the_list(scene: Scene) -> None:
    say(scene, "甲一", "请@区乙局 看")
    with db.reading() as session:
        listed = queries.channels_of(session, scene["乙一"])
        heads = queries.heads(session, scene["乙一"])
    assert {(head.channel, head.head, head.change, head.last_read, head.mentions) for head in heads} == {
        (entry.public_id, entry.head, entry.change, entry.last_read, entry.mentions) for entry in listed
    }


def test_the_common_channel_is_named_in_the_readers_language(scene: Scene) -> None:
    with speaking("zh"):
        assert "全体" in entries(scene, "甲一")


def test_a_page_names_the_units_lead_first_and_who_may_speak(scene: Scene) -> None:
    with db.reading() as session:
        page = queries.channel_page(session, scene["乙一"], scene.channels["家庭"])
        everyone = queries.channel_page(session, scene["乙一"], scene.channels["全体"])
        streets = queries.channel_page(session, scene["东一"], scene.channels["街镇"])
    assert [(unit.name, unit.is_lead) for unit in page.units] == [("区甲局", True), ("区乙局", False)]
    assert (page.entry, page.member_count, page.may_post) == (entries(scene, "乙一")["家庭"], 5, True)
    assert everyone.units == []
    assert [unit.name for unit in streets.units] == ["区未保办", "东街道", "西街道"]


def test_an_archived_channel_can_be_read_only(scene: Scene) -> None:
    with db.transaction() as session:
        session.execute(update(Channel).where(Channel.title == "家庭").values(archived_at=clock.now()))
    with db.reading() as session:
        page = queries.channel_page(session, scene["甲一"], scene.channels["家庭"])
    assert (page.may_post, page.entry.is_archived) == (False, True)


def test_a_closed_unit_answers_for_nothing(scene: Scene) -> None:
    with db.transaction() as session:
        session.get_one(Unit, scene.units["区甲局"]).active_to = clock.today() - timedelta(days=1)
    with db.reading() as session:
        page = queries.channel_page(session, scene["乙一"], scene.channels["家庭"])
        people = [member.name for member in queries.members(session, scene["乙一"], scene.channels["家庭"])]
        readers = queries.readers(session, channel_key(scene, "家庭"))
    assert [unit.name for unit in page.units] == ["区乙局"]
    assert people == ["乙一", "主任", "办一"]
    assert page.member_count == 3
    assert readers == {scene[name].person_id for name in people}


def test_members_come_by_unit_in_official_order(scene: Scene) -> None:
    with db.reading() as session:
        found = queries.members(session, scene["甲一"], scene.channels["家庭"])
    assert [(member.unit_name, member.name, member.basis) for member in found] == [
        ("区甲局", "甲一", "unit"),
        ("区甲局", "甲长", "unit"),
        ("区乙局", "乙一", "unit"),
        ("区丙局", "主任", "committee"),
        ("区未保办", "办一", "office"),
    ]


def channel_key(scene: Scene, title: str) -> int:
    with db.reading() as session:
        return session.query(Channel.id).filter(Channel.public_id == scene.channels[title]).scalar()


def test_what_is_readable_in_bulk_is_what_each_one_reads(scene: Scene) -> None:
    with db.reading() as session:
        keys = {public_id: channel_key(scene, title) for title, public_id in scene.channels.items()}
        found = queries.readable(session, [viewer.person_id for viewer in scene.people.values()])
        for viewer in scene.people.values():
            mine = {keys[entry.public_id] for entry in queries.channels_of(session, viewer)}
            assert found[viewer.person_id] == mine
        for public_id, key in keys.items():
            assert queries.readers(session, key) == {
                viewer.person_id
                for viewer in scene.people.values()
                if public_id in {entry.public_id for entry in queries.channels_of(session, viewer)}
            }


@pytest.mark.parametrize("extra", [0, 20])
def test_lists_take_the_same_few_queries_however_long_they_are(scene: Scene, extra: int) -> None:
    with db.transaction() as session:
        plan = session.get_one(WorkItem, scene.items["家庭"]).plan
        for number in range(extra):
            add_item(session, plan, 100 + number, f"又{number}", [session.get_one(Unit, scene.units["区甲局"])], [])
            make_person(session, session.get_one(Unit, scene.units["区甲局"]), Role.LIAISON)
    say(scene, "乙一", "请@区甲局 看")
    counts = []
    with db.reading() as session:
        for ask in (
            lambda: queries.channels_of(session, scene["甲一"]),
            lambda: queries.heads(session, scene["甲一"]),
            lambda: queries.channel_page(session, scene["甲一"], scene.channels["家庭"]),
            lambda: queries.members(session, scene["甲一"], scene.channels["家庭"]),
            lambda: queries.waiting(session, scene["甲一"]),
        ):
            with statements() as sent:
                ask()
            counts.append(len(sent))
    assert counts == [2, 1, 4, 2, 14], (
        "what waits: one for each kind, with what it needs; consultations, invitations and polls are three, minutes two"
    )


def test_what_can_be_named_is_what_reaches_somebody_else(scene: Scene) -> None:
    def names(who: str, channel: str) -> dict[str, str]:
        with db.reading() as session:
            found = queries.mentionable(session, scene[who], scene.channels[channel])
        return {entry.name: entry.kind for entry in found}

    mine = names("甲一", "家庭")
    assert mine["牵头单位"] == mine["各责任单位"] == "group"
    assert {name for name, kind in mine.items() if kind == "unit"} == {"区甲局", "区乙局", "区丙局", "区未保办"}
    assert {name for name, kind in mine.items() if kind == "person"} == {"甲长", "乙一", "主任", "办一"}
    assert "各街镇" not in mine
    assert "各街镇" in names("办一", "街镇")
    assert "区乙局" not in names("乙一", "家庭")
    assert "牵头单位" not in names("甲一", "全体")


def test_namesakes_are_offered_with_their_units(scene: Scene) -> None:
    with db.transaction() as session:
        for unit in ("区甲局", "区乙局"):
            made = make_person(session, session.get_one(Unit, scene.units[unit]), name="张伟")
            session.add(Membership(channel_id=channel_key(scene, "家庭"), person_id=made.id, basis="unit"))
    with db.reading() as session:
        found = queries.mentionable(session, scene["甲一"], scene.channels["家庭"])
        offered = sorted(entry.name for entry in found if "张伟" in entry.name)
        assert offered == ["张伟（区乙局）", "张伟（区甲局）"]
        assert queries.reach(session, scene["甲一"], scene.channels["家庭"], "@张伟 @张伟（区乙局）") == 1
