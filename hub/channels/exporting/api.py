"""The API's doors to exports: ask for one, follow it; the file itself is at the address that it then names."""

from flask import Blueprint, request

from ...core.db import reading, transaction
from ...core.policy import require_sight
from ...core.viewer import Viewer
from ...web.api import api_route
from ...web.viewer import current_viewer
from .. import queries as channels
from ..wire.exporting import ExportAnswer, NewExport, export_answer, export_form
from . import actions, queries

exports_api = Blueprint("exports_api", __name__)


@exports_api.before_request
def ask_policy() -> None:
    """Refuse outsiders before a word of the request is read: a 422 would tell them that the channel is there."""
    channel = (request.view_args or {}).get("channel")
    if channel is not None:
        with reading() as session:
            viewer = current_viewer()
            require_sight(session, viewer, "channel.export", channels.thing(session, viewer, channel=channel))


@api_route(
    exports_api, "POST", "/channels/<channel>/exports", rule="channel.export", answer=ExportAnswer, body=NewExport,
    statuses=(201,),
)  # fmt: skip
def ask_export(viewer: Viewer, channel: str, body: NewExport) -> tuple[ExportAnswer, int]:
    """Ask for a channel's messages of some days as a file; it is made aside."""
    with transaction() as session:
        return export_answer(actions.ask_export(session, viewer, channel, export_form(body))), 201


@api_route(exports_api, "GET", "/exports/<export>", rule="export.read", answer=ExportAnswer)
def get_export(viewer: Viewer, export: str) -> ExportAnswer:
    """See how far an export of yours is, and where its file is."""
    with reading() as session:
        return export_answer(queries.export(session, viewer, export))
