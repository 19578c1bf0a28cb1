"""The demo world with something to see on every page: an overdue item, an edited message, drafts that wait, a long name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import hub.app  # noqa: F401 (every room wired to the others: what hangs on messages is known)
from hub.accounts.access import rights_changed
from hub.accounts.actions import PersonForm, add_person, make_draft
from hub.accounts.models import Person, Unit, UnitGroup
from hub.accounts.operator import OPERATOR
from hub.accounts.queries import directory, viewer_of_person
from hub.accounts.rules.roster import read_rows
from hub.channels import intake
from hub.channels.acknowledgements.actions import acknowledge, remind
from hub.channels.actions import edit_message
from hub.channels.exporting.models import Export
from hub.channels.exporting.rules import TRIES
from hub.channels.marking.actions import mark_message, pin_message, save_message
from hub.channels.models import Channel, Message
from hub.channels.posting import post_message
from hub.channels.shapes import AckWish, MessageDraft
from hub.core import clock, db
from hub.core.viewer import Role, Viewer
from hub.demo import demo_world
from hub.demo.world import SAMPLE
from hub.escalation import guard
from hub.escalation.models import ClockAlarm
from hub.files import receiving
from hub.issues.models import Issue
from hub.meetings.polls.models import AvailabilityPoll
from hub.notify.models import NoticePreference, NoticeTarget, OutboxRow, PushSubscription
from hub.plan.actions import end_item, start_draft
from hub.plan.models import WorkItem, WorkPlan
from hub.plan.names import known_from
from hub.plan.reading import read_document
from tests.factories import make_session
from tests.files.samples import docx, pdf, photograph, picture, xlsx

from .show_bulletins import furnish_bulletins
from .show_consultations import furnish_consultations
from .show_follow_ups import furnish_follow_ups
from .show_held import furnish_held
from .show_issues import furnish_issues
from .show_ladders import furnish_ladders
from .show_minutes import furnish_minutes
from .show_topics import furnish_topics

PEOPLE = {
    "office": "weiban-chenjing",
    "liaison": "jiaoyu-zhoumin",
    "admin": "admin",
    "observer": "observer",
    "auditor": "auditor",
    "leader": "leader",
    "committee": "weibaowei-xuheng",
}
ABSENT = "kewei-fangzhou"
"""Somebody who is at no browser, and may be signed out."""
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
        for role, name in ((Role.AUDITOR, "审计员"), (Role.LEADER, "分管领导甲")):
            add_person(session, OPERATOR, _of_first_unit(session, name, role), "", must_change=False)
        things = _secrets(session) | _things(session)
        office = _viewer(session, "office")
        things["blocked"] = start_draft(session, office, "要点.txt", blocked).public_id
        things["ready"] = start_draft(session, office, "新要点.txt", ready).public_id
        things["roster"] = make_draft(session, office, "名单.csv", read_rows(ROSTER)[0]).public_id
        _age_items(session, office)
        _notices(session, things["channel"])
        _ask(session, office, things)
        things |= furnish_ladders(session, _viewer(session, "liaison"), office, things["channel"])
    _share_files(things["channel"], "liaison")
    with db.reading() as session:
        office, liaison = _viewer(session, "office"), _viewer(session, "liaison")
    things |= furnish_issues(things["channel"], office, liaison)
    things |= furnish_held(office, liaison, things["climbing"])
    things |= furnish_minutes(office, liaison)
    things |= furnish_follow_ups(office, liaison, things["published"], things["channel"])
    things |= furnish_topics(office, liaison)
    things |= furnish_consultations(office)
    things |= furnish_bulletins(office)
    return things


def speak(locale: str) -> None:
    """Everybody reads in this language from now on."""
    with db.transaction() as session:
        rights_changed(session)
        session.execute(update(Person).values(locale=locale))


@contextmanager
def alarmed() -> Iterator[None]:
    """The clock looks wrong until the office says that it is right: a line stands above every page of the office."""
    with db.transaction() as session:
        session.add(ClockAlarm(reason="clock", count=3, raised_at=clock.now()))
    yield
    with db.transaction() as session:
        guard.confirm(session, _viewer(session, "office"))


def _observer(session: Session) -> PersonForm:
    unit = session.scalars(select(Unit).order_by(Unit.position)).first()
    assert unit is not None
    return PersonForm("欧阳列席专家", "某师范大学特聘研究员", frozenset({Role.OBSERVER}), "observer", unit.public_id)


def _of_first_unit(session: Session, name: str, role: Role) -> PersonForm:
    unit = session.scalars(select(Unit).where(Unit.short_name == "区教育局")).one()
    return PersonForm(name, "负责人", frozenset({role}), role.value, unit.public_id)


def _exports(session: Session, channel_id: int) -> None:
    """One in each state, of somebody who leads."""
    person = session.scalars(select(Person).where(Person.login == PEOPLE["leader"])).one()
    for format_, state, done in (
        ("zip", "running", 5),
        ("md", "done", 12),
        ("docx", "failed", 3),
        ("md", "expired", 12),
    ):
        row = Export(
            channel_id=channel_id, person_id=person.id, format=format_, state=state, done=done, reason="年度归档"
        )
        row.first_on, row.last_on, row.first_seq, row.last_seq = clock.today() - timedelta(30), clock.today(), 1, 12
        row.tries, row.size_bytes, row.ended_at = TRIES, 23_456, clock.now() if state == "done" else None
        row.claimed_until = clock.now() + timedelta(days=1) if state == "running" else None  # nobody takes it up
        session.add(row)


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
    _exports(session, channel.id)
    edit_message(session, author, message.public_id, f"{message.body} 又及：**下周一**，见 https://example.org/a")
    _hang(session, author, _viewer(session, "office"), channel, message)
    return {
        "poll": session.scalars(select(AvailabilityPoll.public_id)).one(),
        "channel": channel.public_id,
        "everyone": session.scalars(select(Channel.public_id).where(Channel.kind == "everyone")).one(),
        "quiet": session.scalars(select(Channel.public_id).where(Channel.item_id == items[4].id)).one(),
        "message": message.public_id,
        "plan": session.scalars(select(WorkPlan.public_id)).one(),
        "item": items[1].public_id,
        "person": session.scalars(select(Person.public_id).where(Person.login == PEOPLE["liaison"])).one(),
        "absent": session.scalars(select(Person.public_id).where(Person.login == ABSENT)).one(),
        "unit": session.scalars(select(Unit.public_id).where(Unit.short_name == "区教育局")).one(),
        "issue": session.scalars(select(Issue.public_id).where(Issue.state == "open", Issue.tier > 0)).one(),
        "group": session.scalars(select(UnitGroup.public_id).where(UnitGroup.name == "各街镇")).one(),
    }


def _hang(session: Session, author: Viewer, office: Viewer, channel: Channel, message: Message) -> None:
    """Everything that may hang on a message, and it forwarded to another channel."""
    for kind in ("decision", "statement", "task"):
        mark_message(session, office, message.public_id, kind)
    pin_message(session, author, message.public_id)
    save_message(session, _viewer(session, "liaison"), message.public_id)
    everyone = session.scalars(select(Channel.public_id).where(Channel.kind == "everyone")).one()
    post_message(session, office, MessageDraft(everyone, "showcase-1", "请各单位参照办理。", origin=message.public_id))


def _share_files(channel: str, who: str) -> None:
    """A message with pictures and documents, and one of a file alone, into the folder that is open."""
    with db.reading() as session:
        sender = _viewer(session, who)
    files = {
        "走访现场.jpg": photograph((1200, 900)),
        "流程图.png": picture("PNG", (300, 500)),
        "附件1：关于加强家庭教育指导工作的实施方案（征求意见稿）.docx": docx(),
        "台账.xlsx": xlsx(),
        "通知.pdf": pdf(),
    }  # noqa: E501
    for key, names in (("showcase-1", list(files)), ("showcase-2", ["通知.pdf"])):
        uploads = tuple(receiving.take_whole(sender, name, files[name]).public_id for name in names)
        words = "走访照片和材料见附件，请各单位核对。" if len(uploads) > 1 else ""
        intake.post(sender, MessageDraft(channel, key, words, files=uploads))


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


def _notices(session: Session, public_id: str) -> None:
    """Two that did not get through, one that went past the quiet hours, a robot and a web hook, a browser."""
    liaison = _viewer(session, "liaison")
    channel = session.scalars(select(Channel).where(Channel.public_id == public_id)).one()
    session.add(NoticePreference(person_id=liaison.person_id, mail_address="zhoumin@jiaoyu.example.gov.cn"))
    browser = {"endpoint": "https://push.example/1", "p256dh": "k", "auth": "a", "device": "Chrome · Windows"}
    session.add(PushSubscription(person_id=liaison.person_id, **browser))
    for kind, name, host in (
        ("dingtalk", "未保委联络员群", "oapi.dingtalk.com"),
        ("hook", "区城运中心值班平台的一个名字很长的接口", "duty-platform.changning.example.gov.cn:8443"),
    ):
        target = NoticeTarget(kind=kind, name=name, host=host, sealed_address=b"", sealed_secret=b"")
        session.add(target)
        session.flush()
    about = {"kind": "mention", "channel_id": channel.id, "settled_at": clock.now()}
    to_person = {"way": "mail", "person_id": liaison.person_id}
    session.add_all(
        [
            OutboxRow(**about, **to_person, dedup_key="s1", state="dead", attempts=11, reason="smtp 451"),
            OutboxRow(**about, dedup_key="s2", way="target", target_id=target.id, state="dead", reason="inside"),
            OutboxRow(**about, **to_person, dedup_key="s3", state="sent", is_urgent=True, overrode="quiet"),
        ]
    )
