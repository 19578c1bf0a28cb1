"""Senders: each says one notice by one way, or raises what went wrong. They know no database and no Flask."""

from typing import Protocol

from ..shapes import Notice

TIMEOUT_SECONDS = 10.0
"""That one notice may take, from the first look at a name to the last word of the answer."""


class Sender(Protocol):
    """One way to one recipient."""

    def send(self, notice: Notice) -> None:
        """Say it once. Raises Unreachable, Refused or Gone."""


class NotSaid(Exception):
    """A notice did not get through. `reason` is kept and shown to the office; it holds no words of anybody's, and no address.

    `detail` is what the other side answered, shown only to whoever tries a target by hand.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason[:40]
        self.detail = " ".join(detail.split())[:200]


class Unreachable(NotSaid):
    """Nobody answers, or not now: it is tried again."""


class Refused(NotSaid):
    """The other side will not take it, however often it is tried."""


class Gone(NotSaid):
    """The recipient is there no more: a browser that has taken its subscription back."""
