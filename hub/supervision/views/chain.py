"""The pages of chains: of a channel's work item, and of an issue."""

from flask import render_template
from sqlalchemy import select

from ...channels import queries as channels
from ...channels.models import Channel
from ...core.db import reading
from ...core.i18n import _
from ...core.policy import require_sight, sought
from ...issues.models import Issue
from ...web.doors import door
from ...web.viewer import current_viewer
from ..chain import queries
from . import supervision


@supervision.get("/channels/<channel_id>/chain")
@door("channel.read")
def channel_chain(channel_id: str) -> str:
    """What was raised in a channel, and what came of it."""
    viewer = current_viewer()
    with reading() as session:
        require_sight(session, viewer, "channel.read", channels.thing(session, viewer, channel=channel_id))
        row = session.query(Channel).filter_by(public_id=channel_id).one()
        found = queries.of_channel(session, viewer, row.id)
    return render_template("supervision/chain.html", chain=found, title=row.title, channel=row.public_id, issue="")


@supervision.get("/issues/<issue_id>/chain")
@door("issue.read")
def issue_chain(issue_id: str) -> str:
    """What came of an issue."""
    viewer = current_viewer()
    with reading() as session:
        row = sought(session, viewer, "issue.read", select(Issue).where(Issue.public_id == issue_id))
        found = queries.of_issue(session, viewer, row)
        title, channel = row.called, row.channel.public_id
    return render_template("supervision/chain.html", chain=found, title=title, channel=channel, issue=issue_id)


@supervision.app_template_global()
def chain_kinds() -> dict[str, str]:
    """What kinds of things a chain is made of."""
    return {
        "issue": _("问题"),
        "topic": _("议题"),
        "consultation": _("会商"),
        "minutes": _("会议纪要"),
        "follow_up": _("督办事项"),
    }
