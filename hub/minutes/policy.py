"""Who knows of minutes, who edits them, who takes them further: it hangs on who knows of the consultation (ADR 10)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from ..core.policy import rule
from ..core.viewer import Role, Viewer
from ..meetings import policy as meetings
from ..meetings.models import Consultation
from .models import Minutes

OUT = ("published", "voided")
"""Everybody who knows of the consultation knows of these."""
SIGNING = ("signing", "signed")


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """SQL over Minutes: the viewer may read them. Nobody who does not know of the consultation does.

    Before they are out: the office, chair and note-taker; once units were asked for comments or countersignatures also
    liaisons and leaders of invited units (of a 个案会商 whoever is named); the committee from when they wait to be signed.
    """
    return or_(*(Minutes.consultation_id.in_(ids) & state for ids, state in _ways(viewer)))


def _ways(viewer: Viewer) -> list[tuple[Select[Any], ColumnElement[bool]]]:
    known = select(Consultation.id).where(meetings.visible(viewer))
    invited = known.where(or_(meetings.invited(viewer.unit_id), Consultation.is_named_only))
    conducted = known.where(
        or_(Consultation.chair_id == viewer.person_id, Consultation.note_taker_id == viewer.person_id)
    )
    kept = Minutes.state != "discarded"
    ways: list[tuple[Select[Any], ColumnElement[bool]]] = [(known, Minutes.state.in_(OUT)), (conducted, kept)]
    if viewer.is_office:
        ways.append((known, kept))
    if viewer.has(*meetings.ACTING):
        ways.append((invited, and_(kept, Minutes.shown_at.is_not(None))))
    if viewer.has(Role.COMMITTEE):
        ways.append((known, Minutes.state.in_(SIGNING)))
    return ways


@rule("minutes.read")
def may_read(session: Session, viewer: Viewer, row: Minutes | None) -> bool:
    """Whoever may read them."""
    return (
        row is not None and session.scalar(select(Minutes.id).where(Minutes.id == row.id, visible(viewer))) is not None
    )


@rule("minutes.edit", see="minutes.read")
def may_edit(_session: Session, viewer: Viewer, row: Minutes) -> bool:
    """The office, and chair and note-taker of the consultation."""
    return viewer.is_office or viewer.person_id in {row.consultation.chair_id, row.consultation.note_taker_id}


@rule("minutes.lead", see="minutes.read")
def may_lead(_session: Session, viewer: Viewer, _row: Minutes) -> bool:
    """The office: asks units, sends to review and signature, publishes."""
    return viewer.is_office


@rule("minutes.sign", see="minutes.read")
def may_sign(_session: Session, viewer: Viewer, row: Minutes) -> bool:
    """The committee's leadership, and the consultation's chair."""
    return viewer.has(Role.COMMITTEE) or viewer.person_id == row.consultation.chair_id


@rule("minutes.send_back", see="minutes.read")
def may_send_back(session: Session, viewer: Viewer, row: Minutes) -> bool:
    """The office, and whoever may sign."""
    return may_lead(session, viewer, row) or may_sign(session, viewer, row)


@rule("minutes.comment", see="minutes.read")
def may_comment(session: Session, viewer: Viewer, row: Minutes) -> bool:
    """Whoever acts for an invited unit; the room of comment rounds says whether the unit is asked."""
    if not viewer.has(*meetings.ACTING, Role.OFFICE):
        return False
    found = select(Consultation.id).where(Consultation.id == row.consultation_id, meetings.invited(viewer.unit_id))
    return session.scalar(found) is not None


@rule("minutes.countersign", see="minutes.read")
def may_countersign(session: Session, viewer: Viewer, row: Minutes) -> bool:
    """The leaders of invited units; the room of countersignatures says whether the unit is asked."""
    return viewer.has(Role.LEADER) and may_comment(session, viewer, row)
