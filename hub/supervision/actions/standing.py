"""What every act on a follow-up begins and ends with: its row taken, its state looked at, the record written, everybody told."""

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ...core import clock, events
from ...core.policy import check_state, sought
from ...core.viewer import Viewer
from ...issues.rules import clean_words
from ..events import FollowUpChanged
from ..models import FollowUp, FollowUpEvent, FollowUpUnit
from ..numbering import named
from ..rules import REASON_LIMIT, Act, why_not, written_number

KEPT = {"synchronize_session": False}


def locked(session: Session, viewer: Viewer, number: str, rule: str) -> FollowUp:
    """The follow-up for whoever may do `rule` to it, its row taken so that acts stand in line. NotFound, Denied."""
    return sought(session, viewer, rule, named(number), lock=True)


def check(act: Act, row: FollowUp) -> None:
    """Conflict, with the reason, where the state does not allow the act."""
    check_state(why_not(act, row.state))


def supervised(session: Session, viewer: Viewer, number: str, act: Act, reason: str) -> tuple[FollowUp, str]:
    """The follow-up for an act of the office, its row taken, and the reason tidied. NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, number, "follow_up.supervise")
    check(act, row)
    return row, clean_words(reason, "reason", limit=REASON_LIMIT)


def tell(  # noqa: PLR0913 (what a timeline's line holds)
    session: Session,
    row: FollowUp,
    act: Act,
    viewer: Viewer | None,
    *,
    text: str = "",
    detail: dict[str, Any] | None = None,
    report_id: int | None = None,
) -> None:
    """Write the timeline and tell the floors above."""
    session.flush()
    who = {"person_id": viewer.person_id, "unit_id": viewer.unit_id} if viewer else {"person_id": None, "unit_id": None}
    line = {"follow_up_id": row.id, "act": str(act), "at": clock.now(), "text": text, "detail": detail or {}}
    session.execute(insert(FollowUpEvent).values(**line, **who, report_id=report_id))
    number = written_number(row.year, row.number)
    events.record(
        session, FollowUpChanged(row.id, row.public_id, number, str(act), viewer.person_id if viewer else None)
    )


def standing(session: Session, row: FollowUp) -> list[FollowUpUnit]:
    """The units that carry it out now, the lead first, as they are in the database."""
    found = select(FollowUpUnit).where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.released_at.is_(None))
    found = found.order_by(FollowUpUnit.position, FollowUpUnit.id)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def mine(session: Session, row: FollowUp, viewer: Viewer) -> FollowUpUnit:
    """The viewer's unit's part in it; for whoever the policy has let through."""
    return next(one for one in standing(session, row) if one.unit_id == viewer.unit_id)


def forget_answers(session: Session, row: FollowUp) -> None:
    """What the supporting units said of the result counts no more: it is not done."""
    told = update(FollowUpUnit).where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.released_at.is_(None))
    session.execute(told.values(confirmed_at=None, objected_at=None, objection="").execution_options(**KEPT))
    session.expire_all()
