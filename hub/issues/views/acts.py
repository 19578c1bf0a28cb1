"""What is done to an issue by the forms of its page, of its card and of 待我处理."""

from flask import request
from werkzeug.wrappers import Response

from ...core.i18n import _
from ...web.doors import door
from .. import actions
from ..rules import Act
from . import issues
from .doing import do_it, reasoned, say, written_date, written_reason


@issues.post("/issues/<issue_id>/acknowledgement")
@door("issue.answer")
def acknowledge(issue_id: str) -> Response:
    """受理, for my unit."""
    return do_it(
        issue_id,
        Act.ACKNOWLEDGE,
        lambda session, viewer: actions.acknowledge(session, viewer, issue_id),
        _("已为您单位受理。"),
    )


@issues.post("/issues/<issue_id>/reports")
@door("issue.answer")
def report(issue_id: str) -> Response:
    """反馈进展, with files."""
    return say(issue_id, Act.REPORT, actions.report, _("已反馈进展。"))


@issues.post("/issues/<issue_id>/resolution")
@door("issue.answer")
def resolve(issue_id: str) -> Response:
    """办结, with an answer and files."""
    return say(issue_id, Act.RESOLVE, actions.resolve, _("已办结，等待提出单位销号。"))


@issues.post("/issues/<issue_id>/closure")
@door("issue.settle")
def close(issue_id: str) -> Response:
    """销号."""
    return reasoned(issue_id, Act.CLOSE, actions.close, _("已销号。"))


@issues.post("/issues/<issue_id>/reopening")
@door("issue.settle")
def reopen(issue_id: str) -> Response:
    """退回重办."""
    return reasoned(issue_id, Act.REOPEN, actions.reopen, _("已退回重新办理。"))


@issues.post("/issues/<issue_id>/withdrawal")
@door("issue.withdraw")
def withdraw(issue_id: str) -> Response:
    """撤回."""
    return reasoned(issue_id, Act.WITHDRAW, actions.withdraw, _("问题已撤回。"))


@issues.post("/issues/<issue_id>/resumption")
@door("issue.supervise")
def resume(issue_id: str) -> Response:
    """恢复办理."""
    return reasoned(issue_id, Act.RESUME, actions.resume, _("已恢复办理。"))


@issues.post("/issues/<issue_id>/escalations")
@door("issue.supervise")
def escalate(issue_id: str) -> Response:
    """Have the next step fire now."""
    return reasoned(issue_id, Act.ESCALATE, actions.escalate, _("已提前升级，马上提醒相关人员。"))


@issues.post("/issues/<issue_id>/de-escalations")
@door("issue.supervise")
def deescalate(issue_id: str) -> Response:
    """One rung down."""
    return reasoned(issue_id, Act.DEESCALATE, actions.deescalate, _("已降一级。"))


@issues.post("/issues/<issue_id>/hold")
@door("issue.supervise")
def hold(issue_id: str) -> Response:
    """挂账 until a date."""
    return do_it(
        issue_id,
        Act.HOLD,
        lambda session, viewer: actions.hold(session, viewer, issue_id, written_reason(), written_date("review_on")),
        _("已挂账，时限暂停。"),
    )


@issues.post("/issues/<issue_id>/hand-over")
@door("issue.hand_over")
def hand_over(issue_id: str) -> Response:
    """转办 to another unit."""
    unit = request.form.get("unit", "")
    return do_it(
        issue_id,
        Act.HAND_OVER,
        lambda session, viewer: actions.hand_over(session, viewer, issue_id, unit, written_reason()),
        _("已转办，等待对方受理。"),
    )


@issues.post("/issues/<issue_id>/units")
@door("issue.supervise")
def assign(issue_id: str) -> Response:
    """The units that answer, `lead` first, then each `unit`."""
    units = tuple(dict.fromkeys(filter(None, [request.form.get("lead", ""), *request.form.getlist("unit")])))
    return do_it(
        issue_id,
        Act.ASSIGN,
        lambda session, viewer: actions.assign(session, viewer, issue_id, units, written_reason()),
        _("已指定责任单位。"),
    )


@issues.post("/issues/<issue_id>/due")
@door("issue.supervise")
def change_due(issue_id: str) -> Response:
    """Another due date."""
    return do_it(
        issue_id,
        Act.CHANGE_DUE,
        lambda session, viewer: actions.change_due(session, viewer, issue_id, written_date("due_on"), written_reason()),
        _("已调整时限。"),
    )


@issues.post("/issues/<issue_id>/extensions")
@door("issue.answer")
def ask_extension(issue_id: str) -> Response:
    """申请延期."""
    return do_it(
        issue_id,
        Act.ASK_EXTENSION,
        lambda session, viewer: actions.ask_extension(
            session, viewer, issue_id, written_date("due_on"), written_reason()
        ),
        _("已申请延期，等待审批。审批前仍按原时限计时。"),
    )


@issues.post("/issues/<issue_id>/words")
@door("issue.settle")
def edit(issue_id: str) -> Response:
    """Mend the words."""
    given = {name: request.form.get(name, "") for name in ("title", "body", "kind")}
    return do_it(
        issue_id,
        Act.EDIT,
        lambda session, viewer: actions.edit(session, viewer, issue_id, **given),
        _("已修改。"),
    )
