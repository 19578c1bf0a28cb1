"""The notice that a unit is called on to say something to the item under discussion; it says neither what nor which."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, PersonRole
from ..core import events
from ..core.i18n import _
from ..core.viewer import Role
from ..meetings.agenda.models import AgendaItem
from ..meetings.events import ConsultationChanged
from ..meetings.live.models import UnitPosition
from ..meetings.models import Consultation, ConsultationEvent
from ..meetings.rules import Act
from .causes import register
from .outbox import announce
from .shapes import Cause, Kind

CALLED = "position-called"


@events.on(ConsultationChanged)
def tell_the_silent(session: Session, event: ConsultationChanged) -> None:
    """The liaisons of the units that were called on."""
    if event.act != Act.CALL_POSITIONS:
        return
    row = session.get_one(Consultation, event.consultation_id)
    last = select(ConsultationEvent).where(ConsultationEvent.consultation_id == row.id)
    call = session.scalars(last.order_by(ConsultationEvent.id.desc()).limit(1)).one()
    found = select(Person.id).join(PersonRole, PersonRole.person_id == Person.id)
    found = found.where(Person.unit_id.in_(call.detail["units"]), PersonRole.role == Role.LIAISON)
    people = tuple(session.scalars(found.where(Person.deactivated_at.is_(None)).order_by(Person.id)))
    if people and row.channel_id is not None and row.message_id is not None:
        cause = Cause(CALLED, f"{row.id}.{call.id}", people, row.channel_id, row.message_id, tells_group=False)
        announce(session, cause)


def still_silent(session: Session, person: int, message: int) -> bool:
    """Not once the unit has said something to the item under discussion, or another item is."""
    found = select(AgendaItem.id, Person.unit_id).join(Consultation, Consultation.id == AgendaItem.consultation_id)
    found = found.join(Person, Person.id == person).where(Consultation.message_id == message)
    current = session.execute(found.where(AgendaItem.state == "current", Consultation.state == "live")).first()
    if current is None:
        return False
    return session.get(UnitPosition, tuple(current)) is None


register(
    Kind(
        CALLED,
        lambda place: _("“%(place)s”正在请您单位表态，请登录会商系统。", place=place),
        lambda place: _("“%(place)s”正在请未表态单位表态，请登录会商系统。", place=place),
        still_silent,
        None,
    )
)
