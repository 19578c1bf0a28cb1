"""What acts on a poll begin with: its consultation's row taken, and a poll that still goes on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Consultation
from ..models import AvailabilityPoll
from ..sight import found


def locked(session: Session, viewer: Viewer, poll: str, rule: str) -> tuple[Consultation, AvailabilityPoll]:
    """The poll (public id) for whoever may do `rule` to it, and its consultation, whose row is taken. NotFound, Denied."""
    id_ = found(session, viewer, poll, rule).consultation_id
    row = session.scalars(select(Consultation).where(Consultation.id == id_).with_for_update()).one()
    session.refresh(row)
    poll_row = found(session, viewer, poll, rule)
    session.refresh(poll_row)
    return row, poll_row


def check_open(row: AvailabilityPoll) -> None:
    """Conflict once a time was chosen, or the poll was given up."""
    if row.ended_at is not None:
        raise Conflict(_("这次征询已经结束。请刷新后再看。"))


def check_in_time(row: AvailabilityPoll) -> None:
    """Conflict once no answers are taken any more."""
    check_open(row)
    if row.closes_at <= clock.now():
        raise Conflict(_("已过截止时间，不再收答复。需要时请联系区未保办。"))
