"""签到: by one's own phone with the code on the projector, or by hand. Only who is invited, as a unit or by name."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, Denied, Invalid, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Attendance, Consultation, ConsultationEvent, Participant
from ...rules import Act
from ...standing import check, locked, tell
from ..models import SignIn
from ..rules import NAME_LIMIT, SIGN_IN_BEFORE, clean_name, clean_text, is_late
from .holding import invited

BEGINNINGS = (str(Act.NEXT), str(Act.GO_TO))
"""Acts by which the first item can begin."""


def sign_in(session: Session, viewer: Viewer, consultation: str) -> SignIn:
    """The viewer is there: for their unit, else as the guest that they are named as. Twice is once.

    That they hold a code of the projector is for the door to find out. Raises NotFound, Denied, Conflict.
    """
    row = locked(session, viewer, consultation, "consultation.read")
    _check_time(row)
    found = session.scalar(select(SignIn).where(SignIn.consultation_id == row.id, SignIn.person_id == viewer.person_id))
    if found is not None and found.undone_at is None:
        return found
    came = found or SignIn(consultation_id=row.id, person_id=viewer.person_id)
    came.name, came.post, came.way, came.noted_by = viewer.name, viewer.post, "code", None
    _place(session, row, came, viewer)
    return _arrived(session, viewer, row, came)


def sign_in_by_hand(  # noqa: PLR0913 (what the list at the door asks for)
    session: Session,
    viewer: Viewer,
    consultation: str,
    *,
    unit: str = "",
    participant: str = "",
    name: str = "",
    post: str = "",
    is_delegate: bool = False,
) -> SignIn:
    """Note somebody down who is there, for a unit (public id) or as a guest who is named (public id).

    Raises NotFound, Denied, Invalid, TooLarge; Conflict when they stand there already.
    """
    row = locked(session, viewer, consultation, "consultation.conduct")
    _check_time(row)
    came = SignIn(consultation_id=row.id, way="hand", noted_by=viewer.person_id, is_delegate=is_delegate)
    if participant:
        guest = _guest(session, row, participant)
        came.participant_id, came.name, came.post, came.person_id = guest.id, guest.name, guest.post, guest.person_id
    else:
        came.unit_id = _invited_unit(session, row, unit).unit_id
        came.name, came.post = clean_name(name), clean_text(post, "post", limit=NAME_LIMIT, may_be_empty=True)
    if _stands(session, came):
        raise Conflict(_("%(name)s已经签到。", name=came.name))
    return _arrived(session, viewer, row, _again(session, came))


def _check_time(row: Consultation) -> None:
    check(Act.SIGN_IN, row)
    if row.state == "announced" and clock.now() < row.starts_at - SIGN_IN_BEFORE:
        raise Conflict(_("签到还没有开始，请在会商开始前两小时内签到。"))


def undo_sign_in(session: Session, viewer: Viewer, consultation: str, sign_in_id: str) -> SignIn:
    """It was wrong: they are not there. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.UNDO_SIGN_IN, row)
    found = session.scalar(
        select(SignIn).where(SignIn.public_id == clean_public_id(sign_in_id), SignIn.consultation_id == row.id)
    )
    if found is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if found.undone_at is None:
        found.undone_at = clock.now()
        tell(session, row, Act.UNDO_SIGN_IN, viewer, detail={"sign_in": found.public_id}, unit_id=found.unit_id)
    return found


def first_began(session: Session, row: Consultation) -> datetime | None:
    """When the first item was taken up."""
    began = select(func.min(ConsultationEvent.at)).where(ConsultationEvent.consultation_id == row.id)
    return session.scalar(began.where(ConsultationEvent.act.in_(BEGINNINGS)))


def _place(session: Session, row: Consultation, came: SignIn, viewer: Viewer) -> None:
    """For which unit, or as whom."""
    attendance = invited(session, row, viewer.unit_id)
    named = session.scalar(
        select(Participant).where(
            Participant.consultation_id == row.id,
            Participant.person_id == viewer.person_id,
            Participant.ended_at.is_(None),
        )
    )
    if attendance is None and named is None and viewer.person_id not in {row.chair_id, row.note_taker_id}:
        raise Denied(_("您和您单位都不在这次会商的邀请范围内，不能签到。如有疑问，请联系会务人员。"))
    came.participant_id = named.id if named else None
    if named is not None and named.role == "observer":
        return
    came.unit_id = viewer.unit_id
    came.is_delegate = attendance is not None and _sent(attendance, viewer.name)


def _sent(attendance: Attendance, name: str) -> bool:
    return attendance.answer == "delegated" and attendance.delegate_name == name


def _guest(session: Session, row: Consultation, participant: str) -> Participant:
    found = session.scalar(
        select(Participant).where(
            Participant.public_id == clean_public_id(participant),
            Participant.consultation_id == row.id,
            Participant.ended_at.is_(None),
        )
    )
    if found is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return found


def _invited_unit(session: Session, row: Consultation, unit: str) -> Attendance:
    unit_id = session.scalar(select(Unit.id).where(Unit.public_id == clean_public_id(unit))) if unit else None
    attendance = invited(session, row, unit_id) if unit_id is not None else None
    if attendance is None:
        raise Invalid(_("请选择受邀的单位。"), field="unit")
    return attendance


def _stands(session: Session, came: SignIn) -> bool:
    """Whether the same person stands there: by account, as the guest, or by name for the unit."""
    found = select(SignIn.id).where(SignIn.consultation_id == came.consultation_id, SignIn.undone_at.is_(None))
    if came.participant_id is not None:
        same = SignIn.participant_id == came.participant_id
    else:
        same = (SignIn.unit_id == came.unit_id) & (SignIn.name == came.name)
    return session.scalar(found.where(same)) is not None


def _again(session: Session, came: SignIn) -> SignIn:
    """The row that was undone, where the account has one already: there is one for each."""
    if came.person_id is None:
        return came
    found = session.scalar(
        select(SignIn).where(SignIn.consultation_id == came.consultation_id, SignIn.person_id == came.person_id)
    )
    if found is None:
        return came
    for name in ("unit_id", "participant_id", "name", "post", "is_delegate", "way", "noted_by"):
        setattr(found, name, getattr(came, name))
    return found


def _arrived(session: Session, viewer: Viewer, row: Consultation, came: SignIn) -> SignIn:
    came.at, came.undone_at = clock.now(), None
    came.is_late = is_late(came.at, row.starts_at, first_began(session, row))
    session.add(came)
    session.flush()
    tell(session, row, Act.SIGN_IN, viewer, detail={"sign_in": came.public_id}, unit_id=came.unit_id)
    return came
