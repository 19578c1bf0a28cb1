"""A plan arrives, every item gets its channel, two units talk there, and nobody else hears them; then the plan changes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

import hub.app  # noqa: F401 (every feature wired to the others)
from hub.accounts import actions as accounts
from hub.accounts.actions import PersonForm, UnitForm
from hub.accounts.models import Person
from hub.accounts.operator import OPERATOR
from hub.accounts.queries import directory, viewer_of_person
from hub.channels import actions as talk
from hub.channels import queries as channels
from hub.channels.shapes import ChannelEntry, MessageDraft
from hub.core import db
from hub.core.errors import Denied, NotFound
from hub.core.viewer import Role, Viewer
from hub.demo import empty_world
from hub.plan import actions, queries
from hub.plan.drafts import Answer
from hub.plan.names import known_from
from hub.plan.reading import read_document

PLAN = """某区未成年人保护委员会办公室文件

某未保办〔2026〕2号

2026年某区未成年人保护工作要点

一、加强学校保护工作

1. **守护校园周边。**完善信息沟通机制，加强校

园周边巡查。（责任单位：区教育局、区公安局、各街镇)

2. 加强心理健康服务。建立转介机制。（责任单位: 区卫生健康委员会、区教育局）

二、加大社会保护力度

3. 压实强制报告制度。开展宣传。（责任单位：各成员单位）
"""
UNITS = {"区教育局": "member", "区公安分局": "member", "区卫生健康委": "member", "东街道": "street"}
PEOPLE = {"zhou": ("区教育局", Role.LIAISON), "lu": ("区公安分局", Role.LIAISON), "wu": ("区卫生健康委", Role.LIAISON),
          "dong": ("东街道", Role.LIAISON), "chen": ("区未保办", Role.OFFICE), "lin": ("区未保办", Role.OFFICE)}  # fmt: skip


@pytest.fixture(autouse=True)
def database(database_url: str) -> Iterator[None]:
    db.open_database(database_url)
    yield
    db.close_database()


def test_a_plan_arrives_and_two_units_talk() -> None:
    settle_in()
    plan = bring_in(PLAN)
    assert plan == {"守护校园周边": 3, "加强心理健康服务": 2, "压实强制报告制度": 1}
    school, mind = channel("zhou", "守护校园周边"), channel("wu", "加强心理健康服务")

    asked = post("zhou", school, "下周三联合巡查，请 @区公安分局 确定两名民警。")
    assert open_mentions("lu", school) == 1
    assert open_mentions("dong", school) == 0
    post("lu", school, "已确定两名，名单周五报。", reply_to=asked)
    for who in ("zhou", "lu", "dong", "chen"):
        assert heard(who, school) == [("区教育局", None), ("区公安分局", "区教育局")], who
    with pytest.raises(NotFound):
        heard("wu", school)
    with pytest.raises(NotFound):
        post("wu", school, "我也说一句。")

    move("lu", "区卫生健康委")
    assert heard("lu", mind) == []
    with pytest.raises(NotFound):
        heard("lu", school)

    newer = PLAN.replace("1. **守护校园周边。**完善", "1. **守护校园及周边。**完善").replace(
        "2. 加强心理健康服务。建立转介机制。（责任单位: 区卫生健康委员会、区教育局）", ""
    )
    assert bring_in(newer, gone="archive") == {"守护校园及周边": 3, "压实强制报告制度": 1}
    assert channel("zhou", "守护校园及周边") == school, "the conversation goes on under the new title"
    assert mind not in [entry.public_id for entry in mine("wu")], "nothing was ever said there"

    without_school = newer.replace("1. **守护校园及周边。**", "1. **另一件完全不同的工作任务。**").replace(
        "完善信息沟通机制，加强校\n\n园周边巡查", "开展调研"
    )
    bring_in(without_school, gone="archive")
    assert heard("zhou", school) == [("区教育局", None), ("区公安分局", "区教育局")], "archived, never deleted"
    with pytest.raises(Denied):
        post("zhou", school, "还能说吗？")
    bring_in(newer, gone="archive")
    post("zhou", school, "又能说了。")


def settle_in() -> None:
    """An empty hub, its administrator, and the units and people that they make."""
    empty_world("admin", "系统管理员", "蓝鲸-跳过-第7座桥")
    with db.transaction() as session:
        for name, kind in UNITS.items():
            accounts.add_unit(session, OPERATOR, UnitForm(name, kind))
        known = {unit.short_name: unit.public_id for unit in directory(session).units}
        for login, (unit, role) in PEOPLE.items():
            form = PersonForm(login, "联络员", frozenset({role}), login, known[unit])
            accounts.add_person(session, OPERATOR, form, "no password", must_change=False)


def bring_in(text: str, gone: actions.Choice = "keep") -> dict[str, int]:
    """The office reads, resolves, confirms and applies; the titles that stand, with how many parties each has."""
    office = viewer("chen")
    with db.reading() as session:
        names = known_from(directory(session)).names
        police = next(unit.public_id for unit in directory(session).units if unit.short_name == "区公安分局")
    held = read_document(text, "", names)
    with db.transaction() as session:
        draft = actions.start_draft(session, office, "要点.txt", held).public_id
        seen = queries.draft(session, office, draft)
        for one in seen.names:
            assert one.name == "区公安局", "the only name that nobody knows"
            actions.answer_name(session, office, draft, seen.revision, one.name, Answer("unit", police))
            seen = queries.draft(session, office, draft)
        actions.confirm_leads(session, office, draft, seen.revision)
    with db.transaction() as session:
        seen = queries.draft(session, office, draft)
        choices = {preview.existing: gone for preview in seen.gone}
        actions.apply_draft(session, office, draft, revision=seen.revision, mark=seen.mark, choices=choices)
    with db.reading() as session:
        plan = queries.newest_plan(session, office)
    assert plan is not None
    return {item.title: len(item.parties) for item in plan.items}


def viewer(login: str) -> Viewer:
    with db.reading() as session:
        found = viewer_of_person(session, session.scalars(select(Person.id).where(Person.login == login)).one())
    assert found is not None
    return found


def move(login: str, unit: str) -> None:
    """调岗: the person works in another unit from now on."""
    with db.transaction() as session:
        to_unit = next(one.public_id for one in directory(session).units if one.short_name == unit)
        person = session.scalars(select(Person.public_id).where(Person.login == login)).one()
        accounts.move_person(session, OPERATOR, person, to_unit)


def mine(login: str) -> list[ChannelEntry]:
    with db.reading() as session:
        return channels.channels_of(session, viewer(login))


def channel(login: str, title: str) -> str:
    return next(entry.public_id for entry in mine(login) if entry.title == title)


def post(login: str, place: str, body: str, reply_to: str | None = None) -> str:
    draft = MessageDraft(channel=place, client_id=f"{login}-{len(body)}", body=body, reply_to=reply_to)
    with db.transaction() as session:
        return talk.post_message(session, viewer(login), draft).id


def heard(login: str, place: str) -> list[tuple[str, str | None]]:
    """Which unit said something in the channel, and whom it answered."""
    with db.reading() as session:
        page = channels.messages(session, viewer(login), place)
    return [(one.unit_name, one.reply.unit_name if one.reply else None) for one in page.messages]


def open_mentions(login: str, place: str) -> int:
    with db.reading() as session:
        return next(head.mentions for head in channels.heads(session, viewer(login)) if head.channel == place)
