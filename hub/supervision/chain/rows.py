"""The rows that a chain is made of, as far as the viewer may know of each: a query for each kind, however many there are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from ...core.viewer import Viewer
from ...issues.models import Issue
from ...meetings import policy as meetings
from ...meetings.agenda.models import AgendaItem
from ...meetings.models import Consultation
from ...meetings.topics import policy as topics
from ...meetings.topics.models import Topic
from ...minutes import policy as minutes
from ...minutes.models import Minutes
from ..models import FollowUp
from ..policy import visible

MOST = 200
"""Things of a kind that one page shows, the latest; one more is read, which says that there are more."""


def issues_of(session: Session, channel_id: int) -> Sequence[Issue]:
    """Those that were raised in a channel, which the viewer may read."""
    return session.scalars(
        select(Issue).where(Issue.channel_id == channel_id).order_by(Issue.id.desc()).limit(MOST + 1)
    ).all()


def follow_ups_of(session: Session, viewer: Viewer, of: ColumnElement[bool]) -> Sequence[FollowUp]:
    """Those that came of them."""
    found = select(FollowUp).where(of, visible(viewer)).options(joinedload(FollowUp.minutes))
    return session.scalars(found.order_by(FollowUp.id.desc()).limit(MOST + 1)).all()


def topics_of(
    session: Session, viewer: Viewer, of: ColumnElement[bool], follow_ups: Sequence[FollowUp]
) -> Sequence[Topic]:
    """Those that were proposed of them, or that a rung made of a follow-up."""
    brought = [row.topic_id for row in follow_ups if row.topic_id is not None]
    found = select(Topic).where(or_(of, Topic.id.in_(brought)), topics.visible(viewer), Topic.state != "withdrawn")
    return session.scalars(found.order_by(Topic.id.desc()).limit(MOST + 1)).all()


def agendas_of(session: Session, viewer: Viewer, topic_ids: Sequence[int]) -> Sequence[tuple[AgendaItem, Consultation]]:
    """Where topics stand on an agenda: the item, and its consultation."""
    found = select(AgendaItem, Consultation).join(Consultation, Consultation.id == AgendaItem.consultation_id)
    found = found.where(AgendaItem.topic_id.in_(topic_ids), AgendaItem.removed_at.is_(None), meetings.visible(viewer))
    return [(item, row) for item, row in session.execute(found.order_by(AgendaItem.id))]


def minutes_of(session: Session, viewer: Viewer, consultation_ids: Sequence[int]) -> Sequence[Minutes]:
    """Minutes of these consultations, corrections too."""
    found = select(Minutes).where(Minutes.consultation_id.in_(consultation_ids), minutes.visible(viewer))
    return session.scalars(found.order_by(Minutes.id)).all()


def consultations_of(session: Session, viewer: Viewer, ids: Sequence[int]) -> Sequence[Consultation]:
    """The consultations of these keys."""
    return session.scalars(select(Consultation).where(Consultation.id.in_(ids), meetings.visible(viewer))).all()
