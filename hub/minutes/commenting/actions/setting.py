"""The office sets how long rounds last, and what silence means; a round that runs keeps what its notice said."""

from sqlalchemy.orm import Session

from ....core import events
from ....core.errors import Invalid
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ..events import CommentSettingChanged
from ..models import SILENCES, CommentSetting
from ..queries import settings
from ..rules import clean_days


def set_rounds(session: Session, viewer: Viewer, days: str, silence: str) -> None:
    """From the next round on. Raises Denied, Invalid (fields `days`, `silence`)."""
    require(session, viewer, "office")
    count = clean_days(days)
    if silence not in SILENCES:
        raise Invalid(_("请选择逾期未回复怎样处理。"), field="silence")
    before = settings(session)
    if before == (count, silence):
        return
    session.add(CommentSetting(working_days=count, silence=silence, changed_by=viewer.person_id))
    session.flush()
    events.record(session, CommentSettingChanged(f"{before[0]}/{before[1]}", f"{count}/{silence}"))
