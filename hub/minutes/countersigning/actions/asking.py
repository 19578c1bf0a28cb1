"""The office asks units for a countersignature, or for none after all."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Invalid, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ....meetings.models import Attendance
from ...models import Minutes
from ...rules import Act
from ...standing import check, locked, tell
from ..models import Countersignature
from ..queries import leaders, standing


def ask(session: Session, viewer: Viewer, minutes: str, units: Sequence[str]) -> int:
    """Ask these invited units (public ids); who is asked already stays so. Returns how many are new.

    Raises NotFound, Denied, Conflict; Invalid (field `units`) for none, for units that were not invited, or that have no leader here.
    """
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.ASK_COUNTERSIGNATURE, row)
    wanted = _units(session, row, units)
    known = {one.unit_id for one in standing(session, row.id)}
    new = [unit for unit in wanted if unit.id not in known]
    for unit in new:
        if not leaders(session, unit.id):
            raise Invalid(_("%(unit)s还没有负责人账号，请先在“人员”里登记。", unit=unit.short_name), field="units")
        session.add(Countersignature(minutes_id=row.id, unit_id=unit.id, asked_by=viewer.person_id))
    if new:
        row.shown_at = row.shown_at or clock.now()
        keys = tuple(unit.id for unit in new)
        tell(session, row, Act.ASK_COUNTERSIGNATURE, viewer, detail={"units": len(keys)}, units=keys)
    return len(new)


def call_off(session: Session, viewer: Viewer, minutes: str, countersignature: str) -> None:
    """不再请会签: what the unit may have said stays on the record. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.CALL_OFF_COUNTERSIGNATURE, row)
    wanted = clean_public_id(countersignature)
    one = next((one for one in standing(session, row.id) if one.public_id == wanted), None)
    if one is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    one.called_off_at = clock.now()
    tell(session, row, Act.CALL_OFF_COUNTERSIGNATURE, viewer, unit_id=one.unit_id)


def _units(session: Session, row: Minutes, units: Sequence[str]) -> list[Unit]:
    if not units:
        raise Invalid(_("请选择会签单位。"), field="units")
    invited = select(Attendance.unit_id).where(Attendance.consultation_id == row.consultation_id)
    invited = invited.where(Attendance.withdrawn_at.is_(None))
    found = list(session.scalars(select(Unit).where(Unit.public_id.in_(set(units)), Unit.id.in_(invited))))
    if len(found) < len(set(units)):
        raise Invalid(_("只能请参加会商的单位会签。"), field="units")
    return sorted(found, key=lambda unit: (unit.position, unit.id))
