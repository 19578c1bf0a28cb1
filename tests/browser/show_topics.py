"""Topics and an agenda to look at: one of each state, a consultation with items, papers, and decisions of the one before."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts.models import Unit
from hub.core import clock, db
from hub.core.viewer import Viewer
from hub.files import receiving
from hub.issues.models import Issue
from hub.meetings import actions as consultations
from hub.meetings.agenda import actions as agenda
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.agenda.shapes import ItemDraft
from hub.meetings.live.models import Decision
from hub.meetings.models import Consultation
from hub.meetings.shapes import ConsultationDraft
from hub.meetings.topics import actions
from hub.meetings.topics.actions.putting_up import put_up
from hub.meetings.topics.shapes import TopicDraft
from tests.files.samples import docx, xlsx

TITLES = {
    "proposed": "随迁子女入学材料跨部门核验口径",
    "accepted": "寒假前困境儿童走访安排",
    "deferred": "阳光宝宝卡机构退费标准",
    "rejected": "校园周边摊贩管理",
    "merged": "困境儿童寒假走访怎么排",
    "scheduled": "心理危机学生转介衔接机制：首诊、号源与等候期跟进",
}


def furnish_topics(office: Viewer, liaison: Viewer) -> dict[str, str]:
    """Topics by state, and a consultation whose agenda has some of them; their public ids."""
    with db.transaction() as session:
        units = {name: id_ for name, id_ in session.execute(select(Unit.short_name, Unit.public_id))}
        named = (units["区教育局"], units["区民政局"])
        made = {state: _propose(session, liaison, state, title, named) for state, title in TITLES.items()}
        _decide(session, office, made)
        climbed = session.scalars(select(Issue).where(Issue.tier > 0).order_by(Issue.id).limit(1)).one()
        put_up(session, [climbed.id])
        _held_before(session, office, units)
        planned = ConsultationDraft(
            "special", "未成年人心理健康专项会商", _afternoon(12), 60, place="区民政局302会议室", units=named
        )
        consultation = consultations.prepare(session, office, planned).public_id
        consultations.announce(session, office, consultation)
        agenda.add_topic(session, office, consultation, made["scheduled"])
        item = agenda.add_plain(
            session, office, consultation, ItemDraft("其他需要通报的事项", "请各单位各用两分钟", 30, named)
        ).public_id
        gone = agenda.add_plain(session, office, consultation, ItemDraft("移出的一项", minutes=5)).public_id
        agenda.remove(session, office, gone)
    _bring(office, consultation, item)
    return {f"topic_{state}": id_ for state, id_ in made.items()} | {"arranged": consultation}


def _afternoon(days: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return clock.local(clock.now() + timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)


def _propose(session: Session, liaison: Viewer, state: str, title: str, units: tuple[str, ...]) -> str:
    words = {"body": "本学期转介 42 人次，平均等候**十六天**。", "consulted": "与卫生健康委、精卫中心各谈过一次。"}
    words |= {"open_points": "是否一律附校内初筛表；等候期由谁跟进。", "advice": "请会商明确牵头单位和时限。"}
    draft = TopicDraft(f"show-{state}", title, units=units, consulted_units=units[1:], **words)
    return actions.propose(session, liaison, draft).public_id


def _decide(session: Session, office: Viewer, made: dict[str, str]) -> None:
    actions.accept(session, office, made["accepted"], "列入下次会商")
    actions.defer(session, office, made["deferred"], clock.today() + timedelta(days=30), "等市残联文件")
    actions.reject(session, office, made["rejected"], "属市场监管部门日常职责，已转市场监管局。")
    actions.merge(session, office, made["merged"], made["accepted"])


def _held_before(session: Session, office: Viewer, units: dict[str, str]) -> None:
    """A consultation that is over, with a decision that is late and one that is not."""
    planned = ConsultationDraft("special", "上一次专项会商", _afternoon(1), 60, units=tuple(units.values())[:1])
    public_id = consultations.prepare(session, office, planned).public_id
    consultations.announce(session, office, public_id, "赶在放假之前")
    row = session.scalars(select(Consultation).where(Consultation.public_id == public_id)).one()
    item = session.scalars(select(AgendaItem).where(AgendaItem.consultation_id == row.id)).one()
    lead = session.scalars(select(Unit.id).where(Unit.short_name == "区教育局")).one()
    what = {"item_id": item.id, "lead_unit_id": lead, "state": "fixed", "written_by": office.person_id}
    session.add(Decision(position=1, text="学校转介一律附校内初筛表。", due_on=date(2026, 1, 5), **what))
    session.add(Decision(position=2, text="每周报送等候情况。", due_on=clock.today() + timedelta(days=20), **what))
    row.state = "closed"
    row.starts_at, row.ends_at = row.starts_at - timedelta(days=60), row.ends_at - timedelta(days=60)


def _bring(office: Viewer, consultation: str, item: str) -> None:
    files = {"转介衔接流程图（征求意见稿）.docx": docx(), "本学期转介情况统计.xlsx": xlsx(), "撤下的.docx": docx()}
    brought = [receiving.take_whole(office, name, data).public_id for name, data in files.items()]
    with db.transaction() as session:
        agenda.add_papers(session, office, consultation, (brought[0],))
        agenda.add_papers(session, office, consultation, (brought[1],), item)
        paper = agenda.add_papers(session, office, consultation, (brought[2],))[0]
        agenda.withdraw_paper(session, office, paper.public_id)
