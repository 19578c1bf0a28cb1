"""Who comes in and who goes: the gate before the upgrade, then CONNECT by session or by token."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from socketio.exceptions import ConnectionRefusedError

from ..accounts.queries import viewer_of_token
from ..core.db import reading
from ..core.i18n import _
from .audience import Audience, Connection, Wire
from .gate import BAD, MANY, TICKET, Gate, Ticket
from .rights import Watch, readable_channels
from .streams import Streams

_CODES = {BAD: "invalid", MANY: "rate_limited"}


class Reception:
    """At the door of one process."""

    gate: Gate

    def __init__(self, audience: Audience, watch: Watch, streams: Streams, wire_of: Callable[[str], Wire]) -> None:
        self.is_closing = False
        self._audience = audience
        self._watch = watch
        self._streams = streams
        self._wire_of = wire_of

    def close(self) -> None:
        """Let nobody in any more."""
        self.is_closing = self.gate.is_closing = True

    def depart(self, environ: dict[str, Any]) -> None:
        """The socket of this request is over."""
        ticket = environ.get(TICKET)
        if ticket is not None:
            self.gate.leave(ticket)

    def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """CONNECT: by the key that the gate has seen, or by `auth: {token}`; refuses with `{code, message}`."""
        ticket: Ticket = environ[TICKET]
        if auth not in (None, {}):
            self._admit_by_token(ticket, auth)
        viewer, ticket.viewer = ticket.viewer, None
        if viewer is None or self.is_closing:
            raise _refused("denied")
        with reading() as session:
            channels = readable_channels(session, {viewer.person_id})[viewer.person_id]
        connection = Connection(sid, self._wire_of(sid), viewer, ticket.epoch, monotonic())
        self._audience.admit(connection, channels)
        if self._watch.epoch != ticket.epoch:
            self._watch.doubt()
            self._streams.wake()

    def _admit_by_token(self, ticket: Ticket, auth: object) -> None:
        token = auth.get("token") if isinstance(auth, dict) and len(auth) == 1 else None
        if not isinstance(token, str):
            raise _refused("invalid")
        status = self.gate.admit(ticket, lambda session: viewer_of_token(session, token))
        if status is not None:
            raise _refused(_CODES.get(status, "denied"))


def _refused(code: str) -> ConnectionRefusedError:
    message = _("操作太快，请稍候再试。") if code == "rate_limited" else _("请先登录，或检查令牌是否有效。")
    return ConnectionRefusedError(message, {"code": code, "message": message})
