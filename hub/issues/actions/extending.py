"""延期申请: asked for before the due time, with a reason and a date; approved by the unit's leader first, by the office after.

The due time's clock runs on meanwhile, and whoever decides has one too.
"""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...channels.models import Message
from ...channels.rules import clean_public_id
from ...core import clock, events
from ...core.errors import Conflict, Invalid, NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Role, Viewer
from ...escalation import ladders, running
from ...escalation.shapes import Clock
from .. import clocks
from ..events import ExtensionDecided
from ..models import ExtensionRequest, Issue
from ..recipients import places_of, roll_of
from ..rules import REASON_LIMIT, Act, clean_date, clean_words
from .standing import check, locked, tell


def ask_extension(session: Session, viewer: Viewer, issue: str, due_on: date | None, reason: str) -> ExtensionRequest:
    """Ask for a later due date, for the viewer's unit.

    Raises NotFound, Denied, Invalid (a date that is not later), TooLarge; Conflict once it is overdue, or while another
    request waits.
    """
    row = locked(session, viewer, issue, "issue.answer")
    check(Act.ASK_EXTENSION, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    if row.due_at <= clock.now():
        raise Conflict(_("已过办理时限，不能再申请延期。请反馈进展，或联系区未保办。"))
    if _pending(session, row) is not None:
        raise Conflict(_("已有一份延期申请在等待审批。"))
    due_at = clocks.close_of(office_time(session), clean_date(due_on, clock.today()))
    if due_at <= row.due_at:
        raise Invalid(_("新的时限应晚于现在的时限。"), field="due_on")
    request = ExtensionRequest(
        issue_id=row.id,
        unit_id=viewer.unit_id,
        asked_by=viewer.person_id,
        due_before=row.due_at,
        due_at=due_at,
        reason=text,
        approver=_approver(session, row, viewer.unit_id),
    )
    session.add(request)
    session.flush()
    ladder = ladders.current(session, clocks.EXTENSION, row.severity, Clock.APPROVAL)
    running.begin(session, clocks.EXTENSION, request.id, ladder, clock.now())
    detail = {"due_at": due_at.isoformat(), "approver": request.approver}
    tell(session, row, Act.ASK_EXTENSION, viewer, text=text, detail=detail)
    return request


def decide_extension(
    session: Session, viewer: Viewer, request: str, *, is_approved: bool, reason: str = ""
) -> ExtensionRequest:
    """Approve or refuse (with a reason); an approved one moves the due time and winds its clock.

    Raises NotFound, Denied, Invalid, TooLarge; Conflict when it has been decided, or is void.
    """
    asked = session.scalar(select(ExtensionRequest).where(ExtensionRequest.public_id == clean_public_id(request)))
    if asked is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    row = locked(session, viewer, session.get_one(Issue, asked.issue_id).public_id, "issue.read")
    session.refresh(asked)
    require(session, viewer, "extension.decide", asked)
    if asked.state != "pending":
        raise Conflict(_("这份延期申请已经处理过了。"))
    text = clean_words(reason, "reason", limit=REASON_LIMIT, may_be_empty=is_approved)
    asked.state, asked.decision = "approved" if is_approved else "refused", text
    asked.decided_by, asked.decided_at = viewer.person_id, clock.now()
    running.stop(session, clocks.EXTENSION, asked.id)
    if is_approved:
        row.due_at, row.counted_from = asked.due_at, None
        row.is_provisional = office_time(session).is_provisional(clock.now(), asked.due_at)
        row.tier, row.supervised_at = 0, None
        clocks.due_moved(session, row)
    act = Act.APPROVE_EXTENSION if is_approved else Act.REFUSE_EXTENSION
    tell(session, row, act, viewer, text=text, detail={"due_at": asked.due_at.isoformat()})
    events.record(session, _decided(session, row, asked, viewer))
    return asked


def void_requests(session: Session, row: Issue) -> None:
    """What was asked for is without object: the issue has gone on."""
    asked = _pending(session, row)
    if asked is not None:
        asked.state, asked.decided_at = "void", clock.now()
        running.stop(session, clocks.EXTENSION, asked.id)


def _pending(session: Session, row: Issue) -> ExtensionRequest | None:
    found = select(ExtensionRequest).where(ExtensionRequest.issue_id == row.id, ExtensionRequest.state == "pending")
    return session.scalar(found)


def _approver(session: Session, row: Issue, unit_id: int) -> str:
    """The unit's leader the first time, if it has one in the channel; the office after."""
    before = select(func.count()).where(ExtensionRequest.issue_id == row.id, ExtensionRequest.state == "approved")
    if session.scalar(before):
        return "office"
    roll = roll_of(session, {row.channel_id})
    return "leader" if roll.units(row.channel_id, [unit_id], Role.LEADER) else "office"


def _decided(session: Session, row: Issue, asked: ExtensionRequest, viewer: Viewer) -> ExtensionDecided:
    roll = roll_of(session, {row.channel_id})
    units = places_of(session, {row.id})[row.id].units
    people = tuple(
        sorted({person for role in (Role.LIAISON, Role.LEADER) for person in roll.units(row.channel_id, units, role)})
    )
    message_id = session.get_one(Message, row.message_id).id
    return ExtensionDecided(
        asked.id, row.id, row.channel_id, message_id, asked.state == "approved", viewer.person_id, people
    )
