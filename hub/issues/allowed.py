"""What may be done to an issue now, by whom: the acts with the reason where one is not possible, as the page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..core import clock
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Viewer
from ..escalation.models import Escalation
from . import policy as _policy  # noqa: F401 (the rules that are asked)
from .clocks import ISSUE, main_clock
from .models import ExtensionRequest, Issue, IssueEvent, IssueUnit
from .rules import HAND_OVERS, Act, why_not

RULES: dict[Act, str] = {
    Act.ACKNOWLEDGE: "issue.answer",
    Act.REPORT: "issue.answer",
    Act.RESOLVE: "issue.answer",
    Act.ASK_EXTENSION: "issue.answer",
    Act.HAND_OVER: "issue.hand_over",
    Act.APPROVE_EXTENSION: "extension.decide",
    Act.REFUSE_EXTENSION: "extension.decide",
    Act.CLOSE: "issue.settle",
    Act.REOPEN: "issue.settle",
    Act.ASSIGN: "issue.supervise",
    Act.CHANGE_DUE: "issue.supervise",
    Act.ESCALATE: "issue.supervise",
    Act.DEESCALATE: "issue.supervise",
    Act.HOLD: "issue.supervise",
    Act.RESUME: "issue.supervise",
    Act.EDIT: "issue.settle",
    Act.WITHDRAW: "issue.withdraw",
}
"""The acts that a page offers, in its order, and the policy that each stands under."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """An act and, where it is not possible now, why; "" when it is."""

    act: Act
    reason: str = ""


def allowed(session: Session, viewer: Viewer, issue: Issue) -> list[Allowed]:
    """What the viewer may do to an issue that they may see, and what not, with the reason: policy first, then the state."""
    if issue.channel.archived_at is not None:
        return [Allowed(act, _("这个频道已归档，其中的问题只能查看。")) for act in RULES]
    pending = session.scalar(
        select(ExtensionRequest).where(ExtensionRequest.issue_id == issue.id, ExtensionRequest.state == "pending")
    )
    may = {rule: can(session, viewer, rule, issue) for rule in set(RULES.values()) - {"extension.decide"}}
    may["extension.decide"] = pending is not None and can(session, viewer, "extension.decide", pending)
    return [Allowed(act, _reason(session, viewer, issue, act, pending, may[rule])) for act, rule in RULES.items()]


def acts(found: Iterable[Allowed]) -> list[Act]:
    """Those that are possible."""
    return [one.act for one in found if not one.reason]


def _reason(  # noqa: PLR0913 (what decides)
    session: Session, viewer: Viewer, issue: Issue, act: Act, pending: ExtensionRequest | None, may: bool
) -> str:
    if act in {Act.APPROVE_EXTENSION, Act.REFUSE_EXTENSION}:
        return _decision(pending, may)
    if not may:
        return _who_may(RULES[act])
    return why_not(act, issue.state) or _detail(session, viewer, issue, act, pending)


def _detail(session: Session, viewer: Viewer, issue: Issue, act: Act, pending: ExtensionRequest | None) -> str:
    """Why an act that the state allows is not possible all the same."""
    match act:
        case Act.ACKNOWLEDGE:
            return "" if _owes(session, viewer, issue) else _("您单位已受理。")
        case Act.ASK_EXTENSION:
            return _no_extension(issue, pending)
        case Act.HAND_OVER:
            return _("这个问题已转办过。再次转办请联系区未保办指定责任单位。") if _passed_on(session, issue) else ""
        case Act.ESCALATE:
            return "" if _runs(session, issue, "running") else _("已经升到最高一级，没有下一级可升。")
        case Act.DEESCALATE:
            return "" if issue.tier and _has_climbed(session, issue) else _("这个问题还没有升级，不用降级。")
    return ""


def _no_extension(issue: Issue, pending: ExtensionRequest | None) -> str:
    if issue.due_at <= clock.now():
        return _("已过办理时限，不能再申请延期。请反馈进展，或联系区未保办。")
    return _("已有一份延期申请在等待审批。") if pending is not None else ""


def _decision(pending: ExtensionRequest | None, may: bool) -> str:
    if pending is None:
        return _("没有待审批的延期申请。")
    if may:
        return ""
    return _("由区未保办审批。") if pending.approver == "office" else _("由申请单位的分管领导审批。")


def _who_may(rule: str) -> str:
    return {
        "issue.answer": _("由责任单位的联络员、分管领导办理。"),
        "issue.hand_over": _("由责任单位的联络员、分管领导办理。"),
        "issue.settle": _("由提出单位或区未保办办理。"),
        "issue.withdraw": _("由提出单位办理。"),
        "issue.supervise": _("由区未保办办理。"),
    }[rule]


def _owes(session: Session, viewer: Viewer, issue: Issue) -> bool:
    mine = select(IssueUnit.id).where(IssueUnit.issue_id == issue.id, IssueUnit.unit_id == viewer.unit_id)
    mine = mine.where(IssueUnit.released_at.is_(None), IssueUnit.acknowledged_at.is_(None))
    return session.scalar(mine) is not None


def _passed_on(session: Session, issue: Issue) -> bool:
    passed = select(func.count()).where(IssueEvent.issue_id == issue.id, IssueEvent.act == str(Act.HAND_OVER))
    return (session.scalar(passed) or 0) >= HAND_OVERS


def _run(session: Session, issue: Issue) -> Escalation | None:
    found = select(Escalation).where(Escalation.matter == ISSUE, Escalation.matter_id == issue.id)
    return session.scalar(found.where(Escalation.clock == main_clock(issue).value))


def _runs(session: Session, issue: Issue, state: str) -> bool:
    run = _run(session, issue)
    return run is not None and run.state == state


def _has_climbed(session: Session, issue: Issue) -> bool:
    run = _run(session, issue)
    return run is not None and run.state in {"running", "done"} and run.step_no > 0
