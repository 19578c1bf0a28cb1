"""单位意见: what units say to an item, themselves or through who conducts; and the call on those who have said nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, Denied, Invalid, RateLimited
from ....core.i18n import _
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...models import Attendance, Consultation, ConsultationEvent
from ...rules import Act
from ...standing import check, locked, tell
from ..models import STANCES, SignIn, UnitPosition
from ..rules import CALL_EVERY, WORDS_LIMIT, clean_text
from .holding import invited, item_of


def state_position(  # noqa: PLR0913 (what a unit says to what)
    session: Session, viewer: Viewer, consultation: str, item: str, stance: str, words: str = "", unit: str = ""
) -> UnitPosition:
    """What the viewer's unit says to an item (public id); with `unit` (public id), what who conducts notes down for it.

    The last one counts. Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    rule = "consultation.conduct" if unit else "consultation.answer"
    row = locked(session, viewer, consultation, rule)
    check(Act.STATE, row)
    about = item_of(session, row, item)
    if about.state == "waiting":
        raise Conflict(_("这一项还没有议到。"))
    if stance not in STANCES:
        raise Invalid(_("请选择同意、保留或不同意。"), field="stance")
    said = clean_text(words, "words", limit=WORDS_LIMIT, may_be_empty=stance == "agree")
    unit_id = _unit_key(session, unit) if unit else viewer.unit_id
    check_attends(session, row, unit_id)
    position = session.get(UnitPosition, (about.id, unit_id)) or UnitPosition(item_id=about.id, unit_id=unit_id)
    position.stance, position.words, position.person_id, position.at = stance, said, viewer.person_id, clock.now()
    session.add(position)
    session.flush()
    detail = {"item": about.public_id, "stance": stance}
    tell(session, row, Act.STATE, viewer, detail=detail, unit_id=unit_id)
    return position


def call_positions(session: Session, viewer: Viewer, consultation: str, item: str) -> list[int]:
    """请未表态单位表态: the units (keys) that are called on. Raises NotFound, Denied, Conflict; RateLimited within CALL_EVERY."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.CALL_POSITIONS, row)
    about = item_of(session, row, item)
    if about.state != "current":
        raise Conflict(_("这一项现在没有在议。"))
    missing = silent_units(session, row, about)
    if not missing:
        raise Conflict(_("各单位都已表态。"))
    left = _seconds_left(session, row, about)
    if left > 0:
        raise RateLimited(_("刚提醒过，请过几分钟再提醒。"), retry_in_seconds=left)
    tell(session, row, Act.CALL_POSITIONS, viewer, detail={"item": about.public_id, "units": missing})
    return missing


def check_attends(session: Session, row: Consultation, unit_id: int) -> None:
    """Denied unless the unit (key) is invited and comes, or is there."""
    attendance = invited(session, row, unit_id)
    if attendance is None:
        raise Denied(_("这个单位不在受邀单位之列，不能表态。"))
    if attendance.answer == "excused" and unit_id not in _present(session, row):
        raise Denied(_("这个单位已请假，不能表态。请先签到。"))


def silent_units(session: Session, row: Consultation, item: AgendaItem) -> list[int]:
    """The units (keys) that attend and have said nothing to the item."""
    found = select(Attendance.unit_id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    said = select(UnitPosition.unit_id).where(UnitPosition.item_id == item.id)
    rows = found.where(Attendance.answer != "excused", Attendance.unit_id.not_in(said)).order_by(Attendance.id)
    return list(session.scalars(rows))


def _present(session: Session, row: Consultation) -> set[int | None]:
    found = select(SignIn.unit_id).where(SignIn.consultation_id == row.id, SignIn.undone_at.is_(None))
    return set(session.scalars(found))


def _unit_key(session: Session, unit: str) -> int:
    found = session.scalar(select(Unit.id).where(Unit.public_id == clean_public_id(unit)))
    if found is None:
        raise Invalid(_("请选择受邀的单位。"), field="unit")
    return found


def _seconds_left(session: Session, row: Consultation, item: AgendaItem) -> int:
    calls = select(ConsultationEvent).where(ConsultationEvent.consultation_id == row.id)
    calls = calls.where(
        ConsultationEvent.act == str(Act.CALL_POSITIONS), ConsultationEvent.at > clock.now() - CALL_EVERY
    )
    last = [one.at for one in session.scalars(calls) if one.detail.get("item") == item.public_id]
    return int((max(last) + CALL_EVERY - clock.now()).total_seconds()) + 1 if last else 0
