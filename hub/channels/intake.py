"""What many send at once is committed together: whoever comes first leads, and takes along who waits (docs/adr/0003)."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import Generic, TypeVar

from gevent import get_hub, sleep
from gevent.monkey import is_module_patched
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from ..core.db import transaction
from ..core.errors import HubError
from ..core.viewer import Viewer
from . import actions, pace
from .posting import post_all
from .read_marks import Mark, mark_all
from .shapes import MessageDraft, MessageView, Posted

MOST_TOGETHER = 64

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class _Ticket(Generic[Asked, Given]):
    """Something that waits to be written, and in the end what became of it."""

    __slots__ = ("asked", "outcome")

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.outcome: Given | Exception | None = None


class Intake(Generic[Asked, Given]):
    """A queue before one kind of writing; `write(session, asked)` says for each, in order, what it gives or its refusal.

    What is written must be safe to write twice: when a leader is killed after its commit, those it led are led again.
    """

    def __init__(self, write: Callable[[Session, Sequence[Asked]], Sequence[Given | HubError]]) -> None:
        self._write = write
        self._waiting: deque[_Ticket[Asked, Given]] = deque()
        self._lead = threading.Lock()

    def take(self, asked: Asked) -> Given:
        """Commit it together with whatever else waits, and give what came of it, or raise its own refusal."""
        ticket: _Ticket[Asked, Given] = _Ticket(asked)
        self._waiting.append(ticket)
        try:
            while ticket.outcome is None:
                with self._lead:
                    if ticket.outcome is None:
                        self._lead_the_way()
        except BaseException:
            with suppress(ValueError):  # nobody is there any more to hear what becomes of it
                self._waiting.remove(ticket)
            raise
        if isinstance(ticket.outcome, Exception):
            raise ticket.outcome
        return ticket.outcome

    def _lead_the_way(self) -> None:
        _next_turn()
        together = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        try:
            self._commit(together)
        except Exception as error:  # whatever it was, nobody may wait for ever
            self._answer(together, [error] * len(together))
        except BaseException:  # this greenlet is killed: those it led choose another
            self._waiting.extendleft(ticket for ticket in reversed(together) if ticket.outcome is None)
            raise

    def _commit(self, together: list[_Ticket[Asked, Given]]) -> None:
        try:
            with transaction() as session:
                outcomes = self._write(session, [ticket.asked for ticket in together])
        except (IntegrityError, DataError):
            self._commit_singly(together)
        else:
            self._answer(together, outcomes)

    def _commit_singly(self, together: list[_Ticket[Asked, Given]]) -> None:
        """Another process took the same key meanwhile, or the like: one by one, so that only the one at fault feels it."""
        for ticket in together:
            try:
                with transaction() as session:
                    outcomes = self._write(session, [ticket.asked])
            except (IntegrityError, DataError) as error:
                ticket.outcome = error
            else:
                self._answer([ticket], outcomes)

    @staticmethod
    def _answer(together: list[_Ticket[Asked, Given]], outcomes: Sequence[Given | Exception]) -> None:
        for ticket, outcome in zip(together, outcomes, strict=True):
            ticket.outcome = outcome


def _next_turn() -> None:
    """Let those come aboard whose requests have arrived already: one turn of the loop, which reads all sockets.

    Nothing gives way inside a transaction, so without this everybody would lead alone where commits are quick.
    Measured with ten senders: 430 posts/s without, 730 after `sleep(0)`, which reads no sockets, 3,900 this way.
    """
    if is_module_patched("threading"):
        hub = get_hub()
        with closing(hub.loop.timer(0)) as now:
            hub.wait(now)
        sleep(0)  # timers come before sockets in one turn


_posts: Intake[tuple[Viewer, MessageDraft], Posted] = Intake(post_all)
_marks: Intake[Mark, int] = Intake(mark_all)


def post(viewer: Viewer, draft: MessageDraft) -> Posted:
    """Commit the post, together with whatever else waits, and say where it stands.

    Raises the refusals of `post_all` for this post alone, and RateLimited. Opens its own transaction: call it outside of
    any.
    """
    pace.count(viewer.person_id)
    return _posts.take((viewer, draft))


def edit(viewer: Viewer, message: str, body: str) -> MessageView:
    """Give one's message (public id) other words; as `actions.edit_message`, and RateLimited: everybody is told of each."""
    pace.count(viewer.person_id)
    with transaction() as session:
        return actions.edit_message(session, viewer, message, body)


def mark_read(viewer: Viewer, channel: str, seq: int) -> int:
    """Move a read mark, together with whatever others move, and say where it stands; as `actions.mark_read`."""
    return _marks.take((viewer, channel, seq))
