"""签收, by unit, in one tap; and reminding those that have not."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Minutes
from ...rules import Act
from ...standing import check, check_apart, locked, tell
from ..models import Receipt


def receive(session: Session, viewer: Viewer, minutes: str) -> Receipt:
    """The viewer's unit has them; again changes nothing. Raises NotFound, Denied; Conflict where it was not asked."""
    row = locked(session, viewer, minutes, "minutes.comment")
    check(Act.RECEIVE, row)
    found = select(Receipt).where(Receipt.minutes_id == row.id, Receipt.unit_id == viewer.unit_id)
    one = session.scalar(found)
    if one is None:
        raise Conflict(_("这份纪要不需要您单位签收。"))
    if one.received_at is None:
        one.received_at, one.received_by = clock.now(), viewer.person_id
        tell(session, row, Act.RECEIVE, viewer)
    return one


def remind(session: Session, viewer: Viewer, minutes: str) -> int:
    """催签: the units that have not; returns how many. Raises NotFound, Denied, Conflict; RateLimited as `check_apart`."""
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.RECEIVE, row)
    missing = select(Receipt).where(Receipt.minutes_id == row.id, Receipt.received_at.is_(None))
    rows = session.scalars(missing.order_by(Receipt.id)).all()
    if not rows:
        raise Conflict(_("各单位都已签收。"))
    check_apart(one.reminded_at for one in rows)
    theirs = update(Receipt).where(Receipt.id.in_([one.id for one in rows])).values(reminded_at=clock.now())
    session.execute(theirs.execution_options(synchronize_session=False))
    _tell(session, row, viewer, tuple(one.unit_id for one in rows))
    return len(rows)


def _tell(session: Session, row: Minutes, viewer: Viewer, units: tuple[int, ...]) -> None:
    tell(session, row, Act.REMIND, viewer, detail={"units": len(units)}, units=units)
