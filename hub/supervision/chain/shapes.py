"""What a chain shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Link:
    """A thing in the chain, and what came of it, the earliest first.

    `kind` is "issue", "topic", "consultation", "minutes" or "follow_up"; `endpoint` and `values` are where it is; `at` is when it
    began (for a consultation, when it is or was held), `ended_at` when it was settled.
    """

    kind: str
    at: datetime
    title: str
    endpoint: str
    values: Mapping[str, str]
    number: str = ""
    state: str = ""
    ended_at: datetime | None = None
    came_of_it: list["Link"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chain:
    """The first things, and whether there are more than are shown."""

    links: list[Link]
    is_cut: bool
