"""版头 by date: what minutes go out as. What is printed already keeps its own."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock, events
from ....core.errors import Invalid, NotFound
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ...rules import clean_line
from ..events import LetterheadChanged
from ..models import Letterhead
from ..rules import (
    OFFICE_LIMIT,
    RECIPIENTS_LIMIT,
    clean_day,
    clean_masthead,
    clean_pattern,
)


@dataclass(frozen=True, slots=True)
class LetterheadForm:
    """A letterhead as a form has it."""

    from_on: str = ""
    masthead: str = ""
    number_pattern: str = ""
    printing_office: str = ""
    recipients: str = ""


def write_letterhead(session: Session, viewer: Viewer, form: LetterheadForm) -> Letterhead:
    """From that day on it counts; a second one for the same day takes the first one's place. Raises Denied, Invalid."""
    require(session, viewer, "office")
    from_on = clean_day(form.from_on, "from_on")
    row = session.scalar(select(Letterhead).where(Letterhead.from_on == from_on)) or Letterhead(from_on=from_on)
    row.masthead, row.number_pattern = clean_masthead(form.masthead), clean_pattern(form.number_pattern)
    row.printing_office = clean_line(form.printing_office, "printing_office", OFFICE_LIMIT)
    row.recipients = clean_line(form.recipients, "recipients", RECIPIENTS_LIMIT, may_be_empty=True).rstrip("。")
    row.changed_by, row.changed_at = viewer.person_id, clock.now()
    session.add(row)
    session.flush()
    events.record(session, LetterheadChanged(row.public_id, "write", from_on))
    return row


def remove_letterhead(session: Session, viewer: Viewer, letterhead: str) -> None:
    """One that is not to count yet. Raises Denied, NotFound; Invalid for one that counts or has counted."""
    require(session, viewer, "office")
    row = session.scalar(select(Letterhead).where(Letterhead.public_id == clean_public_id(letterhead)))
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if row.from_on <= clock.today():
        raise Invalid(_("已经启用的版头不能删除，请另设一个启用日期更晚的版头。"))
    session.delete(row)
    events.record(session, LetterheadChanged(row.public_id, "remove", row.from_on))
