"""What every act on minutes begins and ends with: their row taken, their state looked at, the record written, everybody told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ..channels.rules import clean_public_id
from ..core import clock, events
from ..core.errors import Conflict, RateLimited
from ..core.i18n import _
from ..core.policy import check_state, sought
from ..core.viewer import Viewer
from . import policy as _policy  # noqa: F401 (rules that acts ask for)
from .events import MinutesChanged
from .models import Minutes, MinutesEvent
from .rules import WHILE_HELD, Act, why_not

REMIND_EVERY = timedelta(hours=4)
"""More often nobody is reminded of the same thing (《指尖上的形式主义》: reminders are capped)."""


def locked(session: Session, viewer: Viewer, minutes: str, rule: str) -> Minutes:
    """The minutes (public id) for whoever may do `rule`, their row taken so that acts stand in line. NotFound, Denied."""
    return sought(
        session, viewer, rule, select(Minutes).where(Minutes.public_id == clean_public_id(minutes)), lock=True
    )


def check(act: Act, row: Minutes) -> None:
    """Conflict, with the reason, where the minutes' state does not allow the act, or their consultation goes on again."""
    check_state(why_not(act, row.state))
    if act not in WHILE_HELD and row.consultation.state != "closed":
        raise Conflict(_("会商已经恢复，还没有结束。请在会商结束后再办理纪要。"))


def check_apart(reminded: Iterable[datetime | None]) -> None:
    """RateLimited where any of the units that one would remind was reminded within REMIND_EVERY."""
    latest = max((at for at in reminded if at), default=None)
    if latest is not None and clock.now() - latest < REMIND_EVERY:
        wait = int((latest + REMIND_EVERY - clock.now()).total_seconds())
        raise RateLimited(_("刚催办过，每4小时可以催办一次。"), retry_in_seconds=wait)


def tell(  # noqa: PLR0913 (what a record's line holds)
    session: Session,
    row: Minutes,
    act: Act,
    viewer: Viewer | None,
    *,
    text: str = "",
    detail: dict[str, Any] | None = None,
    unit_id: int | None = None,
    units: tuple[int, ...] = (),
) -> None:
    """Write the record, raise the revision, and tell the floors above; `units` (keys) are those for whom something waits by it."""
    row.revision += 1
    session.flush()
    who = {"person_id": viewer.person_id, "unit_id": unit_id or viewer.unit_id} if viewer else {"unit_id": unit_id}
    line = {"minutes_id": row.id, "act": str(act), "at": clock.now(), "text": text, "detail": detail or {}}
    session.execute(insert(MinutesEvent).values(**line, **who))
    person_id = viewer.person_id if viewer else None
    events.record(session, MinutesChanged(row.id, row.public_id, row.consultation_id, str(act), person_id, units))
