"""Who sees a poll and answers it: the consultation is not announced yet, and of it they learn no more than its title and times."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from ...core.policy import can, rule
from ...core.viewer import Role, Viewer
from ..models import Consultation
from ..policy import ACTING, invited, named
from .models import AvailabilityPoll


def asked(viewer: Viewer) -> ColumnElement[bool]:
    """SQL over Consultation: the viewer may answer its poll for their unit; of a 个案会商 only who is named."""
    if not viewer.has(*ACTING, Role.OFFICE):
        return Consultation.id.is_(None)
    return and_(invited(viewer.unit_id), or_(Consultation.is_named_only.is_(False), named(viewer.person_id)))


@rule("poll.read")
def may_read(session: Session, viewer: Viewer, poll: AvailabilityPoll | None) -> bool:
    """Whoever arranges the consultation, and whoever may answer for a unit that is asked."""
    if poll is None or not viewer.sees_content:
        return False
    row = session.get_one(Consultation, poll.consultation_id)
    return can(session, viewer, "consultation.arrange", row) or _is_asked(session, viewer, row)


@rule("poll.answer", see="poll.read")
def may_answer(session: Session, viewer: Viewer, poll: AvailabilityPoll) -> bool:
    """Whoever acts for a unit that is asked."""
    return _is_asked(session, viewer, session.get_one(Consultation, poll.consultation_id))


@rule("poll.arrange", see="poll.read")
def may_arrange(session: Session, viewer: Viewer, poll: AvailabilityPoll) -> bool:
    """Whoever arranges the consultation."""
    return can(session, viewer, "consultation.arrange", session.get_one(Consultation, poll.consultation_id))


def _is_asked(session: Session, viewer: Viewer, row: Consultation) -> bool:
    return session.scalar(select(Consultation.id).where(Consultation.id == row.id, asked(viewer))) is not None
