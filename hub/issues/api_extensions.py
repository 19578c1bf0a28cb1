"""Requests for more time, as programs ask for them and decide them."""

from ..core.db import reading, transaction
from ..core.errors import NotFound
from ..core.i18n import _
from ..core.viewer import Viewer
from ..web.api import api_route
from . import actions
from .api import issues_api
from .models import Issue
from .sheet import sheet
from .wire import ExtensionRef, extension_ref
from .wire_asked import DueOn, Noted, Reasoned


@api_route(
    issues_api, "POST", "/issues/<issue>/extensions", rule="issue.answer", answer=ExtensionRef, body=DueOn,
    statuses=(201,),
)  # fmt: skip
def ask_extension(viewer: Viewer, issue: str, body: DueOn) -> tuple[ExtensionRef, int]:
    """Ask for a later due date, for your unit."""
    with transaction() as session:
        asked = actions.ask_extension(session, viewer, issue, body.due_on, body.reason).public_id
    return _extension(viewer, issue, asked), 201


@api_route(
    issues_api, "POST", "/extensions/<extension>/approval", rule="extension.decide", answer=ExtensionRef, body=Noted,
    statuses=(201,),
)  # fmt: skip
def approve_extension(viewer: Viewer, extension: str, body: Noted) -> tuple[ExtensionRef, int]:
    """Approve a request for more time: the due date moves."""
    return _decide(viewer, extension, body.reason, is_approved=True), 201


@api_route(
    issues_api, "POST", "/extensions/<extension>/refusal", rule="extension.decide", answer=ExtensionRef, body=Reasoned,
    statuses=(201,),
)  # fmt: skip
def refuse_extension(viewer: Viewer, extension: str, body: Reasoned) -> tuple[ExtensionRef, int]:
    """Refuse a request for more time, with a reason."""
    return _decide(viewer, extension, body.reason, is_approved=False), 201


def _decide(viewer: Viewer, extension: str, reason: str, *, is_approved: bool) -> ExtensionRef:
    with transaction() as session:
        asked = actions.decide_extension(session, viewer, extension, is_approved=is_approved, reason=reason)
        issue = session.get_one(Issue, asked.issue_id).public_id
    return _extension(viewer, issue, extension)


def _extension(viewer: Viewer, issue: str, extension: str) -> ExtensionRef:
    with reading() as session:
        found = sheet(session, viewer, issue).extensions
    for one in found:
        if one.public_id == extension:
            return extension_ref(one)
    raise NotFound(_("没有找到，或者您无权查看。"))
