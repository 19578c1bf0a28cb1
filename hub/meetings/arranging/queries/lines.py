"""A consultation as lists and calendars show it, several at once in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....core import clock
from ....core.viewer import Viewer
from ...models import Attendance, Consultation, MeetingRoom


@dataclass(frozen=True, slots=True)
class Line:
    """`answers` counts the invited units by their answers; `own` is the answer of the viewer's unit, "" where it is not invited."""

    id: int
    public_id: str
    title: str
    kind: str
    state: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    chair: str
    answers: dict[str, int]
    own: str
    is_named_only: bool
    is_urgent: bool
    is_of_series: bool

    @property
    def on(self) -> date:
        """The day on which it begins."""
        return clock.local(self.starts_at).date()

    @property
    def units(self) -> int:
        """How many units are invited."""
        return sum(self.answers.values())

    @property
    def is_past(self) -> bool:
        """Whether its time is over."""
        return self.ends_at <= clock.now()

    @property
    def waits(self) -> bool:
        """Whether the viewer's unit still has to answer."""
        return self.own == "waiting" and self.state == "announced" and self.starts_at > clock.now()


def lines(session: Session, viewer: Viewer, ids: Sequence[int]) -> list[Line]:
    """The lines of these consultations (keys), which the viewer may see, in this order."""
    if not ids:
        return []
    found = (
        select(Consultation, MeetingRoom.name, Person.name)
        .outerjoin(MeetingRoom, MeetingRoom.id == Consultation.room_id)
        .outerjoin(Person, Person.id == Consultation.chair_id)
        .where(Consultation.id.in_(ids))
    )
    by_id = {row.id: (row, room or "", chair or "") for row, room, chair in session.execute(found)}
    answers = _answers(session, ids)
    own = _own(session, viewer, ids)
    return [_line(*by_id[id_], answers[id_], own.get(id_, "")) for id_ in ids]


def _answers(session: Session, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    counted = select(Attendance.consultation_id, Attendance.answer, func.count())
    counted = counted.where(Attendance.consultation_id.in_(ids), Attendance.withdrawn_at.is_(None))
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for id_, answer, count in session.execute(counted.group_by(Attendance.consultation_id, Attendance.answer)):
        found[id_][answer] = count
    return found


def _own(session: Session, viewer: Viewer, ids: Sequence[int]) -> dict[int, str]:
    mine = select(Attendance.consultation_id, Attendance.answer).where(Attendance.consultation_id.in_(ids))
    mine = mine.where(Attendance.unit_id == viewer.unit_id, Attendance.withdrawn_at.is_(None))
    return dict(session.execute(mine).all())


def _line(row: Consultation, room: str, chair: str, answers: dict[str, int], own: str) -> Line:
    return Line(
        id=row.id,
        public_id=row.public_id,
        title=row.title,
        kind=row.kind,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=room or row.place,
        link=row.link,
        chair=chair,
        answers=answers,
        own=own,
        is_named_only=row.is_named_only,
        is_urgent=bool(row.urgent_reason),
        is_of_series=row.series_id is not None,
    )
