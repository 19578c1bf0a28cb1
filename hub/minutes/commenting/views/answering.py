"""The units' doors: a comment, none, one taken back."""

from flask import request
from werkzeug.wrappers import Response

from ....core.i18n import _
from ....web.doors import door
from ...editing.views.asked import number
from ...editing.views.stepping import do_step
from .. import actions
from ..shapes import CommentDraft
from . import commenting


@commenting.post("/minutes/<minutes_id>/comments")
@door("minutes.comment")
def comment(minutes_id: str) -> Response:
    """A comment of my unit's on a passage (`about`), or on the whole."""
    about = request.form.get("about", "")
    draft = CommentDraft(request.form.get("text", ""), about, number("number"), request.form.get("proposal", ""))
    return do_step(
        minutes_id,
        lambda session, viewer: actions.comment(session, viewer, minutes_id, draft),
        _("意见已提交，期限前可以撤回或再提。"),
        f"p-{about}" if about else None,
    )


@commenting.post("/minutes/<minutes_id>/comments/none")
@door("minutes.comment")
def no_comments(minutes_id: str) -> Response:
    """无意见, for my unit."""
    return do_step(
        minutes_id,
        lambda session, viewer: actions.no_comments(session, viewer, minutes_id),
        _("已为本单位回复无意见。"),
    )


@commenting.post("/minutes/<minutes_id>/comments/<comment_id>/withdrawal")
@door("minutes.comment")
def take_back(minutes_id: str, comment_id: str) -> Response:
    """撤回."""
    return do_step(
        minutes_id,
        lambda session, viewer: actions.take_back(session, viewer, minutes_id, comment_id),
        _("意见已撤回。"),
    )
