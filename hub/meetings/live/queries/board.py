"""A consultation while it is held, as one viewer sees it: the item under discussion with everything, the others in short."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....channels.models import Channel, Message
from ....core import clock
from ....core.policy import can
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...models import Attendance, Consultation, ConsultationEvent
from ...rules import Act
from ...sight import found
from ..models import SignIn
from ..rules import CALL_EVERY
from ..shapes import ItemRecord, PositionView, Roster, SpeakerView
from .items import items_of
from .roster import roster_of


@dataclass(frozen=True, slots=True)
class Board:
    """What the live page shows. `own_unit` is the viewer's unit (public id) where it is invited and they act for it, else "".

    `message` is the card (public id), `change` where the channel stands; `called_at` when silent units were called on.
    """

    public_id: str
    title: str
    state: str
    revision: int
    starts_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    place: str
    chair_name: str
    note_taker_name: str
    channel: str
    message: str
    change: int
    now: datetime
    items: tuple[ItemRecord, ...]
    roster: Roster
    conducts: bool
    own_unit: str
    is_signed_in: bool
    called_at: datetime | None

    @property
    def current(self) -> ItemRecord | None:
        """The item under discussion."""
        return next((one for one in self.items if one.state == "current"), None)

    @property
    def own_position(self) -> PositionView | None:
        """What the viewer's unit has said to the current item, or that it has said nothing."""
        if self.current is None or not self.own_unit:
            return None
        return next((one for one in self.current.positions if one.unit == self.own_unit), None)

    @property
    def own_speaker(self) -> SpeakerView | None:
        """The viewer's unit on the list of speakers."""
        speakers = self.current.speakers if self.current else ()
        return next((one for one in speakers if one.unit == self.own_unit), None)

    @property
    def settled(self) -> tuple[ItemRecord, ...]:
        """The other items that something was decided about."""
        return tuple(one for one in self.items if one.state != "current" and one.standing_decisions)

    @property
    def being_read(self) -> bool:
        """Whether a decision of the current item is being read back."""
        return self.current is not None and any(one.state == "read_back" for one in self.current.decisions)

    @property
    def ends_at(self) -> datetime:
        """When it will end, if what waits takes the time that is planned for it."""
        left = sum(one.minutes * 60 for one in self.items if one.state == "waiting")
        if self.current is not None:
            left += max(0, self.current.minutes * 60 - self.current.seconds)
        return self.now + timedelta(seconds=left)


def board(session: Session, viewer: Viewer, consultation: str) -> Board:
    """The consultation (public id) as the viewer sees it now; NotFound. A fixed number of queries."""
    row = found(session, viewer, consultation)
    now = clock.now()
    current = session.scalar(
        select(AgendaItem.id).where(AgendaItem.consultation_id == row.id, AgendaItem.state == "current")
    )
    roster = roster_of(session, row)
    channel = session.get(Channel, row.channel_id) if row.channel_id else None
    card = session.get(Message, row.message_id) if row.message_id else None
    return Board(
        public_id=row.public_id,
        title=row.title,
        state=row.state,
        revision=row.revision,
        starts_at=row.starts_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        place=place_of(row),
        chair_name=name_of(row.chair),
        note_taker_name=name_of(row.note_taker),
        channel=channel.public_id if channel else "",
        message=card.public_id if card else "",
        change=channel.head_change if channel else 0,
        now=now,
        items=tuple(items_of(session, row, now, only=[current] if current else [])),
        roster=roster,
        conducts=can(session, viewer, "consultation.conduct", row),
        own_unit=viewer.unit_public_id if _answers(session, viewer, row) else "",
        is_signed_in=_is_there(session, viewer, row),
        called_at=_called(session, row, now),
    )


def place_of(row: Consultation) -> str:
    """Where it is held, in words."""
    return " ".join(filter(None, [row.room.name if row.room else "", row.place]))


def name_of(person: Person | None) -> str:
    """A person's name; "" for nobody."""
    return person.name if person else ""


def _answers(session: Session, viewer: Viewer, row: Consultation) -> bool:
    mine = select(Attendance.id).where(Attendance.consultation_id == row.id, Attendance.unit_id == viewer.unit_id)
    is_invited = session.scalar(mine.where(Attendance.withdrawn_at.is_(None))) is not None
    return is_invited and can(session, viewer, "consultation.answer", row)


def _is_there(session: Session, viewer: Viewer, row: Consultation) -> bool:
    found = select(SignIn.id).where(SignIn.consultation_id == row.id, SignIn.person_id == viewer.person_id)
    return session.scalar(found.where(SignIn.undone_at.is_(None))) is not None


def _called(session: Session, row: Consultation, now: datetime) -> datetime | None:
    """When units were called on to say something, while that is fresh."""
    calls = select(ConsultationEvent.at).where(ConsultationEvent.consultation_id == row.id)
    calls = calls.where(ConsultationEvent.act == str(Act.CALL_POSITIONS), ConsultationEvent.at > now - CALL_EVERY)
    return session.scalar(calls.order_by(ConsultationEvent.id.desc()).limit(1))
