"""The demo world with something to see on every page: an overdue item, an edited message, drafts that wait, a long name."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import hub.channels.acknowledgements.asking
import hub.channels.announcements.announcing  # noqa: F401 (posts may ask and announce)
from hub.accounts.access import rights_changed
from hub.accounts.actions import PersonForm, add_person, make_draft
from hub.accounts.models import Person, Unit, UnitGroup
from hub.accounts.operator import OPERATOR
from hub.accounts.queries import directory, viewer_of_person
from hub.accounts.rules.roster import read_rows
from hub.channels.acknowledgements.actions import acknowledge, remind
from hub.channels.actions import edit_message
from hub.channels.models import Channel, Message
from hub.channels.posting import post_message
from hub.channels.shapes import AckWish, MessageDraft
from hub.core import clock, db
from hub.core.viewer import Role, Viewer
from hub.demo import demo_world
from hub.demo.world import SAMPLE
from hub.plan.actions import end_item, start_draft
from hub.plan.models import WorkItem, WorkPlan
from hub.plan.names import known_from
from hub.plan.reading import read_document
from tests.factories import make_session

PEOPLE = {"office": "weiban-chenjing", "liaison": "jiaoyu-zhoumin", "admin": "admin", "observer": "observer"}
ROSTER = [
    ["姓名", "单位", "账号", "职务", "角色"],
    ["钱多", "区教育局", "jiaoyu-qianduo", "科员", "联络员"],
    ["孙少", "没有这个单位", "Bad Login", "", "皇帝"],
]


def furnish() -> dict[str, str]:
    """Fill the open database; returns cookies' secrets by PEOPLE's names, and the public ids of things."""
    demo_world()
    with db.reading() as session:
        names = known_from(directory(session)).names
    text = SAMPLE.read_text(encoding="utf-8").replace(
        "区民政局、区司法局", "区民政局、区气象局、各有关单位、区司法局", 1
    )
    blocked = read_document(text, "要点.txt", names)
    ready = read_document(SAMPLE.read_text(encoding="utf-8").replace("2023", "2026"), "新要点.txt", names)
    with db.transaction() as session:
        add_person(session, OPERATOR, _observer(session), "", must_change=False)
        things = _secrets(session) | _things(session)
        office = _viewer(session, "office")
        things["blocked"] = start_draft(session, office, "要点.txt", blocked).public_id
        things["ready"] = start_draft(session, office, "新要点.txt", ready).public_id
        things["roster"] = make_draft(session, office, "名单.csv", read_rows(ROSTER)[0]).public_id
        _age_items(session, office)
        _ask(session, office, things)
    return things


def speak(locale: str) -> None:
    """Everybody reads in this language from now on."""
    with db.transaction() as session:
        rights_changed(session)
        session.execute(update(Person).values(locale=locale))


def _observer(session: Session) -> PersonForm:
    unit = session.scalars(select(Unit).order_by(Unit.position)).first()
    assert unit is not None
    return PersonForm("欧阳列席专家", "某师范大学特聘研究员", frozenset({Role.OBSERVER}), "observer", unit.public_id)


def _viewer(session: Session, name: str) -> Viewer:
    person = session.scalars(select(Person).where(Person.login == PEOPLE[name])).one()
    viewer = viewer_of_person(session, person.id)
    assert viewer is not None
    return viewer


def _secrets(session: Session) -> dict[str, str]:
    found = {name: session.scalars(select(Person).where(Person.login == login)).one() for name, login in PEOPLE.items()}
    return {name: make_session(session, person) for name, person in found.items()}


def _things(session: Session) -> dict[str, str]:
    items = {item.number: item for item in session.scalars(select(WorkItem))}
    channel = session.scalars(select(Channel).where(Channel.item_id == items[15].id)).one()
    message = session.scalars(
        select(Message).where(Message.channel_id == channel.id).order_by(Message.seq.desc())
    ).first()
    assert message is not None
    author = viewer_of_person(session, message.author_id)
    assert author is not None
    edit_message(session, author, message.public_id, f"{message.body} 又及：**下周一**，见 https://example.org/a")
    return {
        "channel": channel.public_id,
        "everyone": session.scalars(select(Channel.public_id).where(Channel.kind == "everyone")).one(),
        "quiet": session.scalars(select(Channel.public_id).where(Channel.item_id == items[4].id)).one(),
        "message": message.public_id,
        "plan": session.scalars(select(WorkPlan.public_id)).one(),
        "item": items[1].public_id,
        "person": session.scalars(select(Person.public_id).where(Person.login == PEOPLE["liaison"])).one(),
        "unit": session.scalars(select(Unit.public_id).where(Unit.short_name == "区教育局")).one(),
        "group": session.scalars(select(UnitGroup.public_id).where(UnitGroup.name == "各街镇")).one(),
    }


def _ask(session: Session, office: Viewer, things: dict[str, str]) -> None:
    """A request that is overdue, reminded and partly answered, and an announcement that asks everybody."""
    with clock.held_at(clock.now() - timedelta(days=5)):
        asked = _post(session, office, things["channel"], "请各责任单位确认服务对象口径，名单只报编号。", hours=4)
    acknowledge(session, _viewer(session, "liaison"), asked)
    remind(session, office, asked, "下班前要报区委办")
    _post(session, office, things["everyone"], "**关于报送四季度数据的通知**\n\n请按时报送。", hours=40, announces=True)


def _post(  # noqa: PLR0913 (what a post has)
    session: Session, who: Viewer, place: str, body: str, *, hours: int, announces: bool = False
) -> str:
    wish = AckWish(within_hours=hours)
    draft = MessageDraft(place, f"asked-{hours}", body, acknowledgement=wish, is_announcement=announces)
    return post_message(session, who, draft).id


def _age_items(session: Session, office: Viewer) -> None:
    """One overdue, one due soon, one in time, one given up."""
    items = {item.number: item for item in session.scalars(select(WorkItem))}
    for number, days in ((6, -3), (8, 2), (15, 60)):
        items[number].due_on = clock.today() + timedelta(days=days)
    plan = session.get_one(WorkPlan, items[20].plan_id)
    end_item(session, office, plan.public_id, items[20].public_id)
