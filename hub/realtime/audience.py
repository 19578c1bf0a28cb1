"""Who is connected to this process, which channels each may read, and which each has open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ..core.viewer import Viewer


class Way(Protocol):
    """The way out to one socket."""

    def send(self, frame: bytes) -> int:
        """Take a frame; never waits."""


class Wire(Protocol):
    """The socket under a connection, as far as this floor needs it."""

    @property
    def outbound(self) -> Way:
        """Where frames go."""

    def leave(self) -> None:
        """Close politely."""


@dataclass(slots=True, eq=False)
class Connection:
    """One socket that has been let in.

    `viewer` is as of `epoch` and the monotonic second `looked_up_at`; nothing is decided on it without asking `Rights`.
    """

    sid: str
    wire: Wire
    viewer: Viewer
    epoch: int
    looked_up_at: float
    channels: frozenset[int] = frozenset()
    open: set[int] = field(default_factory=set)


class Audience:
    """The connections of this process by socket, channel and room; nothing here asks the database."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Connection] = {}
        self._of_person: defaultdict[int, set[Connection]] = defaultdict(set)
        self._readers: defaultdict[int, set[Connection]] = defaultdict(set)
        self._rooms: defaultdict[int, set[Connection]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._by_sid)

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._by_sid.values()))

    def find(self, sid: str) -> Connection | None:
        """The connection of a socket, if it is (still) in."""
        return self._by_sid.get(sid)

    def admit(self, connection: Connection, channels: Iterable[int]) -> None:
        """Let a connection in that may read `channels` (keys)."""
        self._by_sid[connection.sid] = connection
        self._of_person[connection.viewer.person_id].add(connection)
        self.allow(connection, frozenset(channels))

    def dismiss(self, connection: Connection) -> None:
        """Forget a connection everywhere."""
        self.allow(connection, frozenset())
        self._by_sid.pop(connection.sid, None)
        _discard(self._of_person, connection.viewer.person_id, connection)

    def allow(self, connection: Connection, channels: frozenset[int]) -> None:
        """From now on the connection may read exactly `channels`; it leaves the rooms of others at once."""
        for channel_id in connection.channels - channels:
            _discard(self._readers, channel_id, connection)
            self.leave(connection, channel_id)
        for channel_id in channels - connection.channels:
            self._readers[channel_id].add(connection)
        connection.channels = channels

    def enter(self, connection: Connection, channel_id: int) -> None:
        """Open a channel for a connection; the caller has asked the policy just now."""
        if connection.sid in self._by_sid:
            self.allow(connection, connection.channels | {channel_id})
            self._rooms[channel_id].add(connection)
            connection.open.add(channel_id)

    def leave(self, connection: Connection, channel_id: int) -> None:
        """Close a channel for a connection."""
        _discard(self._rooms, channel_id, connection)
        connection.open.discard(channel_id)

    def room(self, channel_id: int) -> list[Connection]:
        """The connections that have the channel open."""
        return list(self._rooms.get(channel_id, ()))

    def readers(self, channel_id: int) -> list[Connection]:
        """The connections whose person may read the channel, open or not."""
        return list(self._readers.get(channel_id, ()))

    def of_person(self, person_id: int) -> list[Connection]:
        """The connections of one person."""
        return list(self._of_person.get(person_id, ()))


def _discard(index: defaultdict[int, set[Connection]], key: int, connection: Connection) -> None:
    found = index.get(key)
    if found is not None:
        found.discard(connection)
        if not found:
            del index[key]
