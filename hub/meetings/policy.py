"""Who knows of a consultation, who arranges and conducts it, and who answers for a unit: one piece of SQL says the first (ADR 9)."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from ..core.policy import rule
from ..core.viewer import Role, Viewer
from .models import Attendance, Consultation, Participant

ACTING = (Role.LIAISON, Role.LEADER)
"""Roles that act for an invited unit."""
_NAMED, _INVITED = aliased(Participant), aliased(Attendance)
"""Their own, wherever these rules stand: the statement around them may ask for participants and answers too."""


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """SQL over Consultation: the viewer may know of it.

    Not announced: the office. Announced: the office, the committee, liaisons and leaders of invited units, and who is named.
    个案会商: who is named, and nobody else; before it is announced, of those the office.
    """
    if not viewer.sees_content:
        return false()
    is_open, is_out = Consultation.is_named_only.is_(False), Consultation.announced_at.is_not(None)
    ways = [and_(is_out, named(viewer.person_id))]
    if viewer.is_office:
        ways += [is_open, named(viewer.person_id)]
    if viewer.has(Role.COMMITTEE):
        ways.append(and_(is_open, is_out))
    if viewer.has(*ACTING):
        ways.append(and_(is_open, is_out, invited(viewer.unit_id)))
    return or_(*ways)


def named(person_id: int) -> ColumnElement[bool]:
    """SQL over Consultation: the person (key) is named for it."""
    found = exists().where(_NAMED.consultation_id == Consultation.id, _NAMED.person_id == person_id)
    return found.where(_NAMED.ended_at.is_(None))


def invited(unit_id: int) -> ColumnElement[bool]:
    """SQL over Consultation: the unit (key) is invited to it."""
    found = exists().where(_INVITED.consultation_id == Consultation.id, _INVITED.unit_id == unit_id)
    return found.where(_INVITED.withdrawn_at.is_(None))


@rule("consultation.read")
def may_read(session: Session, viewer: Viewer, row: Consultation | None) -> bool:
    """Whoever may know of it."""
    if row is None:
        return False
    if viewer.is_office and viewer.sees_content and not row.is_named_only:
        return True  # as `visible` says; what the office does while one is held needs no look
    found = select(Consultation.id).where(Consultation.id == row.id, visible(viewer))
    return session.scalar(found) is not None


@rule("consultation.arrange", see="consultation.read")
def may_arrange(_session: Session, viewer: Viewer, _row: Consultation) -> bool:
    """The office; of a 个案会商 those of the office who are named."""
    return viewer.is_office


@rule("consultation.conduct", see="consultation.read")
def may_conduct(_session: Session, viewer: Viewer, row: Consultation) -> bool:
    """Chair, note-taker, and the office."""
    return viewer.is_office or viewer.person_id in {row.chair_id, row.note_taker_id}


@rule("consultation.answer", see="consultation.read")
def may_answer(session: Session, viewer: Viewer, row: Consultation) -> bool:
    """Whoever acts for a unit that is invited (the office's staff for the office)."""
    if not viewer.has(*ACTING, Role.OFFICE):
        return False
    return session.scalar(select(Consultation.id).where(Consultation.id == row.id, invited(viewer.unit_id))) is not None
