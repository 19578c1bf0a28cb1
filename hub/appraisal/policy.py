"""Whose figures somebody sees: the office and the committee those of all units; who acts for a unit, its own; nobody else any."""

from typing import Any

from sqlalchemy import ColumnElement, true

from ..core.policy import rule
from ..core.viewer import Role, Viewer
from ..meetings.policy import ACTING


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer sees every unit side by side."""
    return viewer.has(Role.OFFICE, Role.COMMITTEE)


def sees_any(viewer: Viewer) -> bool:
    """Whether the viewer sees any unit's figures."""
    return sees_all(viewer) or viewer.has(*ACTING)


def of_units(viewer: Viewer, unit_id: Any) -> ColumnElement[bool]:
    """SQL: the row's unit is one whose figures the viewer, who sees any, sees."""
    own: ColumnElement[bool] = unit_id == viewer.unit_id
    return true() if sees_all(viewer) else own


@rule("appraisal.read")
def may_read(_session: object, viewer: Viewer, _thing: object) -> bool:
    """Whoever sees any unit's figures."""
    return sees_any(viewer)
