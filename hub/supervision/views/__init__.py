"""Pages of follow-ups 督办事项: the register 督办台账, each follow-up, what is done to it, and what the office sets."""

from typing import Any

from flask import Blueprint, g

from ...core.db import reading
from ...issues.queries.counting import Count
from ...web.viewer import current_viewer, viewer_or_none
from .. import queries, rules
from ..shapes import Card
from ..words import act_name

supervision = Blueprint("supervision", __name__)
supervision.add_app_template_global(act_name, "follow_up_act")
supervision.add_app_template_global(rules.states, "follow_up_states")


@supervision.app_template_global()
def follow_ups_of(*, minutes: str = "", issue: str = "", channel: str = "") -> list[Card]:
    """The follow-ups of minutes, of an issue, or of a channel (public ids) that the viewer may know of, for its page."""
    viewer = current_viewer()
    with reading() as session:
        if minutes:
            return queries.of_minutes(session, viewer, minutes)
        return queries.of_issue(session, viewer, issue) if issue else queries.of_channel(session, viewer, channel)


@supervision.app_context_processor
def _strip() -> dict[str, Any]:
    return {"overdue_follow_ups": overdue_follow_ups}


def overdue_follow_ups() -> Count:
    """What is overdue for the viewer's unit, for the strip of every page; asked of the database once a request."""
    if "overdue_follow_ups" not in g:
        viewer = viewer_or_none()
        if viewer is None:
            return Count(0)
        with reading() as session:
            g.overdue_follow_ups = queries.overdue_count(session, viewer)
    found: Count = g.overdue_follow_ups
    return found


from . import acts, chain, export, page, register, setting  # noqa: E402, F401 (they hang their doors here)
