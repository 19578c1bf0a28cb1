"""Everybody connected is kept to what they may still see, before anything is delivered."""

import gevent
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.models import Channel
from .audience import Connection
from .fanout import Fanout
from .rights import Watch

GOODBYE_SECONDS = 1.0
"""What somebody who must go has to hear why, before the wire is cut."""


class Keeper:
    """Puts out whoever may not be here any more, and tells the others which channels they lost."""

    def __init__(self, watch: Watch, fanout: Fanout) -> None:
        self._watch = watch
        self._fanout = fanout

    def keep(self, session: Session) -> None:
        """Put out whoever may not be here any more; one read while nothing has changed."""
        if not self._watch.has_moved():
            return
        gone, changed = self._watch.apply(session)
        for connection in gone:
            self._put_out(connection)
        self._tell_lost(session, changed)
        self._fanout.send(list(changed), "stream", {"action": "refresh", "target": "items"})

    def _tell_lost(self, session: Session, changed: dict[Connection, set[int]]) -> None:
        lost = set().union(*changed.values()) if changed else set()
        found = select(Channel.id, Channel.public_id).where(Channel.id.in_(lost))
        names = dict(session.execute(found).all()) if lost else {}
        for connection, channels in changed.items():
            for channel_id in channels & names.keys():
                told = {"channel": names[channel_id], "action": "remove", "target": "channel"}
                self._fanout.send([connection], "stream", told)

    def _put_out(self, connection: Connection) -> None:
        self._fanout.send([connection], "bye", {"reason": "signed_out", "retry_in_ms": 0})
        gevent.spawn_later(GOODBYE_SECONDS, connection.wire.leave)  # whoever heard it has left by then
