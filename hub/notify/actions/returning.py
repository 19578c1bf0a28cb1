"""What could not be delivered: the office has it tried again, or lets it be."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..models import OutboxRow


def retry(session: Session, viewer: Viewer, notice: str) -> None:
    """Try a dead notice (public id) again, from the first attempt on. Raises Denied; NotFound when it is dead no more."""
    _move(session, viewer, notice, state="pending", due_at=clock.now(), attempts=0, settled_at=None)


def discard(session: Session, viewer: Viewer, notice: str) -> None:
    """Let a dead notice (public id) be. Raises as `retry`."""
    _move(session, viewer, notice, state="discarded", settled_at=clock.now())


def _move(session: Session, viewer: Viewer, notice: str, **values: object) -> None:
    require(session, viewer, "office")
    moved = session.execute(
        update(OutboxRow)
        .where(OutboxRow.public_id == notice, OutboxRow.state == "dead")
        .values(**values)
        .returning(OutboxRow.id)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
