"""Notes about bulletins: what the office told the public, and what it took back."""

from sqlalchemy.orm import Session

from ..appraisal.bulletins.events import BulletinPublished, BulletinWithdrawn
from .describing import audited, person_of
from .rules import Note


@audited(BulletinPublished)
def _published(session: Session, event: BulletinPublished) -> Note:
    detail = {"from": event.first_on.isoformat(), "to": event.last_on.isoformat()}
    person = person_of(session, event.person_id)
    return Note("bulletin.publish", "bulletin", event.bulletin, detail=detail, person=person)


@audited(BulletinWithdrawn)
def _withdrawn(session: Session, event: BulletinWithdrawn) -> Note:
    person = person_of(session, event.person_id)
    return Note("bulletin.withdraw", "bulletin", event.bulletin, person=person)
