"""The page 督办台账: all follow-ups that the viewer may know of, filtered and sorted by its address."""

from flask import render_template, request

from ...accounts.queries import directory
from ...channels import queries as channels
from ...core.db import reading
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries
from ..lights import light_names
from ..listing import groups
from . import supervision
from .asked import asked, fields_of, register_url


@supervision.get("/follow-ups")
@door("content")
def register() -> str:
    """A page of the register; `?after=` goes on from the page before."""
    viewer, wanted = current_viewer(), asked()
    with reading() as session:
        page = queries.register(session, viewer, wanted, request.args.get("after", ""))
        values = {
            "page": page,
            "counts": queries.counts(session, viewer, wanted),
            "units": directory(session).units,
            "channels": channels.channels_of(session, viewer),
            "years": queries.years(session),
        }
    values |= {"wanted": wanted, "fields": fields_of(wanted), "groups": groups(), "lights": light_names()}
    return render_template("supervision/register.html", register_url=register_url, **values)
