"""征求意见 begins: every invited unit is asked until a deadline in working days; who is silent is reminded."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....calendar import office_time
from ....core import clock
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.viewer import Viewer
from ....meetings.models import Attendance
from ...models import Minutes
from ...queries import passages
from ...rules import Act
from ...standing import check, check_apart, locked, tell
from ..models import CommentingUnit, CommentRound
from ..queries import running, settings
from ..rules import clean_days


def ask_units(session: Session, viewer: Viewer, minutes: str, days: str = "") -> CommentRound:
    """Ask the invited units for comments, for so many working days; without `days` as the office has set.

    Raises NotFound, Denied, Invalid (field `days`); Conflict in another state, while what a summarizer picked is not accepted,
    and where no unit but the office is invited.
    """
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.ASK_UNITS, row)
    set_days, silence = settings(session)
    count = clean_days(days) if days.strip() else set_days
    left = sum(one.is_extract for one in passages(session, row.id))
    if left:
        raise Conflict(_("还有%(num)d段摘录没有采用或修改，请先核对。", num=left))
    units = _invited(session, row, viewer)
    if not units:
        raise Conflict(_("这次会商没有邀请其他单位，可以直接送审核。"))
    now = clock.now()
    before = session.scalar(select(func.max(CommentRound.number)).where(CommentRound.minutes_id == row.id)) or 0
    made = CommentRound(
        minutes_id=row.id,
        number=before + 1,
        silence=silence,
        opened_by=viewer.person_id,
        due_at=office_time(session).add_days(now, count),
    )
    session.add(made)
    session.flush()
    session.add_all(CommentingUnit(round_id=made.id, unit_id=unit) for unit in units)
    row.state, row.shown_at = "commenting", row.shown_at or now
    tell(session, row, Act.ASK_UNITS, viewer, detail={"days": count, "units": len(units)}, units=units)
    return made


def remind(session: Session, viewer: Viewer, minutes: str) -> int:
    """催办: the units that have not answered; returns how many. Raises NotFound, Denied, Conflict; RateLimited as `check_apart`."""
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.REMIND_UNITS, row)
    one = running(session, row.id)
    missing = missing_of(session, one) if one else []
    if not missing:
        raise Conflict(_("各单位都已回复。"))
    check_apart(unit.reminded_at for unit in missing)
    return remind_units(session, row, viewer, missing)


def remind_units(session: Session, row: Minutes, viewer: Viewer | None, missing: list[CommentingUnit]) -> int:
    """Tell these units once more; the minutes' row is held. `viewer` is None where the hub does it by itself."""
    for unit in missing:
        unit.reminded_at = clock.now()
    keys = tuple(unit.unit_id for unit in missing)
    tell(session, row, Act.REMIND_UNITS, viewer, detail={"units": len(keys)}, units=keys)
    return len(keys)


def missing_of(session: Session, one: CommentRound) -> list[CommentingUnit]:
    """The units of a round that have said nothing."""
    found = select(CommentingUnit).where(CommentingUnit.round_id == one.id, CommentingUnit.answer == "")
    return list(session.scalars(found.order_by(CommentingUnit.id)))


def _invited(session: Session, row: Minutes, viewer: Viewer) -> tuple[int, ...]:
    """The units (keys) that are invited, but not the one that asks."""
    found = select(Attendance.unit_id).where(Attendance.consultation_id == row.consultation_id)
    found = found.where(Attendance.withdrawn_at.is_(None), Attendance.unit_id != viewer.unit_id)
    return tuple(session.scalars(found.order_by(Attendance.id)))
