"""The page 议题库: all topics that the viewer may know of, by groups of states."""

from flask import render_template, request

from ....core.db import reading
from ....core.policy import can
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import queries
from ..rules import groups
from . import topics

FURTHEST = 1_000_000
"""No list of topics goes on for so long."""


@topics.get("/topics")
@door("content")
def listing() -> str:
    """A group of topics, `?group=`, `?mine=1` those of the viewer's unit, `?after=` from a place on."""
    viewer = current_viewer()
    named = groups()
    group = request.args.get("group", "proposed")
    group = group if group in named else "proposed"
    is_mine, after = bool(request.args.get("mine")), min(max(0, request.args.get("after", 0, type=int)), FURTHEST)
    with reading() as session:
        lines, following = queries.listed(session, viewer, group, is_mine=is_mine, after=after)
        counts = queries.counts(session, viewer, is_mine=is_mine)
        may_propose = can(session, viewer, "topic.propose")
    return render_template(
        "meetings/topics/list.html",
        lines=lines,
        following=following,
        counts=counts,
        groups=named,
        group=group,
        is_mine=is_mine,
        may_propose=may_propose,
    )
