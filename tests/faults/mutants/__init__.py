"""Faults that are planted into a test's own server process to prove that the checkers can fail.

Each is what a plausible mistake would do: tests/faults/test_mutants.py says which checker must notice it.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import gevent
from gevent.event import AsyncResult

from hub.channels import intake
from hub.core import events, policy
from hub.core.db import transaction
from hub.realtime import rights

LATE_SECONDS = 0.05


def acknowledge_before_commit() -> None:
    """Say where a message stands, then commit a moment later."""

    def take(self: Any, asked: Any) -> Any:
        result: AsyncResult = AsyncResult()

        def write() -> None:
            with transaction() as session:
                result.set(self._write(session, [asked])[0])
                gevent.sleep(LATE_SECONDS)

        gevent.spawn(write)
        outcome = result.get()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    intake.Intake.take = take  # type: ignore[method-assign]


def notify_before_commit() -> None:
    """Push a message, then commit it a moment later."""
    write = intake._posts._write

    def early(session: Any, asked: Any) -> Any:
        outcomes = write(session, asked)
        events.publish(session.info.pop("events", []))
        gevent.sleep(LATE_SECONDS)
        return outcomes

    intake._posts._write = early


def no_unique_key() -> None:
    """Take a retry for a message of its own."""
    write, seen, numbers = intake._posts._write, set(), count()

    def twice(session: Any, asked: Any) -> Any:
        renamed = []
        for viewer, draft in asked:
            key = (viewer.person_id, draft.client_id)
            again = replace(draft, client_id=f"{draft.client_id}~{next(numbers)}")
            renamed.append((viewer, again if key in seen else draft))
            seen.add(key)
        return write(session, renamed)

    intake._posts._write = twice


def anybody_may_open() -> None:
    """Ask no policy when a channel is opened or read."""
    policy.rule("channel.read")(lambda _session, _viewer, _thing: True)


def rights_are_frozen() -> None:
    """Believe for ever what was looked up at the connect."""
    rights.Watch.has_moved = lambda _self: False  # type: ignore[method-assign]


FAULTS: dict[str, Callable[[], None]] = {
    "acknowledge before commit": acknowledge_before_commit,
    "notify before commit": notify_before_commit,
    "no unique key": no_unique_key,
    "anybody may open": anybody_may_open,
    "rights are frozen": rights_are_frozen,
}
