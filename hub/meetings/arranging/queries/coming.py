"""The list of consultations a page at a time, and what waits for the viewer's unit."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Invalid
from ....core.i18n import _
from ....core.viewer import Role, Viewer
from ... import policy
from ...models import Attendance, Consultation
from ..listing import GROUPS, ConsultationFilter, cleaned
from .lines import Line, lines
from .narrowing import conditions

PAGE = 40
MOST_WAITING = 20
ANSWERING = (Role.LIAISON, Role.LEADER, Role.OFFICE)
Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in order; `next` is what to ask for `after`, "" at the end."""

    lines: list[Line]
    next: str


def page(session: Session, viewer: Viewer, wanted: ConsultationFilter, after: str = "", limit: int = PAGE) -> Page:
    """A page of what the viewer may see, from behind the place `after`; raises Invalid.

    Each state is walked along its own index, in order, so that the cost follows the page.
    """
    wanted = cleaned(wanted)
    place, filters = _read(session, after), conditions(session, viewer, wanted)
    found: list[Place] = []
    for state in GROUPS[wanted.group]:
        found += _walk(session, wanted, [Consultation.state == state, *filters], place, limit + 1)
    found.sort(reverse=wanted.is_descending)
    shown = lines(session, viewer, [id_ for _at, id_ in found[:limit]])
    return Page(shown, _written(shown[-1]) if len(found) > limit else "")


def waiting_for_unit(session: Session, viewer: Viewer) -> list[Line]:
    """What the viewer's unit has been invited to and has not answered, the nearest first; nothing for who may not answer."""
    if not viewer.has(*ANSWERING):
        return []
    asked = select(Attendance.id).where(
        Attendance.consultation_id == Consultation.id, Attendance.unit_id == viewer.unit_id
    )
    waits = asked.where(Attendance.answer == "waiting", Attendance.withdrawn_at.is_(None)).exists()
    found = (
        select(Consultation.id)
        .where(waits, policy.visible(viewer))
        .where(Consultation.state == "announced", Consultation.starts_at > clock.now())
        .order_by(Consultation.starts_at, Consultation.id)
        .limit(MOST_WAITING)
    )
    return lines(session, viewer, session.scalars(found).all())


def _walk(
    session: Session, wanted: ConsultationFilter, filters: list[ColumnElement[bool]], place: Place | None, limit: int
) -> list[Place]:
    columns = (Consultation.starts_at, Consultation.id)
    found = select(*columns).where(*filters)
    if place is not None:
        here = tuple_(*columns)
        there = tuple_(*place, types=[column.type for column in columns])
        found = found.where(here < there if wanted.is_descending else here > there)
    order = [column.desc() if wanted.is_descending else column for column in columns]
    return [(at, id_) for at, id_ in session.execute(found.order_by(*order).limit(limit))]


def _written(line: Line) -> str:
    return f"{line.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z~{line.public_id}"


def _read(session: Session, text: str) -> Place | None:
    """The place that the text names; None for "". Raises Invalid for what names none."""
    if not text:
        return None
    at, _tilde, public_id = text.partition("~")
    try:
        starts_at = datetime.fromisoformat(at).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _unknown() from None
    id_ = session.scalar(select(Consultation.id).where(Consultation.public_id == public_id))
    if id_ is None:
        raise _unknown()
    return starts_at, id_


def _unknown() -> Invalid:
    return Invalid(_("没有这一页，请回到第一页再看。"), field="after")
