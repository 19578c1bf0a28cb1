"""Who may open a socket: decided before the upgrade where there is a key to look at, and by CONNECT's token otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy.orm import Session
from werkzeug.http import parse_cookie

from ..accounts.access import epoch
from ..accounts.queries import viewer_of_session, viewer_of_token
from ..core.config import Settings
from ..core.db import reading
from ..core.viewer import Viewer
from ..web.viewer import COOKIE
from .limits import Limits

BAD, UNKNOWN, FOREIGN, MANY, CLOSING = (
    "400 Bad Request",
    "401 Unauthorized",
    "403 Forbidden",
    "429 Too Many Requests",
    "503 Service Unavailable",
)
TICKET = "hub.ticket"


@dataclass(slots=True)
class Ticket:
    """What the gate found out about a request: where it comes from, and whose it is if it carried a key.

    `epoch` is how rights stood when `viewer` was looked up; `seat` is the person whose seat the socket holds.
    """

    address: str
    viewer: Viewer | None = None
    epoch: int = -1
    seat: int | None = None


class Gate:
    """Stands before the upgrade; `is_closing` once the server goes down."""

    def __init__(self, settings: Settings, limits: Limits) -> None:
        self._origins = settings.allowed_origins
        self._limits = limits
        self.is_closing = False

    def enter(self, environ: dict[str, Any]) -> str | None:
        """None, with a Ticket in `environ`, for a request that may be upgraded; else the status to refuse it with."""
        if self.is_closing:
            return CLOSING
        if not _is_upgrade(environ):
            return BAD
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin.lower() not in self._origins:
            return FOREIGN
        ticket = environ[TICKET] = Ticket(environ.get("REMOTE_ADDR", ""))
        lookup = _key(environ, with_cookie=origin is not None)
        return self._admit_stranger(ticket) if lookup is None else self.admit(ticket, lookup)

    def admit(self, ticket: Ticket, lookup: Callable[[Session], Viewer | None]) -> str | None:
        """Find the ticket's viewer and give them a seat; else the status to refuse with."""
        with reading() as session:
            now = epoch(session)
            viewer = lookup(session)
        if viewer is None:
            return UNKNOWN if self._limits.allows_stranger(ticket.address) else MANY
        if viewer.must_change_password and viewer.token_id is None:
            return FOREIGN
        if ticket.seat is not None:
            self.leave(ticket)
        if not self._limits.allows_connect(viewer.person_id) or not self._limits.take_seat(viewer.person_id):
            return MANY
        ticket.viewer, ticket.epoch, ticket.seat = viewer, now, viewer.person_id
        return None

    def _admit_stranger(self, ticket: Ticket) -> str | None:
        return None if self._limits.allows_stranger(ticket.address) else MANY

    def leave(self, ticket: Ticket) -> None:
        """Give the seat back."""
        if ticket.seat is not None:
            self._limits.free_seat(ticket.seat)
            ticket.seat = None


def _is_upgrade(environ: dict[str, Any]) -> bool:
    query = parse_qs(environ.get("QUERY_STRING", ""))
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        and query.get("transport") == ["websocket"]
        and query.get("EIO") == ["4"]
        and "sid" not in query
    )


def _key(environ: dict[str, Any], with_cookie: bool) -> Callable[[Session], Viewer | None] | None:
    """How to find out whose request this is. A cookie counts only together with an Origin, which every browser sends."""
    kind, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind:
        return lambda session: viewer_of_token(session, token.strip()) if kind.lower() == "bearer" else None
    secret = parse_cookie(environ).get(COOKIE) if with_cookie else None
    return (lambda session: viewer_of_session(session, secret)) if secret else None
