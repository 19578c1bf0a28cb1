"""What is done about it: a step that failed is tried again at once."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from ..core import clock
from ..core.policy import require
from ..core.viewer import Viewer
from ..escalation.models import Escalation


def retry_step(session: Session, viewer: Viewer, run: int) -> bool:
    """Let the next sweep try this run's (a key's) failing step; False when it fails no more. Needs `health.read`."""
    require(session, viewer, "health.read")
    failing = update(Escalation).where(Escalation.id == run, Escalation.state == "running", Escalation.error_count > 0)
    tried = failing.values(next_step_at=clock.now()).returning(Escalation.id)
    return session.scalar(tried.execution_options(synchronize_session=False)) is not None
