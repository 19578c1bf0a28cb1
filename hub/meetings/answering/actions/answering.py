"""A unit answers, and may answer otherwise until the consultation is opened; the last answer counts, the record has all."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core import clock
from ....core.viewer import Viewer
from ...models import Attendance, Consultation
from ...rules import Act
from ...standing import check, locked, tell
from ..queries import answerers
from ..rules import Reply, clean_reply

EMPTY = Reply("waiting")


def answer(session: Session, viewer: Viewer, consultation: str, reply: Reply) -> Consultation:
    """Answer for the viewer's unit. The same answer twice is once.

    Raises NotFound, Denied, Invalid (the field says which), TooLarge, Conflict once it is opened.
    """
    row = locked(session, viewer, consultation, "consultation.answer")
    check(Act.ANSWER, row)
    return _put(session, viewer, row, Act.ANSWER, clean_reply(reply))


def take_back(session: Session, viewer: Viewer, consultation: str) -> Consultation:
    """Take the unit's answer back: it has not answered. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.answer")
    check(Act.TAKE_BACK, row)
    return _put(session, viewer, row, Act.TAKE_BACK, EMPTY)


def _put(session: Session, viewer: Viewer, row: Consultation, act: Act, reply: Reply) -> Consultation:
    mine = select(Attendance).where(Attendance.consultation_id == row.id, Attendance.unit_id == viewer.unit_id)
    one = session.scalars(mine.execution_options(populate_existing=True)).one()
    if reply == Reply(one.answer, one.reason, one.delegate_name, one.delegate_post):
        return row
    one.answer, one.reason = reply.answer, reply.reason
    one.delegate_name, one.delegate_post = reply.delegate_name, reply.delegate_post
    answered = act is Act.ANSWER
    one.answered_at, one.answered_by = (clock.now(), viewer.person_id) if answered else (None, None)
    reached = answerers(session, row, [viewer.unit_id])
    # Why a unit does not come is not for everybody who reads the record.
    detail = {"answer": reply.answer, "delegate": f"{reply.delegate_name} {reply.delegate_post}".strip()}
    tell(session, row, act, viewer, detail=detail, reached=reached)
    return row
