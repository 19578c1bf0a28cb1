"""Who knows of a follow-up and who acts on it: one piece of SQL says the first, on top of who knows of the consultation (ADR 11)."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from ..core.policy import rule
from ..core.viewer import Role, Viewer
from ..meetings import policy as meetings
from ..meetings.models import Consultation
from .models import FollowUp, FollowUpUnit

ACTING = (*meetings.ACTING, Role.OFFICE)
"""Roles that act for a unit; the office's staff for the office."""


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """SQL over FollowUp: the viewer may know of it.

    The office, the committee, and liaisons and leaders of the units that carry it out, whether these were invited or not. Of a
    个案会商 whoever is named for it, and nobody else.
    """
    if not viewer.sees_content:
        return false()
    ways = [_of(Consultation.is_named_only.is_(True), meetings.named(viewer.person_id))]
    if viewer.has(Role.OFFICE, Role.COMMITTEE):
        ways.append(of_no_case())
    elif viewer.has(*meetings.ACTING):
        ways.append(and_(carried_by(viewer.unit_id), of_no_case()))
    return or_(*ways)


def carried_by(unit_id: int) -> ColumnElement[bool]:
    """SQL over FollowUp: the unit (key) leads it or supports it now; looked up one by one, for whoever walks in order."""
    stands = select(FollowUpUnit.id).where(FollowUpUnit.follow_up_id == FollowUp.id, FollowUpUnit.unit_id == unit_id)
    return stands.where(FollowUpUnit.released_at.is_(None)).limit(1).correlate(FollowUp).scalar_subquery().is_not(None)


def of_no_case() -> ColumnElement[bool]:
    """SQL over FollowUp: it comes of a consultation that is no 个案会商, nor known to those named alone for another reason."""
    return _of(Consultation.is_named_only.is_(False))


def _of(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(Consultation.id == FollowUp.consultation_id, *conditions)
    return found.correlate(FollowUp)


@rule("follow_up.read")
def may_read(session: Session, viewer: Viewer, row: FollowUp | None) -> bool:
    """Whoever may know of it."""
    if row is None:
        return False
    return session.scalar(select(FollowUp.id).where(FollowUp.id == row.id, visible(viewer))) is not None


@rule("follow_up.answer", see="follow_up.read")
def may_answer(session: Session, viewer: Viewer, row: FollowUp) -> bool:
    """Liaisons and leaders of a unit that carries it out now: take up, contest, report."""
    return viewer.has(*ACTING) and _share(session, viewer, row) is not None


@rule("follow_up.lead", see="follow_up.read")
def may_lead(session: Session, viewer: Viewer, row: FollowUp) -> bool:
    """Those of the lead unit: say that it is done, ask for more time."""
    return viewer.has(*ACTING) and _share(session, viewer, row) is True


@rule("follow_up.confirm", see="follow_up.read")
def may_confirm(session: Session, viewer: Viewer, row: FollowUp) -> bool:
    """Those of a supporting unit: confirm what the lead says, or object."""
    return viewer.has(*ACTING) and _share(session, viewer, row) is False


@rule("follow_up.supervise", see="follow_up.read")
def may_supervise(_session: Session, viewer: Viewer, _row: FollowUp) -> bool:
    """The office; of a case, those of it who are named."""
    return viewer.is_office


def _share(session: Session, viewer: Viewer, row: FollowUp) -> bool | None:
    """Whether the viewer's unit leads (False: supports); None where it has no part in it."""
    mine = select(FollowUpUnit.is_lead).where(
        FollowUpUnit.follow_up_id == row.id, FollowUpUnit.unit_id == viewer.unit_id
    )
    return session.scalar(mine.where(FollowUpUnit.released_at.is_(None)))
