"""待我处理: minutes that wait to be reviewed, signed, sent out, or signed for by one's unit."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import Session

from ...channels.queries import source, urgency_of
from ...channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ...core import clock
from ...core.i18n import _, _n
from ...core.viewer import Role, Viewer
from ...meetings.models import Consultation
from ...meetings.policy import ACTING
from ..models import Minutes
from ..policy import visible
from .models import Receipt

MOST = 100
LATE = timedelta(days=3)
"""So long after publication a receipt that is missing comes first."""


def count_steps(session: Session, viewer: Viewer) -> int:
    """How many minutes wait for the viewer."""
    found = _waiting(viewer)
    return 0 if found is None else session.scalar(select(func.count()).select_from(found.subquery())) or 0


@source(TodoKind("minutes", "minutes", lambda n: _n("纪要%(num)d份", n)), count_steps)
def waiting_minutes(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The minutes that wait for the viewer, the oldest first; one query."""
    found = _waiting(viewer)
    if found is None:
        return []
    rows = session.execute(found.order_by(Minutes.created_at, Minutes.id).limit(MOST)).all()
    return [_entry(row, title, viewer) for row, title in rows]


def _waiting(viewer: Viewer) -> Select[Minutes, str] | None:
    if not viewer.sees_content:
        return None
    ways: list[ColumnElement[bool]] = [Minutes.state.in_(("reviewing", "signed"))] if viewer.is_office else []
    ways.append((Minutes.state == "signing") & _may_sign(viewer))
    if viewer.has(*ACTING, Role.OFFICE):
        missing = exists().where(Receipt.minutes_id == Minutes.id, Receipt.unit_id == viewer.unit_id)
        ways.append((Minutes.state == "published") & missing.where(Receipt.received_at.is_(None)))
    found = select(Minutes, Consultation.title).join(Consultation, Consultation.id == Minutes.consultation_id)
    return found.where(visible(viewer), or_(false(), *ways))


def _may_sign(viewer: Viewer) -> ColumnElement[bool]:
    chaired = Consultation.chair_id == viewer.person_id
    return or_(chaired, Minutes.id.is_not(None)) if viewer.has(Role.COMMITTEE) else chaired


def _entry(row: Minutes, consultation: str, viewer: Viewer) -> TodoEntry:
    label, look = _words(row.state)
    since = row.published_at or row.created_at
    is_receipt = row.state == "published"
    late = is_receipt and clock.now() - since > LATE
    return TodoEntry(
        kind="minutes",
        id=row.public_id,
        label=label,
        title=row.title,
        source=consultation,
        at=since,
        urgency=Urgency.OVERDUE if late else min(urgency_of(since), Urgency.WEEK),
        due_at=None,
        is_mine=not is_receipt,
        count=1,
        channel="",
        seq=0,
        link=Link("minutes.page", {"minutes_id": row.public_id}),
        look=look,
        note=row.number if is_receipt else viewer.unit_name,
    )


def _words(state: str) -> tuple[str, str]:
    return {
        "reviewing": (_("纪要待审核"), _("去审核")),
        "signing": (_("纪要待签发"), _("去签发")),
        "signed": (_("纪要待印发"), _("去印发")),
        "published": (_("纪要待签收"), _("去签收")),
    }[state]
