"""What the page shows of signature, number and receipts; the letterhead of a day; the register of a year."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.policy import can
from ...core.viewer import Viewer
from ..models import Minutes, MinutesEvent
from ..policy import visible
from ..rules import Act, digest, why_not
from .models import Letterhead, MinutesNumber, Publication, Receipt, Signature
from .relations import Relations, relations


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A unit that the minutes went to."""

    unit: str
    name: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the document: `acts` are those that the viewer may do now; `is_whole` is None before publication."""

    acts: frozenset[str]
    signer: str
    signed_at: datetime | None
    published_at: datetime | None
    is_whole: bool | None
    digest: str
    receipts: tuple[ReceiptView, ...]
    void_reason: str
    sent_back: str
    needs_letterhead: bool
    related: Relations

    @property
    def received(self) -> int:
        """How many units have said that they have them."""
        return sum(one.received_at is not None for one in self.receipts)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A line of the register; nothing of minutes that the viewer may not read but their number."""

    number: int
    text: str
    public_id: str
    title: str
    given_at: datetime
    voided_at: datetime | None
    void_reason: str


_RULES = {
    Act.ASK_UNITS: "minutes.lead",
    Act.REMIND_UNITS: "minutes.lead",
    Act.END_ROUND: "minutes.lead",
    Act.ASK_COUNTERSIGNATURE: "minutes.lead",
    Act.CALL_OFF_COUNTERSIGNATURE: "minutes.lead",
    Act.SEND_TO_REVIEW: "minutes.lead",
    Act.SEND_TO_SIGN: "minutes.lead",
    Act.SEND_BACK: "minutes.send_back",
    Act.SIGN: "minutes.sign",
    Act.PUBLISH: "minutes.lead",
    Act.VOID: "minutes.lead",
    Act.REMIND: "minutes.lead",
    Act.CORRECT: "minutes.lead",
    Act.DISCARD: "minutes.lead",
}


def panel(session: Session, viewer: Viewer, row: Minutes) -> Panel:
    """The minutes' standing for whoever may read them."""
    signature = session.scalar(
        select(Signature).where(Signature.minutes_id == row.id, Signature.withdrawn_at.is_(None))
    )
    publication = session.get(Publication, row.id)
    receipts = session.scalars(select(Receipt).where(Receipt.minutes_id == row.id).order_by(Receipt.id)).all()
    mine = next((one for one in receipts if one.unit_id == viewer.unit_id), None)
    related = relations(session, viewer, row)
    acts = {act for act, rule in _RULES.items() if not why_not(act, row.state) and can(session, viewer, rule, row)}
    acts -= {Act.CORRECT} if related.is_corrected else set()
    acts -= {Act.DISCARD} if row.corrects_id is None else set()
    if mine is not None and mine.received_at is None and can(session, viewer, "minutes.comment", row):
        acts.add(Act.RECEIVE)
    if all(one.received_at for one in receipts):
        acts.discard(Act.REMIND)
    number = session.scalar(select(MinutesNumber).where(MinutesNumber.minutes_id == row.id))
    return Panel(
        acts=frozenset(str(act) for act in acts),
        signer=f"{signature.post} {signature.name}" if signature else "",
        signed_at=signature.signed_at if signature else None,
        published_at=row.published_at,
        is_whole=digest(publication.content) == publication.digest if publication else None,
        digest=publication.digest if publication else "",
        receipts=tuple(ReceiptView(one.unit.public_id, one.unit.short_name, one.received_at) for one in receipts),
        void_reason=number.void_reason if number else "",
        sent_back=_sent_back(session, row),
        needs_letterhead=Act.PUBLISH in acts and letterhead_of(session, clock.today()) is None,
        related=related,
    )


def _sent_back(session: Session, row: Minutes) -> str:
    """Why it came back last, while it has not gone on since."""
    steps = (Act.SEND_BACK, Act.SEND_TO_REVIEW, Act.SEND_TO_SIGN)
    last = select(MinutesEvent.act, MinutesEvent.text).where(MinutesEvent.minutes_id == row.id)
    found = session.execute(last.where(MinutesEvent.act.in_(steps)).order_by(MinutesEvent.id.desc()).limit(1)).first()
    return found.text if found and found.act == Act.SEND_BACK else ""


def letterhead_of(session: Session, on: date) -> Letterhead | None:
    """The letterhead that counts on a day."""
    known = select(Letterhead).where(Letterhead.from_on <= on).order_by(Letterhead.from_on.desc())
    return session.scalar(known.limit(1))


def letterheads(session: Session) -> list[Letterhead]:
    """All of them, the latest first."""
    return list(session.scalars(select(Letterhead).order_by(Letterhead.from_on.desc())))


def register(session: Session, viewer: Viewer, year: int) -> list[NumberLine]:
    """The numbers of a year in their order, void ones too; of minutes that the viewer may not read neither title nor address."""
    readable = select(Minutes.id).where(visible(viewer))
    found = select(MinutesNumber, Minutes, Minutes.id.in_(readable)).join(
        Minutes, Minutes.id == MinutesNumber.minutes_id
    )
    found = found.where(MinutesNumber.year == year).order_by(MinutesNumber.number)
    return [
        NumberLine(
            one.number,
            one.text,
            row.public_id if may_read else "",
            row.title if may_read else "",
            one.given_at,
            one.voided_at,
            one.void_reason if may_read else "",
        )
        for one, row, may_read in session.execute(found)
    ]


def years(session: Session) -> list[int]:
    """The years in which numbers were given, the latest first."""
    return list(session.scalars(select(MinutesNumber.year).distinct().order_by(MinutesNumber.year.desc())))
