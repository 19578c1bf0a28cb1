"""The list of minutes, and the minutes of one consultation."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core.viewer import Viewer
from ....meetings.models import Consultation
from ...models import Minutes
from ...policy import visible
from ..shapes import Line

PAGE = 50


def lines(session: Session, viewer: Viewer, states: Sequence[str], before: str = "") -> tuple[list[Line], str]:
    """Minutes in these states that the viewer may read, the newest first, with the key of the next page ("" at the end)."""
    found = select(Minutes, Consultation.opened_at, Consultation.starts_at)
    found = found.join(Consultation, Consultation.id == Minutes.consultation_id)
    found = found.where(Minutes.state.in_(states), visible(viewer)).order_by(Minutes.id.desc())
    if before.isascii() and before.isdecimal() and len(before) < 10:
        found = found.where(Minutes.id < int(before))
    rows = session.execute(found.limit(PAGE + 1)).all()
    more = str(rows[PAGE - 1][0].id) if len(rows) > PAGE else ""
    return [
        Line(row.public_id, row.title, row.state, row.number, opened or starts, row.published_at)
        for row, opened, starts in rows[:PAGE]
    ], more


def of_consultation(session: Session, viewer: Viewer, consultation: str) -> Line | None:
    """The minutes of a consultation (public id) that the viewer may read; the first, not its corrections."""
    found = select(Minutes, Consultation).join(Consultation, Consultation.id == Minutes.consultation_id)
    found = found.where(Consultation.public_id == consultation, visible(viewer), Minutes.corrects_id.is_(None))
    row = session.execute(found.where(Minutes.state != "discarded")).first()
    if row is None:
        return None
    made, held = row
    return Line(
        made.public_id, made.title, made.state, made.number, held.opened_at or held.starts_at, made.published_at
    )
