"""What drafts do about news: they are written when a consultation is closed, and nothing is taken back once others have seen them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import events
from ...core.errors import Conflict
from ...core.i18n import _
from ...meetings.events import ConsultationChanged, ConsultationClosed
from ...meetings.rules import Act
from ..models import Minutes
from . import todo as _todo  # noqa: F401 (待我处理 lists them)
from .actions.drafting import draft


@events.on(ConsultationClosed)
def write_draft(session: Session, event: ConsultationClosed) -> None:
    """The draft stands in the moment it is closed."""
    draft(session, event.consultation_id)


@events.on(ConsultationChanged)
def hold_shown(session: Session, event: ConsultationChanged) -> None:
    """A consultation does not go on once its minutes are more than a draft: units would have read another end.

    Their row is taken, so that they are not sent on at the same time; while it goes on, `standing.check` lets them only be edited.
    """
    if event.act != Act.REOPEN:
        return
    found = select(Minutes.state).where(Minutes.consultation_id == event.consultation_id, Minutes.corrects_id.is_(None))
    if any(state not in {"draft", "discarded"} for state in session.scalars(found.with_for_update())):
        raise Conflict(_("纪要已经送出，会商不能恢复。需要补充时，请改纪要或另开一次会商。"))
