"""Whom an @ reaches: members alone, never the author, each by the closest way, and as the screen shows it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from hub.accounts.models import Person
from hub.channels import actions, intake, queries
from hub.channels.mentions import LEAD, RESPONSIBLE, Member, Roll, Target, roll
from hub.channels.models import Channel, Membership, Mention
from hub.channels.shapes import MessageDraft
from hub.core import db
from hub.core.errors import Conflict, Denied, NotFound

from .scene import Scene, members_of

PEOPLE = (
    Member(1, "p1", "张伟", 10, "区甲局"),
    Member(2, "p2", "张伟", 20, "区乙局"),
    Member(3, "p3", "张伟明", 20, "区乙局"),
    Member(4, "p4", "李娜", 30, "区丙局"),
    Member(5, "p5", "李娜", 30, "区丙局"),
    Member(6, "p6", "区甲局", 30, "区丙局"),
)
GROUPS = {
    "区甲局": Target("unit", "u1", frozenset({10})),
    "甲局": Target("unit", "u1", frozenset({10})),
    "区乙局": Target("unit", "u2", frozenset({20})),
    "各单位": Target("group", "g", frozenset({10, 20, 30})),
    LEAD: Target("group", "lead", frozenset({10})),
}
ROLL = roll(PEOPLE, GROUPS)


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("没有点名", {}),
        ("@张伟 有两位", {}),
        ("@张伟（区乙局） 一位", {2: "person"}),
        ("@张伟(区甲局) 一位", {1: "person"}),
        ("@张伟明", {3: "person"}),
        ("@李娜 @李娜（区丙局）", {}),
        ("@区甲局", {1: "unit"}),
        ("@甲局@区乙局", {1: "unit", 2: "unit", 3: "unit"}),
        ("@各单位", dict.fromkeys(range(1, 7), "group")),
        ("@各单位 @区乙局 @张伟明", {1: "group", 2: "unit", 3: "person", 4: "group", 5: "group", 6: "group"}),
        ("@张伟明 @区乙局", {2: "unit", 3: "person"}),
        ("@牵头单位", {1: "group"}),
        ("@各责任单位", {}),
        ("`@区甲局` zhang@区甲局.cn", {}),
    ],
)
def test_names_reach_whom_they_mean(body: str, people: dict[int, str]) -> None:
    assert ROLL.addressees(99, body).people == people


def test_the_author_is_never_told() -> None:
    assert ROLL.addressees(2, "@各单位").people.keys() == {1, 3, 4, 5, 6}


def test_a_name_is_kept_as_written_once() -> None:
    names = ROLL.addressees(99, "@甲局 @区甲局 @甲局").names
    assert [(name.name, name.kind, name.id) for name in names] == [("甲局", "unit", "u1"), ("区甲局", "unit", "u1")]


@given(
    st.lists(st.sampled_from([*GROUPS, "张伟", "张伟明", "@", "`", " ", "。", "\n", "\n\n", "x"]), max_size=30).map(
        "".join
    )
)
def test_only_members_are_reached_and_only_by_what_is_shown(body: str) -> None:
    for known in (ROLL, Roll(PEOPLE[:1], GROUPS)):
        found = known.addressees(1, body)
        members = {member.person_id for member in known.members}
        assert found.people.keys() <= members - {1}
        shown = [known.targets[name.name] for name in found.names]
        assert all(
            any(target.reaches(member) for target in shown)
            for member in known.members
            if member.person_id in found.people
        )


def post(scene: Scene, who: str, body: str, channel: str = "家庭") -> str:
    return intake.post(scene[who], MessageDraft(scene.channels[channel], f"{who}{body}".encode().hex()[-60:], body)).id


def told(scene: Scene) -> dict[str, str]:
    with db.reading() as session:
        rows = session.execute(select(Person.name, Mention.basis).join(Mention, Mention.person_id == Person.id))
        return {name: basis for name, basis in rows}


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("@区乙局", {"乙一": "unit"}),
        ("@区丙局 只有主任在", {"主任": "unit"}),
        ("@丙一 不在这里", {}),
        ("@东街道 不在这里", {}),
        ("@各街镇 不在这里", {}),
        (f"@{LEAD}", {"甲长": "group"}),
        (f"@{RESPONSIBLE}", {"甲长": "group", "乙一": "group"}),
        ("@各成员单位", {"甲长": "group", "乙一": "group", "主任": "group"}),
        ("@公检法司", {"乙一": "group"}),
        ("@管理 @专家", {}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_outside_the_channel_is_told(scene: Scene, body: str, people: dict[str, str]) -> None:
    with db.reading() as session:
        reach = queries.reach(session, scene["甲一"], scene.channels["家庭"], body)
    message = post(scene, "甲一", body)
    assert told(scene) == people
    assert reach == len(people)
    assert set(people) <= members_of("家庭")
    with db.reading() as session:
        shown = queries.message(session, scene["甲一"], message)
    assert ("data-mention" in shown.html) == bool(shown.mentioned)


def test_an_edit_tells_only_those_who_are_new(scene: Scene, heard: list[object]) -> None:
    message = post(scene, "甲一", "请@区乙局 看")
    with db.transaction() as session:
        actions.settle_mention(session, scene["乙一"], message)
    heard.clear()
    with db.transaction() as session:
        view = actions.edit_message(session, scene["甲一"], message, f"请@{RESPONSIBLE} 和@主任 看")
    (event,) = heard
    assert set(event.mentioned) == {scene["甲长"].person_id, scene["主任"].person_id}
    assert told(scene) == {"乙一": "unit", "甲长": "group", "主任": "person"}
    assert [name.name for name in view.mentioned] == [RESPONSIBLE, "主任"]
    with db.reading() as session:
        assert session.query(Mention).filter(Mention.done_at.is_(None)).count() == 2


def test_an_edit_keeps_every_earlier_body(scene: Scene) -> None:
    message = post(scene, "甲一", "一")
    with db.transaction() as session:
        for body in ("二", "二", "三"):
            actions.edit_message(session, scene["甲一"], message, body)
    with db.reading() as session:
        now = queries.message(session, scene["乙一"], message)
        before = queries.revisions(session, scene["乙一"], message)
    assert (now.body, now.change, now.edited_at is not None) == ("三", 3, True)
    assert [revision.body for revision in before] == ["一", "二"]
    assert before[0].written_at == now.posted_at
    assert before[0].html == "<p>一</p>"


def test_who_may_change_what_was_said(scene: Scene) -> None:
    message = post(scene, "甲一", "一")
    cases: Sequence[tuple[str, type[Exception] | None, type[Exception] | None]] = [
        ("丙一", NotFound, NotFound),
        ("管理", NotFound, NotFound),
        ("甲长", Denied, Denied),
        ("主任", Denied, Denied),
        ("办一", Denied, None),
    ]
    for who, edit, retract in cases:
        with db.transaction() as session:
            if edit:
                with pytest.raises(edit):
                    actions.edit_message(session, scene[who], message, "别的")
            if retract:
                with pytest.raises(retract):
                    actions.retract_message(session, scene[who], message)
            else:
                actions.retract_message(session, scene[who], message)
                actions.retract_message(session, scene[who], message)
    with db.transaction() as session, pytest.raises(Conflict):
        actions.edit_message(session, scene["甲一"], message, "别的")
    with db.reading() as session:
        _, change, _ = queries.changes(session, scene["甲一"], scene.channels["家庭"])
    assert change == 2


@pytest.mark.parametrize("closed", ["archived", "left"])
def test_nothing_can_be_changed_where_nothing_can_be_said(scene: Scene, closed: str) -> None:
    message = post(scene, "甲一", "一")
    with db.transaction() as session:
        if closed == "archived":
            session.execute(update(Channel).values(archived_at=Channel.created_at))
        else:
            session.execute(update(Membership).values(ended_at=Membership.joined_at))
    refusal = Denied if closed == "archived" else NotFound
    for who in ("甲一", "办一"):
        with db.transaction() as session, pytest.raises(refusal):
            actions.edit_message(session, scene[who], message, "二")
        with db.transaction() as session, pytest.raises(refusal):
            actions.retract_message(session, scene[who], message)
