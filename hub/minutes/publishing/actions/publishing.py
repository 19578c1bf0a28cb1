"""印发: the number is given, the text is what was signed, and it goes to the units; 作废 keeps the number and says why."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.numbers import next_number
from ....core.viewer import Viewer
from ....meetings.models import Attendance
from ...content import content_of
from ...events import MinutesPublished, MinutesVoided
from ...models import Minutes
from ...rules import REASON_LIMIT, Act, clean_line, digest
from ...standing import check, locked, tell
from ..models import MinutesNumber, MinutesYear, Publication, Receipt, Signature
from ..queries import letterhead_of
from ..rules import number_text


def publish(session: Session, viewer: Viewer, minutes: str) -> Minutes:
    """Give the number, keep what goes out, ask the units for receipts. Numbers of a year have no gaps, whoever else publishes.

    Raises NotFound, Denied; Conflict without a letterhead, or where the text is not what was signed.
    """
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.PUBLISH, row)
    today, now = clock.today(), clock.now()
    letterhead = letterhead_of(session, today)
    if letterhead is None:
        raise Conflict(_("还没有设置版头，请先在“版头设置”里填写。"))
    _check_signed(session, row)
    number = next_number(session, MinutesYear, today.year)
    row.number = number_text(letterhead.number_pattern, today.year, number)
    row.state, row.published_at, row.shown_at = "published", now, row.shown_at or now
    content = content_of(session, row) | {
        "number": row.number,
        "masthead": letterhead.masthead,
        "printing_office": letterhead.printing_office,
        "recipients": letterhead.recipients,
        "printed_on": today.isoformat(),
    }
    session.add(MinutesNumber(year=today.year, number=number, text=row.number, minutes_id=row.id))
    session.add(
        Publication(
            minutes_id=row.id, printed_on=today, content=content, digest=digest(content), published_by=viewer.person_id
        )
    )
    units = _units(session, row)
    session.add_all(Receipt(minutes_id=row.id, unit_id=unit) for unit in units)
    tell(session, row, Act.PUBLISH, viewer, detail={"number": row.number}, units=units)
    events.record(
        session, MinutesPublished(row.id, row.public_id, row.consultation_id, viewer.person_id, row.corrects_id)
    )
    return row


def void(session: Session, viewer: Viewer, minutes: str, reason: str) -> Minutes:
    """作废, with a reason that everybody reads; the number stays theirs. Raises NotFound, Denied, Conflict, Invalid."""
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.VOID, row)
    words = clean_line(reason, "reason", REASON_LIMIT)
    row.state = "voided"
    theirs = update(MinutesNumber).where(MinutesNumber.minutes_id == row.id)
    session.execute(
        theirs.values(voided_at=clock.now(), void_reason=words).execution_options(synchronize_session=False)
    )
    tell(session, row, Act.VOID, viewer, text=words, units=_units(session, row))
    events.record(session, MinutesVoided(row.id, row.public_id, row.consultation_id, viewer.person_id))
    return row


def _check_signed(session: Session, row: Minutes) -> None:
    signed = select(Signature.digest).where(Signature.minutes_id == row.id, Signature.withdrawn_at.is_(None))
    if session.scalar(signed) != digest(content_of(session, row)):
        raise Conflict(_("正文与签发时不一致，请退回重新签发。"))


def _units(session: Session, row: Minutes) -> tuple[int, ...]:
    """The units (keys) that the minutes go to: all that were invited, whether they came or not."""
    found = select(Attendance.unit_id).where(Attendance.consultation_id == row.consultation_id)
    return tuple(session.scalars(found.where(Attendance.withdrawn_at.is_(None)).order_by(Attendance.id)))
