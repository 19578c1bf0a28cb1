"""Consultations for the showcase: one that is held, with everything on it, and one that is over, with its record."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels.marking.actions import mark_message
from hub.channels.models import Channel
from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft
from hub.core import clock, db
from hub.core.viewer import Viewer
from hub.issues.models import Issue
from hub.meetings import actions as meetings
from hub.meetings.agenda.models import AgendaItem, AgendaUnit
from hub.meetings.live import actions
from hub.meetings.live.rules import default_due
from hub.meetings.live.shapes import Closing, DecisionDraft
from hub.meetings.models import Attendance, Consultation
from hub.meetings.shapes import ConsultationDraft, Named
from hub.meetings.topics.models import Topic

UNITS = ("区教育局", "区卫生健康委", "区民政局", "团区委", "区残联", "区财政局", "区应急局", "新泾镇")
ITEMS = (
    (
        "心理危机学生转介衔接机制",
        "转介是否一律附校内初筛表；是否设转介号源；等候期由谁跟进。",
        25,
        ("区教育局", "区卫生健康委"),
    ),
    ("孤独症儿童家庭喘息服务试点", "", 20, ("区民政局", "区残联")),
    ("寒假前困境儿童走访安排", "", 15, ()),
)


def furnish_held(office: Viewer, liaison: Viewer, issue: str) -> dict[str, str]:
    """Hold one that began 41 minutes ago, and one that is over; their public ids. `issue` is what the second item is about."""
    held, over = _announce(office, "未成年人心理健康专项会商", 1), _announce(office, "四季度走访工作会商", 5)
    with clock.held_at(clock.now() - timedelta(minutes=41)):
        items = _begin(office, held, issue)
        _do(actions.next_item, office, held, "")
    with clock.held_at(clock.now() - timedelta(minutes=28)):
        _do(actions.next_item, office, held, items[0])
        _talk(office, liaison, held)
    _decide(office, liaison, held, items[1])
    _finish(office, over)
    return {"held": held, "over": over, "held_item": items[1]}


def _announce(office: Viewer, title: str, days: int) -> str:
    begins = clock.now() - timedelta(minutes=45)
    with clock.held_at(begins - timedelta(days=days)), db.transaction() as session:
        units = dict(session.execute(select(Unit.short_name, Unit.public_id).where(Unit.short_name.in_(UNITS))).all())
        draft = ConsultationDraft(
            kind="special",
            title=title,
            starts_at=begins,
            minutes=120,
            place="区民政局 302会议室",
            chair=office.public_id,
            units=tuple(units[name] for name in UNITS),
            people=(Named(name="欧阳明", post="主任医师", body="市精神卫生中心"),),
        )
        row = meetings.prepare(session, office, draft)
        meetings.announce(session, office, row.public_id, "情况紧急")
        return row.public_id


def _begin(office: Viewer, held: str, issue: str) -> list[str]:
    with db.transaction() as session:
        row = session.scalars(select(Consultation).where(Consultation.public_id == held)).one()
        units = {one.short_name: one for one in session.scalars(select(Unit))}
        for one in session.scalars(select(Attendance).where(Attendance.consultation_id == row.id)):
            if one.unit_id == units["区应急局"].id:
                one.answer, one.reason = "excused", "消防检查"
            if one.unit_id == units["团区委"].id:
                one.answer, one.delegate_name, one.delegate_post = "delegated", "高远", "科长"
        items = list(session.scalars(select(AgendaItem).where(AgendaItem.consultation_id == row.id)))
        for position, (title, ask, minutes, whose) in enumerate(ITEMS, start=2):
            item = AgendaItem(consultation_id=row.id, position=position, title=title, ask=ask, minutes=minutes)
            item.units = [AgendaUnit(unit_id=units[name].id, position=at) for at, name in enumerate(whose)]
            if position == 2:
                about = session.scalars(select(Issue).where(Issue.public_id == issue)).one()
                topic = session.scalar(select(Topic).where(Topic.issue_id == about.id))  # put up by its ladder
                if topic is None:
                    topic = Topic(title=title, basis="issue", issue_id=about.id, unit_id=about.unit_id)
                    topic.channel_id = about.channel_id
                    session.add(topic)
                topic.state = "scheduled"
                session.flush()
                item.kind, item.topic_id = "topic", topic.id
            session.add(item)
            items.append(item)
        session.flush()
        found = [item.public_id for item in items]
        unit_ids = {name: unit.public_id for name, unit in units.items()}
    _do(actions.open_consultation, office, held)
    for name, person in (("区教育局", "周敏"), ("区卫生健康委", "吴桐"), ("区民政局", "赵宁"), ("区残联", "许岚")):
        _do(actions.sign_in_by_hand, office, held, unit=unit_ids[name], name=person)
    return found


def _talk(office: Viewer, liaison: Viewer, held: str) -> None:
    with db.transaction() as session:
        found = select(Channel.public_id).join(Consultation, Consultation.channel_id == Channel.id)
        channel = session.scalars(found.where(Consultation.public_id == held)).one()
        for number, (who, words) in enumerate(
            ((liaison, "三季度转介27人，平均等候16天，建议一律附校内初筛表。"), (office, "请卫健委说明号源安排。"))
        ):
            said = post_message(session, who, MessageDraft(channel, f"held-{number}", words)).id
            if who is liaison:
                mark_message(session, who, said, "statement")


def _decide(office: Viewer, liaison: Viewer, held: str, item: str) -> None:
    with db.reading() as session:
        units = dict(session.execute(select(Unit.short_name, Unit.public_id)).all())
    due = default_due(clock.today(), lambda on: on.weekday() < 5)
    for name, stance, words in (
        ("区卫生健康委", "reserve", "同意设转介号源；24小时内首诊建议试行到年底再定。"),
        ("区民政局", "agree", ""),
        ("区残联", "agree", ""),
    ):
        _do(actions.state_position, office, held, item, stance, words, units[name])
    texts = (
        ("学校转介一律附校内初筛表，由心理教师填写。", "区教育局", ("区卫生健康委",)),
        ("区精神卫生中心每周开设转介号源，首批6个。", "区卫生健康委", ("区教育局", "区财政局")),
        ("等候期内，由团区委组织社工每周上门一次。", "团区委", ()),
    )
    for number, (text, lead, others) in enumerate(texts):
        draft = DecisionDraft(text, units[lead], tuple(units[name] for name in others), due)
        made = _do(actions.write, office, held, item, draft).public_id
        if number < 2:
            _do(actions.read_back, office, held, made)
        if number == 0:
            _do(actions.fix, office, held, made)
    _do(actions.sign_in_by_hand, office, held, unit=units["团区委"], name="高远", post="科长", is_delegate=True)
    _do(actions.ask_floor, liaison, held)


def _finish(office: Viewer, over: str) -> None:
    with db.transaction() as session:
        row = session.scalars(select(Consultation).where(Consultation.public_id == over)).one()
        units = dict(session.execute(select(Unit.short_name, Unit.public_id)).all())
        session.add(AgendaItem(consultation_id=row.id, position=2, title="寒假走访安排", minutes=10))
        session.add(AgendaItem(consultation_id=row.id, position=3, title="春节值班", minutes=10))
    with clock.held_at(clock.now() - timedelta(minutes=40)):
        _do(actions.open_consultation, office, over)
        item = _do(actions.next_item, office, over, "").public_id
        due = default_due(clock.today(), lambda on: on.weekday() < 5)
        made = _do(
            actions.write, office, over, item, DecisionDraft("各街镇于寒假前走访一遍。", units["新泾镇"], (), due)
        )
        _do(actions.read_back, office, over, made.public_id)
        _do(actions.fix, office, over, made.public_id)
    with db.reading() as session:
        left = session.scalars(select(AgendaItem.public_id).where(AgendaItem.title == "春节值班")).one()
    _do(actions.close, office, over, Closing(carried=(left,)))


def _do(act: Callable[..., Any], viewer: Viewer, *args: Any, **kwargs: Any) -> Any:
    with db.transaction() as session:
        return act(session, viewer, *args, **kwargs)
