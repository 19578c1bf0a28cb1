"""What 待我处理 shows, and what a feature says about its own kind of entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

Values = Mapping[str, str | int]


class Urgency(IntEnum):
    """Where an entry stands in 待我处理: overdue, of today, of this week, or of another time; smaller comes first."""

    OVERDUE = 0
    TODAY = 1
    WEEK = 2
    OTHER = 3


class Link(NamedTuple):
    """An endpoint with its values."""

    endpoint: str
    values: Values


@dataclass(frozen=True, slots=True)
class TodoAct:
    """What settles an entry in one tap: a form to `post` with `fields`; afterwards `done` stands there, and `undo` if it can."""

    label: str
    post: Link
    done: str
    fields: Values = field(default_factory=dict)
    undo: Link | None = None


@dataclass(frozen=True, slots=True)
class TodoEntry:
    """One line of 待我处理. `id` is the public id of the thing (a message, a channel), `link` leads to it, `look` says so.

    `kind` is the name of its `TodoKind`, `label` what it is on this line; `note` stands below the time. `is_mine` says
    that I am meant in person, not my unit; `count` is how many stand behind the line.
    """

    kind: str
    id: str
    label: str
    title: str
    source: str
    at: datetime
    urgency: Urgency
    due_at: datetime | None
    is_mine: bool
    count: int
    channel: str
    seq: int
    link: Link
    look: str
    act: TodoAct | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TodoKind:
    """A kind of entry: `icon` of static/icons.svg; `tally(n)` says in the viewer's language that there are n of them.

    `is_owed` is False where nobody asked for anything (unread messages): such entries come last and are not counted in
    the strip.
    """

    name: str
    icon: str
    tally: Callable[[int], str]
    is_owed: bool = True
