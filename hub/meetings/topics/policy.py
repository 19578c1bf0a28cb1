"""Who may know of a topic, propose one, decide on it: one piece of SQL, which lists, counts and doors share.

A topic that comes from a 个案会商 (its channel is that consultation's: said there, raised there, carried over from there) is
read by the people who are named in that case, and by nobody else: not the office as such, not the committee, not the unit
that proposed it. On the agenda of another case it is read by those who are named in that one too. It never comes onto the
agenda of a consultation that others know of (`agenda.actions`), and is merged with none that others read.
"""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from ...channels.models import Membership
from ...core.policy import rule
from ...core.viewer import Role, Viewer
from ...issues.policy import RAISING
from .. import policy as meetings
from ..agenda.models import AgendaItem
from ..models import Consultation
from .models import Topic


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """SQL over Topic: the viewer may know of it."""
    if not viewer.sees_content:
        return false()
    return or_(and_(~of_a_case(), _open_to(viewer)), _case_seen_by(viewer), _on_an_agenda_seen_by(viewer))


def of_a_case() -> ColumnElement[bool]:
    """SQL over Topic: it comes from a 个案会商."""
    return exists().where(Consultation.channel_id == Topic.channel_id, Consultation.is_named_only).correlate(Topic)


def _open_to(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.has(Role.OFFICE, Role.COMMITTEE):
        return Topic.id.is_not(None)
    member = exists().where(
        Membership.channel_id == Topic.channel_id,
        Membership.person_id == viewer.person_id,
        Membership.ended_at.is_(None),
    )
    member = member.correlate(Topic)
    return or_(Topic.unit_id == viewer.unit_id, member) if viewer.has(*RAISING) else member


def _case_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    found = exists().where(Consultation.channel_id == Topic.channel_id, Consultation.is_named_only)
    return found.where(meetings.visible(viewer)).correlate(Topic)


def _on_an_agenda_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    found = exists().where(AgendaItem.topic_id == Topic.id, AgendaItem.removed_at.is_(None))
    found = found.where(Consultation.id == AgendaItem.consultation_id, meetings.visible(viewer))
    return found.correlate(Topic)


def case_of(session: Session, topic: Topic) -> int | None:
    """The 个案会商 (key) that a topic comes from, None for one that comes from none."""
    if topic.channel_id is None:
        return None
    found = select(Consultation.id).where(Consultation.channel_id == topic.channel_id, Consultation.is_named_only)
    return session.scalar(found)


@rule("topic.read")
def may_read(session: Session, viewer: Viewer, topic: Topic | None) -> bool:
    """The office and the committee, the unit that proposed it, whoever reads its channel or sees a consultation that has it."""
    if topic is None:
        return False
    return session.execute(select(Topic.id).where(Topic.id == topic.id, visible(viewer))).first() is not None


@rule("topic.propose")
def may_propose(_session: Session, viewer: Viewer, _nothing: object) -> bool:
    """Liaisons, leaders and the office; of what they read (`actions.propose`)."""
    return viewer.has(*RAISING)


@rule("topic.decide", see="topic.read")
def may_decide(_session: Session, viewer: Viewer, _topic: Topic) -> bool:
    """The office; of a case, those of it who are named."""
    return viewer.is_office


@rule("topic.withdraw", see="topic.read")
def may_withdraw(_session: Session, viewer: Viewer, topic: Topic) -> bool:
    """Whoever acts for the unit that proposed it."""
    return viewer.has(*RAISING) and topic.unit_id == viewer.unit_id
