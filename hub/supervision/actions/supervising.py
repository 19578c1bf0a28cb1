"""What the office decides meanwhile: who carries it out, until when; and the request of a unit for another date.

Requests are columns of the follow-up itself, with the engine's APPROVAL clock, and no rows of issues' 延期申请: those hang on an
issue and its channel, and have a first approver of their own. Here the office alone decides (ADR 11).
"""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.errors import Conflict, Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from ...escalation import running
from ...issues.clocks import close_of
from ...issues.rules import clean_date, clean_words
from .. import clocks
from ..models import FollowUp
from ..rules import REASON_LIMIT, Act
from . import units
from .standing import check, locked, standing, supervised, tell


def insist(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """维持交办: whoever contests it has to take it up all the same. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row, text = supervised(session, viewer, number, Act.INSIST, reason)
    there = standing(session, row)
    if not any(one.is_lead for one in there):
        raise Conflict(_("纪要没有写明牵头单位，请先指定责任单位。"))
    for one in there:
        one.contested_at, one.contested_why = None, ""
    session.flush()
    clocks.decided(session, row)
    units.settle_state(session, row)
    tell(session, row, Act.INSIST, viewer, text=text)
    return row


def assign(session: Session, viewer: Viewer, number: str, chosen: tuple[str, ...], reason: str) -> FollowUp:
    """改派: the office names the units (public ids), the lead first; whoever is new has to take it up.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row, text = supervised(session, viewer, number, Act.ASSIGN, reason)
    there = standing(session, row)
    before, wanted = [one.unit_id for one in there], units.chosen(session, chosen)
    if before == wanted and all(one.is_lead == (place == 0) for place, one in enumerate(there)):
        raise Invalid(_("与现在的责任单位相同，请重新选择。"), field="units")
    units.put(session, row, wanted)
    for one in standing(session, row):
        one.contested_at, one.contested_why = None, ""
    session.flush()
    row.tier = 0
    _forget_request(session, row)
    clocks.decided(session, row)
    units.settle_state(session, row)
    detail = {"units_from": units.names_of(session, before), "units": units.names_of(session, wanted)}
    tell(session, row, Act.ASSIGN, viewer, text=text, detail=detail)
    return row


def keep(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """继续督办: it goes on although its minutes are void or no longer say it. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row, text = supervised(session, viewer, number, Act.KEEP, reason)
    if row.unfounded_at is None:
        raise Conflict(_("纪要里仍有这一项，不必决定。"))
    row.unfounded_at = None
    tell(session, row, Act.KEEP, viewer, text=text)
    return row


def ask_due(session: Session, viewer: Viewer, number: str, due_on: date | None, reason: str) -> FollowUp:
    """申请延期, by the lead: the office decides, and the due time counts meanwhile.

    Raises NotFound, Denied, Invalid (a date that is not later), TooLarge; Conflict once it is overdue, or while one waits.
    """
    row = locked(session, viewer, number, "follow_up.lead")
    check(Act.ASK_DUE, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    if row.due_at <= clock.now():
        raise Conflict(_("已过办理时限，不能再申请延期。请反馈进展，或联系区未保办。"))
    if row.asked_at is not None:
        raise Conflict(_("已有一份延期申请在等待审批。"))
    due_at = close_of(office_time(session), clean_date(due_on, clock.today()))
    if due_at <= row.due_at:
        raise Invalid(_("新的时限应晚于现在的时限。"), field="due_on")
    row.asked_at, row.asked_due_at, row.asked_reason = clock.now(), due_at, text
    row.asked_unit_id = viewer.unit_id
    clocks.await_office(session, row)
    tell(session, row, Act.ASK_DUE, viewer, text=text, detail={"due_at": due_at.isoformat()})
    return row


def refuse_due(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """不同意延期, with a reason. Raises NotFound, Denied, Invalid, TooLarge; Conflict where nobody has asked."""
    row, text = supervised(session, viewer, number, Act.REFUSE_DUE, reason)
    if row.asked_due_at is None:
        raise Conflict(_("没有待审批的延期申请。"))
    asked = row.asked_due_at.isoformat()
    _forget_request(session, row)
    tell(session, row, Act.REFUSE_DUE, viewer, text=text, detail={"due_at": asked})
    return row


def change_due(session: Session, viewer: Viewer, number: str, due_on: date | None, reason: str) -> FollowUp:
    """Another due date, by the office, asked for or not; its ladder begins below. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row, text = supervised(session, viewer, number, Act.CHANGE_DUE, reason)
    detail = set_due(session, row, due_on) | {"was_asked": row.asked_at is not None}
    if row.asked_at is not None:
        _forget_request(session, row)
    row.tier = 0
    clocks.due_counts(session, row)
    tell(session, row, Act.CHANGE_DUE, viewer, text=text, detail=detail)
    return row


def escalate(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """催办: have the next step fire now. Raises NotFound, Denied, Invalid, TooLarge; Conflict when none is to come."""
    row, text = supervised(session, viewer, number, Act.ESCALATE, reason)
    if not running.hasten(session, clocks.FOLLOW_UP, row.id, clocks.main_clock(row)):
        raise Conflict(_("已经升到最高一级，没有下一级可升。"))
    tell(session, row, Act.ESCALATE, viewer, text=text)
    return row


def set_due(session: Session, row: FollowUp, due_on: date | None) -> dict[str, Any]:
    """Another due time, chosen by somebody; what the timeline says of it. Raises Invalid."""
    working, before = office_time(session), row.due_at
    row.due_at = close_of(working, clean_date(due_on, clock.today()))
    row.counted_from = row.counted_on = None
    row.is_provisional = working.is_provisional(clock.now(), row.due_at)
    return {"from": before.isoformat(), "due_at": row.due_at.isoformat()}


def _forget_request(session: Session, row: FollowUp) -> None:
    row.asked_at, row.asked_due_at, row.asked_reason, row.asked_unit_id = None, None, "", None
    if row.state != "contested":
        clocks.decided(session, row)
