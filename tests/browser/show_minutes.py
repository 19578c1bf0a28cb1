"""Minutes for the showcase: a draft of a consultation that was rich in words, with a passage that was edited and one that is gone."""

from datetime import timedelta

from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels.marking.actions import mark_message
from hub.channels.models import Channel
from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft
from hub.core import clock, db
from hub.core.viewer import Viewer
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.live import actions
from hub.meetings.live.rules import default_due
from hub.meetings.live.shapes import Closing, DecisionDraft
from hub.meetings.models import Consultation
from hub.minutes import queries
from hub.minutes.commenting import actions as commenting
from hub.minutes.commenting.shapes import CommentDraft
from hub.minutes.editing import actions as editing
from hub.minutes.models import Minutes
from hub.minutes.publishing import actions as publishing
from hub.minutes.publishing.actions import LetterheadForm

from .show_held import _announce, _do

ITEMS = ("心理危机学生转介衔接机制", "孤独症儿童家庭喘息服务试点", "寒假前困境儿童走访安排")
SAID = (
    "本学期转介23人，平均等候16天，学校初筛与门诊接诊之间缺少统一口径。",
    "区精神卫生中心每周可以留出6个号源，从下月起试行。",
)
DECIDED = (
    ("统一校内初筛表，学校转介时一律附表。", "区教育局", ("区卫生健康委",)),
    ("在区精神卫生中心开设转介号源，首批6个。", "区卫生健康委", ("区教育局", "区财政局")),
)


def furnish_minutes(office: Viewer, liaison: Viewer) -> dict[str, str]:
    """Hold one, close it, edit its draft; the public ids of the minutes and of passages in them."""
    held = _announce(office, "未成年人心理健康工作专项会商", 9)
    with clock.held_at(clock.now() - timedelta(minutes=44)):
        _begin(office, held)
        first = _do(actions.next_item, office, held, "").public_id
    with clock.held_at(clock.now() - timedelta(minutes=20)):
        _talk(office, liaison, held)
        _decide(office, held, first)
        second = _do(actions.next_item, office, held, first).public_id
        _do(actions.next_item, office, held, second)
    with db.reading() as session:
        left = session.scalars(select(AgendaItem.public_id).where(AgendaItem.title == ITEMS[2])).all()
    with clock.held_at(clock.now() - timedelta(minutes=5)):
        _do(actions.close, office, held, Closing(carried=tuple(left[-1:])))
    published = _publish(office)
    return _edit(office, held) | {"published": published, "asked": _ask(office, liaison, published)}


def _begin(office: Viewer, held: str) -> None:
    with db.transaction() as session:
        row = session.scalars(select(Consultation).where(Consultation.public_id == held)).one()
        for item in session.scalars(select(AgendaItem).where(AgendaItem.consultation_id == row.id)):
            item.removed_at = clock.now()
        for position, title in enumerate(ITEMS, start=2):
            session.add(AgendaItem(consultation_id=row.id, position=position, title=title, minutes=15))
        units = dict(session.execute(select(Unit.short_name, Unit.public_id)).all())
    _do(actions.open_consultation, office, held)
    for name, person in (("区教育局", "周敏"), ("区卫生健康委", "吴桐"), ("区民政局", "赵宁"), ("区残联", "许岚")):
        _do(actions.sign_in_by_hand, office, held, unit=units[name], name=person)
    _do(actions.sign_in_by_hand, office, held, unit=units["团区委"], name="高远", post="科长", is_delegate=True)


def _talk(office: Viewer, liaison: Viewer, held: str) -> None:
    with db.transaction() as session:
        found = select(Channel.public_id).join(Consultation, Consultation.channel_id == Channel.id)
        channel = session.scalars(found.where(Consultation.public_id == held)).one()
        for number, (who, words) in enumerate(zip((liaison, office), SAID, strict=True)):
            said = post_message(session, who, MessageDraft(channel, f"minutes-{number}", words)).id
            mark_message(session, who, said, "statement")


def _decide(office: Viewer, held: str, item: str) -> None:
    with db.reading() as session:
        units = dict(session.execute(select(Unit.short_name, Unit.public_id)).all())
    due = default_due(clock.today(), lambda on: on.weekday() < 5)
    for name, stance, words in (
        ("区卫生健康委", "reserve", "24小时内首诊建议试行到年底再定"),
        ("区民政局", "agree", ""),
    ):
        _do(actions.state_position, office, held, item, stance, words, units[name])
    for text, lead, others in DECIDED:
        draft = DecisionDraft(text, units[lead], tuple(units[name] for name in others), due)
        made = _do(actions.write, office, held, item, draft).public_id
        _do(actions.read_back, office, held, made)
        _do(actions.fix, office, held, made)


def _edit(office: Viewer, held: str) -> dict[str, str]:
    with db.transaction() as session:
        row = session.scalars(select(Minutes).join(Consultation).where(Consultation.public_id == held)).one()
        minutes = row.public_id
        passages = {one.part: one for one in queries.passages(session, row.id)}
        heard = passages["heard"]
        edited = f"{heard.text}联系电话13800138000。区教委补充说明了情况。"
        editing.save(session, office, minutes, heard.public_id, edited, heard.number)
        added = editing.add(session, office, minutes, heard.public_id, "会上还传阅了书面材料。")
        editing.remove(session, office, minutes, added.public_id, added.number)
        return {"minutes": minutes, "passage": heard.public_id, "decision_passage": passages["decision"].public_id}


def _ask(office: Viewer, liaison: Viewer, published: str) -> str:
    """A correction that is out for comments; one unit has made two, of which one is answered."""
    minutes: str = _do(publishing.correct, office, published, "参加单位名称有误").public_id
    _do(commenting.ask_units, office, minutes)
    with db.reading() as session:
        row = session.scalars(select(Minutes).where(Minutes.public_id == minutes)).one()
        lead = next(one for one in queries.passages(session, row.id) if one.part == "lead")
    proposed = lead.text.replace("会议", "会商", 1)
    draft = CommentDraft("“会议”建议统一写作“会商”。", lead.public_id, lead.number, proposed)
    _do(commenting.comment, liaison, minutes, draft)
    second = _do(commenting.comment, liaison, minutes, CommentDraft("请补充参加人员的职务。")).public_id
    _do(commenting.decide, office, minutes, second, "declined", "签到时没有登记职务，不再补充。")
    return minutes


def _publish(office: Viewer) -> str:
    """The minutes of the other consultation that is over, all the way out."""
    letterhead = LetterheadForm(
        "2026-01-01", "未成年人保护工作会议纪要", "〔{year}〕{number}号", "区民政局办公室", "各成员单位"
    )
    _do(publishing.write_letterhead, office, letterhead)
    with db.reading() as session:
        found = select(Minutes.public_id).join(Consultation).where(Consultation.title == "四季度走访工作会商")
        minutes = session.scalars(found).one()
    _do(publishing.send_to_review, office, minutes)
    _do(publishing.send_to_sign, office, minutes)
    with db.reading() as session:
        seen = session.scalars(select(Minutes.revision).where(Minutes.public_id == minutes)).one()
    _do(publishing.sign, office, minutes, seen)
    _do(publishing.publish, office, minutes)
    return minutes
