"""A unit says which times suit it; whoever acts for it may say otherwise until the deadline."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.viewer import Viewer
from ..events import PollChanged
from ..models import AvailabilityPoll, PollAnswer, PollSlot
from ..rules import clean_answers
from .standing import check_in_time, locked


def answer(session: Session, viewer: Viewer, poll: str, answers: Mapping[str, str]) -> AvailabilityPoll:
    """Answer for the viewer's unit: `yes`, `maybe` or `no` for each of the times (public ids). The last answer counts.

    Raises NotFound, Denied, Invalid, Conflict after the deadline.
    """
    _row, found = locked(session, viewer, poll, "poll.answer")
    check_in_time(found)
    slots = dict(session.execute(select(PollSlot.public_id, PollSlot.id).where(PollSlot.poll_id == found.id)).all())
    said = clean_answers(dict(answers), slots)
    before = delete(PollAnswer).where(PollAnswer.slot_id.in_(slots.values()), PollAnswer.unit_id == viewer.unit_id)
    session.execute(before.execution_options(synchronize_session=False))
    who = {"unit_id": viewer.unit_id, "answered_by": viewer.person_id, "answered_at": clock.now()}
    session.execute(insert(PollAnswer), [{"slot_id": slots[slot], "answer": word} | who for slot, word in said.items()])
    events.record(session, PollChanged(found.id, found.public_id, found.consultation_id, viewer.person_id, "answer"))
    return found
