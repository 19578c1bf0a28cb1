"""What every act on a consultation begins and ends with: its row taken, its state looked at, and everybody told (ADR 9)."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ..channels import changing
from ..channels.rules import clean_public_id
from ..core import clock, events
from ..core.policy import check_state, sought
from ..core.viewer import Viewer
from . import policy as _policy  # noqa: F401 (rules that acts ask for)
from .events import NOBODY, ConsultationChanged, Turnover
from .models import Consultation, ConsultationEvent
from .rules import Act, why_not

CARD = "consultation"
"""How the log of changes calls a change of a card."""


def locked(session: Session, viewer: Viewer, consultation: str, rule: str) -> Consultation:
    """The consultation (public id) for whoever may do `rule`, its row taken so that acts stand in line. NotFound, Denied."""
    return sought(
        session,
        viewer,
        rule,
        select(Consultation).where(Consultation.public_id == clean_public_id(consultation)),
        lock=True,
    )


def check(act: Act, row: Consultation) -> None:
    """Conflict, with the reason, where the consultation's state does not allow the act."""
    check_state(why_not(act, row.state))


def tell(  # noqa: PLR0913 (what a record's line holds)
    session: Session,
    row: Consultation,
    act: Act,
    viewer: Viewer | None,
    *,
    text: str = "",
    detail: dict[str, Any] | None = None,
    unit_id: int | None = None,
    reached: tuple[int, ...] = (),
    turnover: Turnover = NOBODY,
    is_news: bool = False,
) -> None:
    """Write the record, raise the revision, let the card change, and tell the floors above.

    `unit_id` is the unit concerned, the viewer's own where none is given; `reached` are the people (keys) for whom something
    waits by it; `turnover` and `is_news` go into ConsultationChanged.
    """
    row.revision += 1
    session.flush()
    who = {"person_id": viewer.person_id, "unit_id": unit_id or viewer.unit_id} if viewer else {"unit_id": unit_id}
    line = {"consultation_id": row.id, "act": str(act), "at": clock.now(), "text": text, "detail": detail or {}}
    session.execute(insert(ConsultationEvent).values(**line, **who))
    if row.message_id is not None and row.channel_id is not None:
        changing.tell_of(session, row.message_id, row.channel_id, CARD, reached)
    person_id = viewer.person_id if viewer else None
    events.record(
        session, ConsultationChanged(row.id, row.public_id, row.channel_id, str(act), person_id, turnover, is_news)
    )
