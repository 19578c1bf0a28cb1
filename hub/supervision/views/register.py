"""The page 督办台账: all follow-ups that the viewer may know of, filtered and sorted by its address."""

from dataclasses import replace

from flask import render_template, request

from ...accounts.queries import directory
from ...channels import queries as channels
from ...core.db import reading
from ...core.errors import Invalid
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries
from ..lights import light_names
from ..listing import RegisterFilter, cleaned, groups
from . import supervision
from .asked import asked, fields_of, register_url


@supervision.get("/follow-ups")
@door("content")
def register() -> tuple[str, int]:
    """A page of the register; `?after=` goes on from the page before. Days that cannot be are said, and stay in the form."""
    viewer, wanted = current_viewer(), asked()
    shown, fault = _with_days_that_can_be(wanted)
    with reading() as session:
        page = queries.register(session, viewer, shown, request.args.get("after", ""))
        values = {
            "page": page,
            "counts": queries.counts(session, viewer, shown),
            "units": directory(session).units,
            "channels": channels.channels_of(session, viewer),
            "years": queries.years(session),
        }
    values |= {"wanted": wanted, "fields": fields_of(wanted), "groups": groups(), "lights": light_names()}
    drawn = render_template("supervision/register.html", register_url=register_url, fault=fault, **values)
    return drawn, 422 if fault else 200


def _with_days_that_can_be(wanted: RegisterFilter) -> tuple[RegisterFilter, str]:
    """The filter, without its days where they are refused, and why."""
    try:
        return cleaned(wanted), ""
    except Invalid as refusal:
        if refusal.field not in {"first_on", "last_on"}:
            raise
        return replace(wanted, first_on=None, last_on=None), refusal.message
