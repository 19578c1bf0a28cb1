"""What the page of a consultation says to the office: what overlaps, by when the notice has to go out, who would be told."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ...core import clock
from ...core.policy import can
from ...core.viewer import Viewer
from ..actions.announcing import notice
from ..models import Consultation
from ..notice import Notice, too_late
from ..rules import PLANNED, Act, why_not
from ..shapes import ConsultationSheet
from .conflicts import Overlap, overlaps, wanted_by


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`refusal` says why the notice would be late, "" when it is not; `acts` are those that the state allows."""

    overlaps: tuple[Overlap, ...]
    notice: Notice | None
    refusal: str
    acts: frozenset[str]
    is_past: bool
    told_units: tuple[str, ...]
    told_people: tuple[str, ...]


def arrangement(session: Session, viewer: Viewer, sheet: ConsultationSheet) -> Arrangement | None:
    """What whoever arranges it gets to see; None for everybody else."""
    row = session.get_one(Consultation, sheet.id)
    if not can(session, viewer, "consultation.arrange", row):
        return None
    is_planned = row.state in PLANNED
    seen = overlaps(session, viewer, wanted_by(session, row)) if is_planned or row.state == "live" else []
    asked = notice(session, row) if row.state == "draft" else None
    acts = (Act.CHANGE, Act.ANNOUNCE, Act.MOVE, Act.CANCEL)
    return Arrangement(
        overlaps=tuple(seen),
        notice=asked,
        refusal=too_late(asked) if asked and not asked.is_in_time else "",
        acts=frozenset(str(act) for act in acts if not why_not(act, row.state)),
        is_past=row.starts_at <= clock.now(),
        told_units=() if row.is_named_only else tuple(unit.name for unit in sheet.units),
        told_people=tuple(one.name for one in sheet.people if one.person),
    )
