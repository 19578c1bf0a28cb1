"""Who was there: the consultations that were held in a period, and how invited units stood to each."""

from collections import Counter, defaultdict

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select
from sqlalchemy.orm import Session

from ...core.viewer import Viewer
from ...meetings.live.models import SignIn
from ...meetings.models import Attendance, Consultation
from ...meetings.policy import visible
from ..policy import of_units
from ..rules import Period


def standings(session: Session, viewer: Viewer, period: Period) -> dict[int, Counter[str]]:
    """By unit (key), how many consultations it attended, was excused from, and was absent from."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    each = attendances(viewer, period).with_only_columns(Attendance.unit_id, standing().label("standing")).subquery()
    counted = select(each.c.unit_id, each.c.standing, func.count()).group_by(each.c.unit_id, each.c.standing)
    for unit_id, how, number in session.execute(counted):
        found[unit_id][how] += number
    return found


def attendances(viewer: Viewer, period: Period) -> Select[Attendance, Consultation]:
    """Invitations to consultations that were held in it and are over: the invitation, and the consultation."""
    found = select(Attendance, Consultation).join(Consultation, Consultation.id == Attendance.consultation_id)
    found = found.where(Consultation.state == "closed", Attendance.withdrawn_at.is_(None), visible(viewer))
    began = func.coalesce(Consultation.opened_at, Consultation.starts_at)
    return found.where(began >= period.begins_at, began < period.ends_at, of_units(viewer, Attendance.unit_id))


def standing() -> ColumnElement[str]:
    """How a unit stood to it, one of `rules.STANDINGS`: somebody of it signed in; else whether it had excused itself."""
    came = exists().where(SignIn.consultation_id == Consultation.id, SignIn.unit_id == Attendance.unit_id)
    return case(
        (came.where(SignIn.undone_at.is_(None)), literal("attended")),
        (Attendance.answer == "excused", literal("excused")),
        else_=literal("absent"),
    )
