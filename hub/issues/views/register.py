"""The page 台账: all issues in channels that the viewer is in, filtered and sorted by its address."""

from typing import Any

from flask import current_app, g, render_template, request, url_for
from sqlalchemy.orm import Session

from ...accounts.queries import directory
from ...channels import queries as channels
from ...core.db import reading
from ...core.viewer import Viewer
from ...web.doors import door
from ...web.viewer import current_viewer, viewer_or_none
from .. import queries
from ..lights import card_word
from ..listing import groups, tiers
from ..rules import kinds, severities, states
from . import issues
from .asked import asked, fields_of, register_url
from .bulk import acts


@issues.get("/issues")
@door("content")
def register() -> str:
    """A page of the register; `?after=` goes on from the page before."""
    viewer, wanted = current_viewer(), asked()
    with reading() as session:
        page = queries.register(session, viewer, wanted, request.args.get("after", ""))
        counts = queries.counts(session, viewer, wanted)
        values = choices(session, viewer)
    values |= {"page": page, "counts": counts, "wanted": wanted, "fields": fields_of(wanted), "acts": acts()}
    return render_template("issues/register.html", register_url=register_url, **values)


def choices(session: Session, viewer: Viewer) -> dict[str, Any]:
    """What the filters offer, and the words of the table."""
    return {
        "units": directory(session).units,
        "channels": channels.channels_of(session, viewer),
        "years": queries.years(session),
        **{"groups": groups(), "kinds": kinds(), "severities": severities(), "states": states(), "tiers": tiers()},
        "card_word": card_word,
    }


@issues.app_template_global()
def issue_url(public_id: str) -> str:
    """The address of an issue's page."""
    if "issues.issue" in current_app.view_functions:
        return url_for("issues.issue", issue_id=public_id)
    return f"/issues/{public_id}"


@issues.app_context_processor
def _strip() -> dict[str, Any]:
    return {"overdue_issues": overdue_issues}


def overdue_issues() -> queries.Count:
    """What is overdue for the viewer's unit, for the strip of every page; asked of the database once a request."""
    if "overdue_issues" not in g:
        viewer = viewer_or_none()
        if viewer is None:
            return queries.Count(0)
        with reading() as session:
            g.overdue_issues = queries.overdue_count(session, viewer)
    found: queries.Count = g.overdue_issues
    return found
