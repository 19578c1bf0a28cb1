"""What the office does to handling times. Callers hold the transaction."""

import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.faults import raise_any
from ...core import events
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ...escalation.actions import UNITS, unit_of
from ...escalation.shapes import Calendar, Measure
from ..handling import HandlingTime
from .events import HandlingTimeChanged
from .rules import handling_faults


@dataclass(frozen=True, slots=True)
class HandlingForm:
    """办理时限 as somebody wrote it: how long, from how much before its end it counts as soon due, and in what (UNITS)."""

    amount: str
    soon: str
    unit: str


def set_handling_time(session: Session, viewer: Viewer, severity: str, form: HandlingForm) -> HandlingTime:
    """Another handling time for issues of this severity that are raised or reopened from now on; others keep their date.

    Needs `office`; raises Faults, NotFound. One that is as it was changes nothing.
    """
    require(session, viewer, "office")
    row = session.scalar(select(HandlingTime).where(HandlingTime.severity == severity).with_for_update())
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    amount, soon = _number(form.amount), _number(form.soon)
    raise_any(handling_faults(amount, soon) | {"unit": None if form.unit in UNITS else _("请选择计时单位。")})
    before = written(row)
    measure, calendar = UNITS[form.unit]
    row.amount, row.soon, row.measure, row.calendar = amount or 1, soon or 1, measure.value, calendar.value
    session.flush()
    if before != written(row):
        events.record(session, HandlingTimeChanged(severity, before, written(row)))
    return row


def unit_of_row(row: HandlingTime) -> str:
    """Which of UNITS it counts in."""
    return unit_of(Measure(row.measure), Calendar(row.calendar))


def written(row: HandlingTime) -> str:
    """It in a few plain characters, for the trail: `10/2 days`."""
    return f"{row.amount}/{row.soon} {unit_of_row(row)}"


def _number(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 4 else None
