"""The daily job of series: each is brought forward in a transaction of its own, so that one that fails keeps no other back."""

import logging

from ...core import periods
from ...core.db import OUT_OF_REACH, reading, transaction
from .following import Brought, bring_forward, locked_series
from .reactions import running

JOB = "plan_series"
log = logging.getLogger(__name__)


def plan_ahead() -> int:
    """Bring every series that goes on forward, once a day for each however many processes tick; how many were made."""
    with reading() as session:
        ids = running(session)
        ids = [id_ for id_ in ids if not periods.is_done(session, JOB, _period(id_))]
    return sum(_plan(id_).made for id_ in ids)


def _plan(series_id: int) -> Brought:
    try:
        with transaction() as session:
            if not periods.begin(session, JOB, _period(series_id)):
                return Brought()
            return bring_forward(session, locked_series(session, series_id))
    except OUT_OF_REACH:
        raise
    except Exception:
        log.exception("series %d was not planned", series_id)
        return Brought()


def _period(series_id: int) -> str:
    """A day and a series: the mark that is left in `core.periods`."""
    return f"{periods.today()}-{series_id}"
