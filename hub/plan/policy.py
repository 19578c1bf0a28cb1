"""Who may read plans, and who may import and correct them."""

from typing import Any

from sqlalchemy.orm import Session

from ..core.policy import rule
from ..core.viewer import Role, Viewer

READ = "plan.read"
IMPORT = "plan.import"

READERS = (Role.OFFICE, Role.LIAISON, Role.LEADER, Role.COMMITTEE)
"""Observers read only where they are invited, so not the plan."""


@rule(READ)
def may_read_plans(_session: Session, viewer: Viewer, _plan: Any) -> bool:
    """Everybody of the committee's units reads all plans."""
    return viewer.has(*READERS)


@rule(IMPORT, see=READ)
def may_import_plans(_session: Session, viewer: Viewer, _plan: Any) -> bool:
    """The office alone imports plans and corrects them afterwards."""
    return viewer.is_office
