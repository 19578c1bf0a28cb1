"""What goes into and comes out of what is done to issues."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """A problem to be raised in a channel (public id). `units` are public ids, the lead first; `client_id` is for retries.

    Without `due_on` it has the handling time of its severity. `origin` is the message (public id) that it is raised from.
    """

    channel: str
    client_id: str
    kind: str
    severity: str
    title: str
    body: str
    units: tuple[str, ...]
    due_on: date | None = None
    origin: str | None = None
    files: tuple[str, ...] = ()
