"""What is done to a follow-up by the forms of its page, of the register and of 待我处理."""

from flask import request
from werkzeug.wrappers import Response

from ...core.i18n import _
from ...web.doors import door
from .. import actions
from ..rules import Act
from . import supervision
from .doing import dated, do_it, reasoned, say, written_reason


@supervision.post("/follow-ups/<follow_up>/acceptance")
@door("follow_up.answer")
def accept(follow_up: str) -> Response:
    """承办, for my unit."""
    return do_it(
        follow_up, Act.ACCEPT, lambda session, viewer: actions.accept(session, viewer, follow_up), _("已为您单位承办。")
    )


@supervision.post("/follow-ups/<follow_up>/contest")
@door("follow_up.answer")
def contest(follow_up: str) -> Response:
    """提出异议."""
    return reasoned(follow_up, Act.CONTEST, actions.contest, _("已提出异议，等待区未保办处理。"))


@supervision.post("/follow-ups/<follow_up>/insistence")
@door("follow_up.supervise")
def insist(follow_up: str) -> Response:
    """维持交办."""
    return reasoned(follow_up, Act.INSIST, actions.insist, _("已维持交办，责任单位需要承办。"))


@supervision.post("/follow-ups/<follow_up>/units")
@door("follow_up.supervise")
def assign(follow_up: str) -> Response:
    """改派: `lead` first, then each `unit`."""
    chosen = tuple(dict.fromkeys(filter(None, [request.form.get("lead", ""), *request.form.getlist("unit")])))
    return do_it(
        follow_up,
        Act.ASSIGN,
        lambda session, viewer: actions.assign(session, viewer, follow_up, chosen, written_reason()),
        _("已改派，等待责任单位承办。"),
    )


@supervision.post("/follow-ups/<follow_up>/reports")
@door("follow_up.answer")
def report(follow_up: str) -> Response:
    """反馈进展, with files."""
    return say(follow_up, Act.REPORT, "follow_up.answer", actions.report, _("已反馈进展。"))


@supervision.post("/follow-ups/<follow_up>/completion")
@door("follow_up.lead")
def complete(follow_up: str) -> Response:
    """报办结, with the result and files."""
    return say(
        follow_up, Act.COMPLETE, "follow_up.lead", actions.complete, _("已报办结，等待配合单位确认和区未保办销号。")
    )


@supervision.post("/follow-ups/<follow_up>/completion/recall")
@door("follow_up.lead")
def recall(follow_up: str) -> Response:
    """撤回办结."""
    return reasoned(follow_up, Act.RECALL, actions.recall, _("已撤回，继续办理。"))


@supervision.post("/follow-ups/<follow_up>/confirmation")
@door("follow_up.confirm")
def confirm(follow_up: str) -> Response:
    """确认办结, for my unit."""
    return reasoned(follow_up, Act.CONFIRM, actions.confirm, _("已为您单位确认。"))


@supervision.post("/follow-ups/<follow_up>/objection")
@door("follow_up.confirm")
def object_to(follow_up: str) -> Response:
    """不同意办结, with a reason."""
    return reasoned(follow_up, Act.OBJECT, actions.object_to, _("已提出，等待区未保办处理。"))


@supervision.post("/follow-ups/<follow_up>/close-out")
@door("follow_up.supervise")
def close_out(follow_up: str) -> Response:
    """销号."""
    return reasoned(follow_up, Act.CLOSE_OUT, actions.close_out, _("已销号。"))


@supervision.post("/follow-ups/<follow_up>/return")
@door("follow_up.supervise")
def send_back(follow_up: str) -> Response:
    """退回重办, where it is overdue with another date."""
    return dated(follow_up, Act.SEND_BACK, actions.send_back, _("已退回重新办理。"))


@supervision.post("/follow-ups/<follow_up>/reopening")
@door("follow_up.supervise")
def reopen(follow_up: str) -> Response:
    """恢复督办."""
    return dated(follow_up, Act.REOPEN, actions.reopen, _("已恢复督办。"))


@supervision.post("/follow-ups/<follow_up>/withdrawal")
@door("follow_up.supervise")
def withdraw(follow_up: str) -> Response:
    """撤销督办."""
    return reasoned(follow_up, Act.WITHDRAW, actions.withdraw, _("已撤销督办，需要时可以恢复。"))


@supervision.post("/follow-ups/<follow_up>/continuation")
@door("follow_up.supervise")
def keep(follow_up: str) -> Response:
    """继续督办."""
    return reasoned(follow_up, Act.KEEP, actions.keep, _("继续督办，时限和责任单位不变。"))


@supervision.post("/follow-ups/<follow_up>/due-requests")
@door("follow_up.lead")
def ask_due(follow_up: str) -> Response:
    """申请延期."""
    return dated(follow_up, Act.ASK_DUE, actions.ask_due, _("已申请延期，等待审批。审批前仍按原时限计时。"))


@supervision.post("/follow-ups/<follow_up>/due-requests/refusal")
@door("follow_up.supervise")
def refuse_due(follow_up: str) -> Response:
    """不同意延期."""
    return reasoned(follow_up, Act.REFUSE_DUE, actions.refuse_due, _("已答复不同意延期。"))


@supervision.post("/follow-ups/<follow_up>/due")
@door("follow_up.supervise")
def change_due(follow_up: str) -> Response:
    """调整时限, asked for or not."""
    return dated(follow_up, Act.CHANGE_DUE, actions.change_due, _("已调整时限。"))


@supervision.post("/follow-ups/<follow_up>/escalations")
@door("follow_up.supervise")
def escalate(follow_up: str) -> Response:
    """催办: have the next step fire now."""
    return reasoned(follow_up, Act.ESCALATE, actions.escalate, _("已催办，马上提醒相关人员。"))
