"""Answering for a unit, taking the answer back, and reminding those that have not answered. Callers hold the transaction."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...channels.rules import clean_public_id
from ...core import clock, events
from ...core.errors import Conflict, NotFound, RateLimited
from ...core.i18n import _
from ...core.viewer import Viewer
from ..models import Attendance, Consultation
from ..rules import REASON_LIMIT, Act, clean_words
from ..standing import check, locked, tell
from .events import UnitsReminded
from .queries import acting_for
from .rules import APART, MOST_REMINDERS, AnswerDraft, clean, may_remind


def answer(session: Session, viewer: Viewer, consultation: str, draft: AnswerDraft, unit: str = "") -> Attendance:
    """Answer for the viewer's unit; the last answer before it is opened counts, the same one twice is once.

    With `unit` (public id) whoever arranges it notes down what a unit has said by telephone. Raises NotFound, Denied,
    Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, consultation, "consultation.arrange" if unit else "consultation.answer")
    check(Act.ANSWER, row)
    said = clean(draft)
    mine = _attendance(session, row, _unit(session, unit) if unit else viewer.unit_id)
    if said == AnswerDraft(mine.answer, mine.reason, mine.delegate_name, mine.delegate_post):
        return mine
    mine.answer, mine.reason = said.answer, said.reason
    mine.delegate_name, mine.delegate_post = said.delegate_name, said.delegate_post
    mine.answered_at, mine.answered_by = clock.now(), viewer.person_id
    detail = {"answer": said.answer, "delegate": said.delegate_name, "post": said.delegate_post}
    _tell(session, row, viewer, mine, Act.ANSWER, text=said.reason, detail=detail)
    return mine


def take_back(session: Session, viewer: Viewer, consultation: str) -> Attendance:
    """Undo the answer of the viewer's unit: it waits again. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.answer")
    check(Act.ANSWER, row)
    mine = _attendance(session, row, viewer.unit_id)
    mine.answer, mine.answered_at, mine.answered_by = "waiting", None, None
    mine.reason = mine.delegate_name = mine.delegate_post = ""
    _tell(session, row, viewer, mine, Act.ANSWER, detail={"answer": "waiting"})
    return mine


def remind(session: Session, viewer: Viewer, consultation: str, reason: str) -> int:
    """Remind the units that have not answered, and say why; to how many people that goes.

    Conflict when all have answered or were reminded often enough; RateLimited when all were reminded just now.
    Raises NotFound, Denied, Invalid, TooLarge.
    """
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.REMIND, row)
    why = clean_words(reason, "reason", REASON_LIMIT, _("请写明催办的原因。"))
    missing = waiting_of(session, row)
    if not missing:
        raise Conflict(_("各单位都已答复。"))
    due = [one for one in missing if may_remind(one.reminders, one.reminded_at, clock.now())]
    if not due:
        raise _refusal(missing)
    return remind_units(session, row, viewer, due, why)


def remind_units(session: Session, row: Consultation, viewer: Viewer | None, due: list[Attendance], why: str) -> int:
    """Remind these units, whoever asks (None: the hub by itself); to how many people that goes. The row is held."""
    for one in due:
        one.reminders += 1
        one.reminded_at = clock.now()
    people = acting_for(session, row, [one.unit_id for one in due])
    detail = {"units": len(due), "by": "person" if viewer else "hub"}
    tell(session, row, Act.REMIND, viewer, text=why, detail=detail, reached=people)
    events.record(session, UnitsReminded(row.id, row.public_id, row.revision, people))
    return len(people)


def waiting_of(session: Session, row: Consultation) -> list[Attendance]:
    """The invited units that have not answered."""
    found = select(Attendance).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    return list(session.scalars(found.where(Attendance.answer == "waiting").order_by(Attendance.id)))


def _tell(session: Session, row: Consultation, viewer: Viewer, mine: Attendance, act: Act, **said: object) -> None:
    people = acting_for(session, row, [mine.unit_id])
    tell(session, row, act, viewer, unit_id=mine.unit_id, reached=people, **said)  # type: ignore[arg-type]


def _attendance(session: Session, row: Consultation, unit_id: int) -> Attendance:
    found = select(Attendance).where(Attendance.consultation_id == row.id, Attendance.unit_id == unit_id)
    mine = session.scalar(found.where(Attendance.withdrawn_at.is_(None)))
    if mine is None:
        raise NotFound(_("没有邀请这个单位。"))
    return mine


def _unit(session: Session, unit: str) -> int:
    return session.scalar(select(Unit.id).where(Unit.public_id == clean_public_id(unit))) or 0


def _refusal(missing: list[Attendance]) -> Conflict | RateLimited:
    if all(one.reminders >= MOST_REMINDERS for one in missing):
        return Conflict(_("未答复的单位都已催办过%(most)d次，请电话联系。", most=MOST_REMINDERS))
    waits = [one.reminded_at + APART - clock.now() for one in missing if one.reminded_at]
    seconds = max(1, round(min(waits).total_seconds())) if waits else 60
    return RateLimited(_("刚刚催办过，请稍后再催。"), retry_in_seconds=seconds)
