"""What is done to an issue by the forms of its page, of its card and of 待我处理; what was refused stands there again."""

from collections.abc import Callable
from datetime import date

from flask import current_app, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ...channels.views.bringing import given_before, take_files
from ...channels.views.home import done
from ...core.db import reading, transaction
from ...core.errors import Conflict, HubError, Invalid, RateLimited, TooLarge
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ...files.shapes import UploadView
from ...web.doors import door
from ...web.errors import STATUS, speaks_json, with_retry
from ...web.viewer import current_viewer
from .. import actions
from ..rules import Act
from ..sheet import found_issue
from . import issues
from .page import Written, draw

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
"""Refusals after which the page stands there with what was typed."""
Do = Callable[[Session, Viewer], object]


@issues.post("/issues/<issue_id>/acknowledgement")
@door("issue.answer")
def acknowledge(issue_id: str) -> Response:
    """受理, for my unit."""
    return _do(
        issue_id,
        Act.ACKNOWLEDGE,
        lambda session, viewer: actions.acknowledge(session, viewer, issue_id),
        _("已为您单位受理。"),
    )


@issues.post("/issues/<issue_id>/reports")
@door("issue.answer")
def report(issue_id: str) -> Response:
    """反馈进展, with files."""
    return _say(issue_id, Act.REPORT, actions.report, _("已反馈进展。"))


@issues.post("/issues/<issue_id>/resolution")
@door("issue.answer")
def resolve(issue_id: str) -> Response:
    """办结, with an answer and files."""
    return _say(issue_id, Act.RESOLVE, actions.resolve, _("已办结，等待提出单位销号。"))


@issues.post("/issues/<issue_id>/closure")
@door("issue.settle")
def close(issue_id: str) -> Response:
    """销号."""
    return _reasoned(issue_id, Act.CLOSE, actions.close, _("已销号。"))


@issues.post("/issues/<issue_id>/reopening")
@door("issue.settle")
def reopen(issue_id: str) -> Response:
    """退回重办."""
    return _reasoned(issue_id, Act.REOPEN, actions.reopen, _("已退回重新办理。"))


@issues.post("/issues/<issue_id>/withdrawal")
@door("issue.withdraw")
def withdraw(issue_id: str) -> Response:
    """撤回."""
    return _reasoned(issue_id, Act.WITHDRAW, actions.withdraw, _("问题已撤回。"))


@issues.post("/issues/<issue_id>/resumption")
@door("issue.supervise")
def resume(issue_id: str) -> Response:
    """恢复办理."""
    return _reasoned(issue_id, Act.RESUME, actions.resume, _("已恢复办理。"))


@issues.post("/issues/<issue_id>/escalations")
@door("issue.supervise")
def escalate(issue_id: str) -> Response:
    """Have the next step fire now."""
    return _reasoned(issue_id, Act.ESCALATE, actions.escalate, _("已提前升级，马上提醒相关人员。"))


@issues.post("/issues/<issue_id>/de-escalations")
@door("issue.supervise")
def deescalate(issue_id: str) -> Response:
    """One rung down."""
    return _reasoned(issue_id, Act.DEESCALATE, actions.deescalate, _("已降一级。"))


@issues.post("/issues/<issue_id>/hold")
@door("issue.supervise")
def hold(issue_id: str) -> Response:
    """挂账 until a date."""
    return _do(
        issue_id,
        Act.HOLD,
        lambda session, viewer: actions.hold(session, viewer, issue_id, _reason(), _date("review_on")),
        _("已挂账，时限暂停。"),
    )


@issues.post("/issues/<issue_id>/hand-over")
@door("issue.hand_over")
def hand_over(issue_id: str) -> Response:
    """转办 to another unit."""
    unit = request.form.get("unit", "")
    return _do(
        issue_id,
        Act.HAND_OVER,
        lambda session, viewer: actions.hand_over(session, viewer, issue_id, unit, _reason()),
        _("已转办，等待对方受理。"),
    )


@issues.post("/issues/<issue_id>/units")
@door("issue.supervise")
def assign(issue_id: str) -> Response:
    """The units that answer, `lead` first, then each `unit`."""
    units = tuple(dict.fromkeys(filter(None, [request.form.get("lead", ""), *request.form.getlist("unit")])))
    return _do(
        issue_id,
        Act.ASSIGN,
        lambda session, viewer: actions.assign(session, viewer, issue_id, units, _reason()),
        _("已指定责任单位。"),
    )


@issues.post("/issues/<issue_id>/due")
@door("issue.supervise")
def change_due(issue_id: str) -> Response:
    """Another due date."""
    return _do(
        issue_id,
        Act.CHANGE_DUE,
        lambda session, viewer: actions.change_due(session, viewer, issue_id, _date("due_on"), _reason()),
        _("已调整时限。"),
    )


@issues.post("/issues/<issue_id>/extensions")
@door("issue.answer")
def ask_extension(issue_id: str) -> Response:
    """申请延期."""
    return _do(
        issue_id,
        Act.ASK_EXTENSION,
        lambda session, viewer: actions.ask_extension(session, viewer, issue_id, _date("due_on"), _reason()),
        _("已申请延期，等待审批。审批前仍按原时限计时。"),
    )


@issues.post("/issues/<issue_id>/words")
@door("issue.settle")
def edit(issue_id: str) -> Response:
    """Mend the words."""
    given = {name: request.form.get(name, "") for name in ("title", "body", "kind")}
    return _do(
        issue_id,
        Act.EDIT,
        lambda session, viewer: actions.edit(session, viewer, issue_id, **given),
        _("已修改。"),
    )


def _say(issue_id: str, act: Act, do: Callable[..., object], said: str) -> Response:
    """A report or an answer: what its form brings of files is taken in before the transaction."""
    viewer, words, key = current_viewer(), request.form.get("text", ""), request.form.get("client_id", "")
    with reading() as session:
        require(session, viewer, "issue.answer", found_issue(session, viewer, issue_id))
    came = [*given_before(viewer, request.form.getlist("uploads"))]
    try:
        take_files(viewer, came)
    except (Invalid, TooLarge, RateLimited) as refusal:
        return again(issue_id, act, refusal, came)
    files = tuple(upload.public_id for upload in came)
    return _do(issue_id, act, lambda session, who: do(session, who, issue_id, words, key, files), said, came)


def _reasoned(issue_id: str, act: Act, do: Callable[..., object], said: str) -> Response:
    return _do(issue_id, act, lambda session, viewer: do(session, viewer, issue_id, _reason()), said)


def _do(issue_id: str, act: Act, do: Do, said: str, came: list[UploadView] | None = None) -> Response:
    """Do it and say so; a script gets nothing or the refusal, a form the page, or 待我处理 where it came from there."""
    try:
        with transaction() as session:
            do(session, current_viewer())
    except KEPT as refusal:
        if speaks_json():
            raise
        if request.form.get("back") == "home":
            flash(refusal.message, "soon")
            return done()
        return again(issue_id, act, refusal, came or [])
    if speaks_json():
        return Response(status=204)
    flash(said, "ok")
    return done() if request.form.get("back") == "home" else redirect(url_for("issues.issue", issue_id=issue_id), 303)


def again(issue_id: str, act: Act, refusal: HubError, came: list[UploadView]) -> Response:
    """The page with the form that was refused open, and what was typed in it."""
    units = tuple(request.form.getlist("unit"))
    written = Written(str(act), request.form.to_dict(), units, refusal.message, refusal.field or "", tuple(came))
    return with_retry(current_app.make_response((draw(issue_id, written), STATUS[refusal.code])), refusal)


def _reason() -> str:
    return request.form.get("reason", "")


def _date(name: str) -> date | None:
    return request.form.get(name, type=date.fromisoformat)
