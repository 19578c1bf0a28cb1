"""发言顺序: a unit asks for the floor and may take that back; who conducts gives and ends it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, Denied, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...models import Consultation
from ...rules import Act
from ...standing import check, locked, tell
from ..models import Speaker
from .holding import under_discussion


def ask_floor(session: Session, viewer: Viewer, consultation: str) -> Speaker:
    """The viewer's unit wants to speak to the current item. Twice is once. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.answer")
    check(Act.ASK_FLOOR, row)
    item = under_discussion(session, row)
    for one in waiting(session, item):
        if one.unit_id == viewer.unit_id:
            return one
    speaker = Speaker(item_id=item.id, unit_id=viewer.unit_id, name=viewer.name)
    session.add(speaker)
    return _told(session, viewer, row, Act.ASK_FLOOR, speaker)


def take_back(session: Session, viewer: Viewer, consultation: str, speaker: str) -> Speaker:
    """The viewer's unit does not want to speak after all. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.answer")
    found = _speaker(session, row, speaker)
    if found.unit_id != viewer.unit_id:
        raise Denied(_("只有本单位和主持人可以取消申请。"))
    return _leave(session, viewer, row, found)


def strike_out(session: Session, viewer: Viewer, consultation: str, speaker: str) -> Speaker:
    """Take a unit off the list. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    return _leave(session, viewer, row, _speaker(session, row, speaker))


def _leave(session: Session, viewer: Viewer, row: Consultation, found: Speaker) -> Speaker:
    check(Act.TAKE_BACK, row)
    if found.begun_at is not None or found.ended_at is not None:
        raise Conflict(_("已经轮到这个单位发言，或者已经取消。"))
    found.ended_at = clock.now()
    return _told(session, viewer, row, Act.TAKE_BACK, found)


def give_floor(session: Session, viewer: Viewer, consultation: str, speaker: str) -> Speaker:
    """Let a unit speak; who spoke has ended. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.GIVE_FLOOR, row)
    found = _speaker(session, row, speaker)
    if found.begun_at is not None or found.ended_at is not None:
        raise Conflict(_("已经轮到这个单位发言，或者已经取消。"))
    for one in session.scalars(_open(found.item_id).where(Speaker.begun_at.is_not(None))):
        one.ended_at = clock.now()
    found.begun_at = clock.now()
    return _told(session, viewer, row, Act.GIVE_FLOOR, found)


def end_floor(session: Session, viewer: Viewer, consultation: str, speaker: str) -> Speaker:
    """The unit has spoken. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.END_FLOOR, row)
    found = _speaker(session, row, speaker)
    if found.begun_at is None or found.ended_at is not None:
        raise Conflict(_("这个单位现在没有在发言。"))
    found.ended_at = clock.now()
    return _told(session, viewer, row, Act.END_FLOOR, found)


def waiting(session: Session, item: AgendaItem) -> list[Speaker]:
    """Who wants to speak to the item, in order."""
    return list(session.scalars(_open(item.id).where(Speaker.begun_at.is_(None)).order_by(Speaker.id)))


def _open(item_id: int) -> Select[Speaker]:
    return select(Speaker).where(Speaker.item_id == item_id, Speaker.ended_at.is_(None))


def _speaker(session: Session, row: Consultation, speaker: str) -> Speaker:
    found = session.scalar(
        select(Speaker)
        .join(AgendaItem, AgendaItem.id == Speaker.item_id)
        .where(Speaker.public_id == clean_public_id(speaker), AgendaItem.consultation_id == row.id)
    )
    if found is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return found


def _told(session: Session, viewer: Viewer, row: Consultation, act: Act, speaker: Speaker) -> Speaker:
    session.flush()
    tell(session, row, act, viewer, detail={"speaker": speaker.public_id}, unit_id=speaker.unit_id)
    return speaker
