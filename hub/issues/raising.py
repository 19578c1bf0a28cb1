"""Raising from a door: its own transaction, and once more when the same key arrives twice at the same moment."""

from sqlalchemy.exc import IntegrityError

from ..core.db import transaction
from ..core.viewer import Viewer
from . import actions
from .shapes import IssueDraft


def raise_once(viewer: Viewer, draft: IssueDraft) -> str:
    """Raise it and give its public id; the same `client_id`, even at once, gives the issue that it raised.

    Raises what `actions.raise_issue` does. Opens its own transaction: call it outside of any.
    """
    try:
        return _raise(viewer, draft)
    except IntegrityError:  # another request with this key has just committed: its issue is there now
        return _raise(viewer, draft)


def _raise(viewer: Viewer, draft: IssueDraft) -> str:
    with transaction() as session:
        return actions.raise_issue(session, viewer, draft).public_id
