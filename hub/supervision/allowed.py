"""What may be done to a follow-up now, by whom: the acts with the reason where one is not possible, as the page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import clock
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Viewer
from ..escalation.models import Escalation
from . import policy as _policy  # noqa: F401 (the rules that are asked)
from .clocks import FOLLOW_UP, main_clock
from .models import FollowUp, FollowUpUnit
from .rules import Act, why_not

RULES: dict[Act, str] = {
    Act.ACCEPT: "follow_up.answer",
    Act.CONTEST: "follow_up.answer",
    Act.REPORT: "follow_up.answer",
    Act.COMPLETE: "follow_up.lead",
    Act.RECALL: "follow_up.lead",
    Act.ASK_DUE: "follow_up.lead",
    Act.CONFIRM: "follow_up.confirm",
    Act.OBJECT: "follow_up.confirm",
    Act.CLOSE_OUT: "follow_up.supervise",
    Act.SEND_BACK: "follow_up.supervise",
    Act.INSIST: "follow_up.supervise",
    Act.ASSIGN: "follow_up.supervise",
    Act.CHANGE_DUE: "follow_up.supervise",
    Act.REFUSE_DUE: "follow_up.supervise",
    Act.ESCALATE: "follow_up.supervise",
    Act.KEEP: "follow_up.supervise",
    Act.WITHDRAW: "follow_up.supervise",
    Act.REOPEN: "follow_up.supervise",
}
"""The acts that a page offers, in its order, and the policy that each stands under."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """An act and, where it is not possible now, why; "" when it is."""

    act: Act
    reason: str = ""


def allowed(session: Session, viewer: Viewer, row: FollowUp) -> list[Allowed]:
    """What the viewer may do to a follow-up that they may see. What is not theirs to do is left out; the rest says why not.

    Going on with it is left out too where its minutes still say it: nobody has asked.
    """
    may = {rule: can(session, viewer, rule, row) for rule in set(RULES.values())}
    mine, idle = _mine(session, viewer, row), Act.KEEP if row.unfounded_at is None else None
    return [
        Allowed(act, _reason(session, row, act, mine)) for act, rule in RULES.items() if may[rule] and act is not idle
    ]


def acts(found: Iterable[Allowed]) -> list[Act]:
    """Those that are possible."""
    return [one.act for one in found if not one.reason]


def _reason(session: Session, row: FollowUp, act: Act, mine: FollowUpUnit | None) -> str:
    return why_not(act, row.state) or _detail(session, row, act, mine)


def _detail(session: Session, row: FollowUp, act: Act, mine: FollowUpUnit | None) -> str:
    """Why an act that the state allows is not possible all the same."""
    if act in {Act.ACCEPT, Act.CONTEST}:
        return _taken(mine)
    if act is Act.ASK_DUE:
        return _no_request(row)
    if act is Act.REPORT:
        return _taken(mine) if mine is not None and mine.contested_at is not None else ""
    is_possible = {
        Act.CONFIRM: lambda: mine is None or mine.confirmed_at is None,
        Act.REFUSE_DUE: lambda: row.asked_at is not None,
        Act.INSIST: lambda: _has_lead(session, row),
        Act.ESCALATE: lambda: _runs(session, row),
    }.get(act)
    return "" if is_possible is None or is_possible() else _impossible(act)


def _impossible(act: Act) -> str:
    return {
        Act.CONFIRM: _("您单位已确认。"),
        Act.REFUSE_DUE: _("没有待审批的延期申请。"),
        Act.INSIST: _("纪要没有写明牵头单位，请先指定责任单位。"),
        Act.ESCALATE: _("已经升到最高一级，没有下一级可升。"),
    }[act]


def _taken(mine: FollowUpUnit | None) -> str:
    if mine is None or mine.accepted_at is not None:
        return _("您单位已承办。")
    return _("您单位已经提出异议，等待区未保办处理。") if mine.contested_at is not None else ""


def _no_request(row: FollowUp) -> str:
    if row.due_at <= clock.now():
        return _("已过办理时限，不能再申请延期。请反馈进展，或联系区未保办。")
    return _("已有一份延期申请在等待审批。") if row.asked_at is not None else ""


def _mine(session: Session, viewer: Viewer, row: FollowUp) -> FollowUpUnit | None:
    found = select(FollowUpUnit).where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.unit_id == viewer.unit_id)
    return session.scalar(found.where(FollowUpUnit.released_at.is_(None)))


def _has_lead(session: Session, row: FollowUp) -> bool:
    found = select(FollowUpUnit.id).where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.is_lead)
    return session.scalar(found.where(FollowUpUnit.released_at.is_(None))) is not None


def _runs(session: Session, row: FollowUp) -> bool:
    run = select(Escalation.id).where(Escalation.matter == FOLLOW_UP, Escalation.matter_id == row.id)
    return (
        session.scalar(run.where(Escalation.clock == main_clock(row).value, Escalation.state == "running")) is not None
    )
