"""The demo world's consultations, all invented: one that is announced with its agenda and first answers, one still being prepared."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Unit
from ..calendar import office_time
from ..core import clock
from ..core.viewer import Viewer
from ..meetings import actions
from ..meetings.agenda.actions import add_plain, add_topic
from ..meetings.agenda.shapes import ItemDraft
from ..meetings.answering.actions import answer
from ..meetings.answering.rules import AnswerDraft
from ..meetings.arranging.actions import RoomForm, add_room
from ..meetings.polls.actions import answer as answer_poll
from ..meetings.polls.actions import ask
from ..meetings.polls.models import PollSlot
from ..meetings.shapes import ConsultationDraft, Named
from ..meetings.topics.actions import accept, propose
from ..meetings.topics.models import Topic
from ..meetings.topics.shapes import TopicDraft

OFFICE, CHAIR = "weiban-chenjing", "weiban-linxiao"
UNITS = ("区教育局", "区民政局", "区公安分局", "区检察院", "区卫生健康委", "区残联", "团区委", "天山路街道")
ANSWERS = (
    ("jiaoyu-zhoumin", AnswerDraft("attending")),
    ("minzheng-zhaoning", AnswerDraft("attending")),
    ("weijian-wutong", AnswerDraft("delegated", delegate_name="郑禾", delegate_post="妇幼健康科科长")),
    ("gongan-luyuan", AnswerDraft("attending")),
    ("canlian-xulan", AnswerDraft("excused", reason="当天参加全市康复机构评估")),
)
ITEMS = (
    (
        "困境儿童信息多头采集怎么并成一张表",
        "提请议定：由哪个单位牵头、哪些字段不再重复采集。",
        20,
        ("区民政局", "区教育局", "天山路街道"),
    ),
    ("寒假前走访安排", "提请议定：走访对象、分工和完成时间。", 15, ("区民政局", "团区委")),
)


def convene(session: Session, viewers: dict[str, Viewer]) -> None:
    """Topics, a consultation in six working days with its agenda and answers, and a poll about another."""
    with clock.held_at(office_time(session).hours_before(clock.now(), timedelta(hours=1))):
        _convene(session, viewers)


def _convene(session: Session, viewers: dict[str, Viewer]) -> None:
    office = viewers[OFFICE]
    add_room(session, office, RoomForm("一楼报告厅", "区民政局一楼", "120"))
    room = add_room(session, office, RoomForm("302会议室", "区民政局三楼", "30"))
    _propose(session, viewers)
    _announce(session, viewers, office, room)
    _ask_for_times(session, viewers, office)


def _propose(session: Session, viewers: dict[str, Viewer]) -> None:
    draft = TopicDraft(
        client_id="demo-topic",
        title="校外培训机构退费纠纷的处置口径",
        body="近期涉未成年人的退费投诉增多，各部门答复口径不一。",
        consulted="与区教育局沟通过两次，对预收费监管范围理解一致。",
        open_points="退费比例和时限由谁认定，尚未一致。",
        units=(_unit(session, "区市场监管局"), _unit(session, "区教育局")),
        consulted_units=(_unit(session, "区教育局"),),
    )
    propose(session, viewers["shijian-qiaoan"], draft)


def _announce(session: Session, viewers: dict[str, Viewer], office: Viewer, room: str) -> None:
    draft = ConsultationDraft(
        kind="special",
        title="困境儿童关爱保护专项会商",
        starts_at=_at(_in_working_days(session, 6), 14),
        minutes=120,
        note="请各单位带上本季度台账，需要协调的事项提前在会商频道里说明。",
        room=room,
        chair=viewers[CHAIR].public_id,
        note_taker=office.public_id,
        quorum=5,
        units=tuple(_unit(session, name) for name in UNITS),
        people=(Named(name="顾言", post="主任医师", body="区精神卫生中心"),),
    )
    made = actions.prepare(session, office, draft).public_id
    for topic in session.scalars(select(Topic).where(Topic.basis == "escalation").order_by(Topic.id)).all():
        accept(session, office, topic.public_id)
        add_topic(session, office, made, topic.public_id)
    for title, ask_for, minutes, units in ITEMS:
        item = ItemDraft(title, ask_for, minutes, tuple(_unit(session, name) for name in units))
        add_plain(session, office, made, item)
    actions.announce(session, office, made)
    for login, said in ANSWERS:
        answer(session, viewers[login], made, said)


def _ask_for_times(session: Session, viewers: dict[str, Viewer], office: Viewer) -> None:
    first, second = _in_working_days(session, 12), _in_working_days(session, 13)
    slots = [_at(first, 9), _at(first, 14), _at(second, 14)]
    units = tuple(_unit(session, name) for name in ("区教育局", "区公安分局", "区文旅局", "区市场监管局"))
    draft = ConsultationDraft("joint", "校园周边环境整治联席会议", slots[0], 90, place="区教育局", units=units)
    made = actions.prepare(session, office, draft).public_id
    poll = ask(session, office, made, slots, _at(_in_working_days(session, 4), 17))
    offered = session.scalars(select(PollSlot.public_id).order_by(PollSlot.starts_at)).all()
    for login, words in (("gongan-luyuan", ("no", "yes", "yes")), ("wenlv-tangyi", ("maybe", "yes", "no"))):
        answer_poll(session, viewers[login], poll.public_id, dict(zip(offered, words, strict=True)))


def _in_working_days(session: Session, days: int) -> date:
    return clock.local(office_time(session).add_days(clock.now(), days)).date()


def _at(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), clock.SHANGHAI)


def _unit(session: Session, name: str) -> str:
    return session.scalars(select(Unit.public_id).where(Unit.short_name == name)).one()
