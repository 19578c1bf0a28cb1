"""What the office says to a topic, and the unit that proposed it, by the forms of its page."""

from collections.abc import Callable
from datetime import date

from flask import current_app, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core.db import transaction
from ....core.errors import Conflict, Invalid, TooLarge
from ....core.i18n import _
from ....core.viewer import Viewer
from ....web.doors import door
from ....web.errors import STATUS, speaks_json
from ....web.viewer import current_viewer
from .. import actions
from ..rules import TopicAct
from . import topics
from .page import Written, draw

KEPT = (Invalid, TooLarge, Conflict)
"""Refusals after which the page stands there with what was typed."""
Do = Callable[[Session, Viewer], object]


@topics.post("/topics/<topic_id>/acceptance")
@door("topic.decide")
def accept(topic_id: str) -> Response:
    """采纳."""
    return _do(topic_id, TopicAct.ACCEPT, lambda s, who: actions.accept(s, who, topic_id, _reason()), _("已采纳。"))


@topics.post("/topics/<topic_id>/merger")
@door("topic.decide")
def merge(topic_id: str) -> Response:
    """合并到另一个议题."""
    into = request.form.get("into", "")
    return _do(topic_id, TopicAct.MERGE, lambda s, who: actions.merge(s, who, topic_id, into, _reason()), _("已合并。"))


@topics.post("/topics/<topic_id>/deferral")
@door("topic.decide")
def defer(topic_id: str) -> Response:
    """暂缓 until a date."""
    until = request.form.get("until", type=date.fromisoformat)
    return _do(
        topic_id, TopicAct.DEFER, lambda s, who: actions.defer(s, who, topic_id, until, _reason()), _("已暂缓。")
    )


@topics.post("/topics/<topic_id>/rejection")
@door("topic.decide")
def reject(topic_id: str) -> Response:
    """不采纳, with a reason."""
    return _do(
        topic_id, TopicAct.REJECT, lambda s, who: actions.reject(s, who, topic_id, _reason()), _("已答复不采纳。")
    )


@topics.post("/topics/<topic_id>/reconsideration")
@door("topic.decide")
def undo(topic_id: str) -> Response:
    """Back to 待研究."""
    return _do(topic_id, TopicAct.UNDO, lambda s, who: actions.undo(s, who, topic_id), _("已恢复为待研究。"))


@topics.post("/topics/<topic_id>/withdrawal")
@door("topic.withdraw")
def withdraw(topic_id: str) -> Response:
    """撤回, by the unit that proposed it."""
    return _do(topic_id, TopicAct.WITHDRAW, lambda s, who: actions.withdraw(s, who, topic_id), _("议题已撤回。"))


def _do(topic_id: str, act: TopicAct, do: Do, said: str) -> Response:
    try:
        with transaction() as session:
            do(session, current_viewer())
    except KEPT as refusal:
        if speaks_json():
            raise
        written = Written(str(act), request.form.to_dict(), refusal.message, refusal.field or "")
        return current_app.make_response((draw(topic_id, written), STATUS[refusal.code]))
    if speaks_json():
        return Response(status=204)
    flash(said, "ok")
    return redirect(url_for("topics.topic", topic_id=topic_id), 303)


def _reason() -> str:
    return request.form.get("reason", "")
