"""Where a channel stands in what is pushed, and what everybody in its room gets of a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..channels.shapes import MessageView
from ..web.rendering import render_fragment
from .audience import Connection
from .changes import Change


@dataclass(slots=True)
class Place:
    """Where a channel stands: pushed up to `change`, known to be at `known`, its newest message `head`."""

    change: int
    known: int
    head: int
    served_in: int = 0


def stream_data(change: Change, locale: str) -> dict[str, Any]:
    """What everybody in the room gets of a change, in one language; the author's sockets get the `client_id` besides."""
    view: MessageView = change.view
    return {
        "channel": view.channel,
        "change": change.number,
        "seq": view.seq,
        "action": "append" if change.is_new else "replace",
        "target": "messages" if change.is_new else f"m-{view.public_id}",
        "html": render_fragment("channels/_message.html", locale, message=view),
        "id": view.public_id,
        "author": view.author_public_id,
        "text": view.body,
    }


def by_locale(connections: Iterable[Connection]) -> dict[str, list[Connection]]:
    """The connections by the language in which each reads."""
    halves: dict[str, list[Connection]] = {}
    for connection in connections:
        halves.setdefault(connection.viewer.locale, []).append(connection)
    return halves
