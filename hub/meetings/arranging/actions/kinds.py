"""Kinds of consultations: how many working days before it notice goes out and papers come in, and how long it takes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ....core import events
from ....core.errors import NotFound
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ...models import ConsultationKind
from ..events import KindChanged
from ..rules import MOST_DAYS, clean_minutes, clean_number


@dataclass(frozen=True, slots=True)
class KindForm:
    """A kind's defaults as they were typed."""

    notice_days: str
    papers_days: str
    minutes: str


def change_kind(session: Session, viewer: Viewer, key: str, form: KindForm) -> bool:
    """Other defaults from now on; what is arranged already keeps its own. Whether anything changed.

    Raises Denied, NotFound, and Invalid by field.
    """
    require(session, viewer, "office")
    row = session.get(ConsultationKind, key, with_for_update=True)
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    wanted = (
        clean_number(form.notice_days, "notice_days", 0, MOST_DAYS),
        clean_number(form.papers_days, "papers_days", 0, MOST_DAYS),
        clean_minutes(form.minutes),
    )
    if wanted == (row.notice_days, row.papers_days, row.minutes):
        return False
    row.notice_days, row.papers_days, row.minutes = wanted
    events.record(session, KindChanged(key, *wanted, viewer.person_id))
    return True
