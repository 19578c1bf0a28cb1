"""Noting that somebody is there, so that only idle sessions end; a write once a minute, not at each request."""

import logging
from collections.abc import Hashable
from datetime import datetime

from ..core import clock
from ..core.db import OUT_OF_REACH, engine, transaction
from ..core.viewer import Viewer
from .actions import note_activity
from .rules.expiry import NOTED_EVERY

log = logging.getLogger(__name__)

MANY = 10_000

_noted_at: dict[tuple[Hashable, ...], datetime] = {}


def note(viewer: Viewer) -> None:
    """Called by the doors when a person (not a timer of their page) has done something; outside of transactions."""
    if viewer.session_id is None and viewer.token_id is None:
        return
    key = (engine().url, viewer.session_id, viewer.token_id)
    now = clock.now()
    last = _noted_at.get(key)
    if last is not None and last <= now < last + NOTED_EVERY:
        return
    if len(_noted_at) > MANY:
        _noted_at.clear()
    _noted_at[key] = now
    try:
        with transaction() as session:
            note_activity(session, viewer)
    except OUT_OF_REACH as error:  # whoever only reads must not be refused because nothing can be written
        log.warning("could not note who is there: %s", getattr(error, "orig", None) or error)
