"""The deliverer: takes rows of the outbox, says them outside of any transaction, and notes what became of each.

At least once: whoever is killed between the last word and the note has said it, and it is said again. Several may run, in
as many processes as there are.
"""

import logging
import random
import time
from collections import Counter
from datetime import timedelta

from sqlalchemy import delete

from ..core import clock
from ..core.db import reading, transaction
from ..core.i18n import speaking
from . import lease, together
from .composing import Ready, Suppressed, TakenAlong, compose
from .lease import Leased
from .models import PushSubscription
from .rules import retry_after
from .senders import TIMEOUT_SECONDS, Gone, NotSaid, Refused, Unreachable

log = logging.getLogger(__name__)

RUN_SECONDS = 10.0
"""After which a run takes nothing more: the next tick goes on."""
LATER = timedelta(seconds=30)
MARGIN = timedelta(seconds=2 * TIMEOUT_SECONDS)
"""What must be left of a lease before a send begins, so that it ends while the row is still ours."""
Destination = tuple[str, int | None]


def deliver() -> Counter[str]:
    """Say everything that is due, as long as the run lasts; returns how many rows came to which end."""
    done: Counter[str] = Counter()
    silent: set[Destination] = set()
    end = time.monotonic() + RUN_SECONDS
    while time.monotonic() < end and lease.is_anything_due():
        rows = lease.take()
        if not rows:
            break
        _deliver_batch(rows, silent, done)
    return done


def _deliver_batch(rows: list[Leased], silent: set[Destination], done: Counter[str]) -> None:
    """Each in turn; what goes where nobody answered just now waits without costing an attempt, and holds up nobody."""
    left = []
    for row in rows:
        if _destination(row) in silent or clock.now() + MARGIN > row.until:
            left.append(row)
        else:
            done[_deliver_one(row, silent)] += 1
    if left:
        with transaction() as session:
            lease.give_back(session, left, LATER)


def _destination(row: Leased) -> Destination:
    return (row.way, row.target_id or row.subscription_id)


def _deliver_one(row: Leased, silent: set[Destination]) -> str:
    try:
        with reading() as session:
            ready = compose(session, row)
        _say(ready)
    except TakenAlong:
        return together.TOGETHER
    except Suppressed as suppressed:
        return _settled(row, "suppressed", str(suppressed))
    except Gone as gone:
        _forget_browser(row)
        return _settled(row, "suppressed", gone.reason)
    except Refused as refused:
        return _settled(row, "dead", refused.reason)
    except Unreachable as unreachable:
        if not unreachable.reason.startswith("smtp 4"):  # that is about one mailbox
            silent.add(_destination(row))
        return _put_off(row, unreachable)
    return _settled(row, "sent", taken_along=ready.taken_along)


def _say(ready: Ready) -> None:
    """An error that nobody foresaw is one of this notice alone; its words may be anybody's, so that only its name is logged."""
    try:
        with speaking(ready.locale):
            ready.sender.send(ready.notice)
    except NotSaid:
        raise
    except Exception as error:
        log.error("sending failed: %s", type(error).__name__)
        raise Unreachable(f"fault {type(error).__name__}") from error


def _settled(row: Leased, state: str, reason: str = "", taken_along: tuple[int, ...] = ()) -> str:
    with transaction() as session:
        lease.settle(session, row, state, reason)
        if taken_along:
            together.settle(session, taken_along)
    if state == "dead":
        log.warning("notice %d is dead: %s", row.id, reason)
    return state


def _put_off(row: Leased, error: NotSaid) -> str:
    wait = retry_after(row.attempts + 1, random.random())  # noqa: S311 (only spreads the tries)
    if wait is None:
        return _settled(row, "dead", error.reason)
    with transaction() as session:
        lease.put_off(session, row, wait, error.reason)
    return "retry"


def _forget_browser(row: Leased) -> None:
    with transaction() as session:
        session.execute(delete(PushSubscription).where(PushSubscription.id == row.subscription_id))
