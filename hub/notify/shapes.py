"""What goes through notices: a cause, what a sender gets, and what the pages show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ..core.viewer import Viewer
from .lease import Leased


@dataclass(frozen=True, slots=True)
class Cause:
    """Something happened of which persons are to be told. The same `key` is told once, however often it is announced.

    `kind` is the name of a registered `Kind`; `people` and `channel_id`, `message_id` are keys, and so is `thing_id`, of what
    stands in no channel (`Kind.about`). `is_urgent` goes past quiet
    hours and digests, and each person can see that it did. `tells_group` tells the robots and hooks as well.
    """

    kind: str
    key: str
    people: tuple[int, ...]
    channel_id: int | None = None
    message_id: int | None = None
    is_urgent: bool = False
    tells_group: bool = True
    thing_id: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about where that stands in no channel: what it is called outside the page, and where it waits."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar that a letter carries (RFC 6047), and its method: REQUEST or CANCEL."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cause and its words, in the language of the moment; never anything that somebody wrote.

    `to_person(place)` and `to_group(place)` say in a sentence what waits in the place (a channel's number and title).
    `still_waits(session, person, message)` is asked before each person is told; without it, nothing but access counts.
    `about(session, thing, viewer)` is for what stands in no channel; None when it waits for this viewer no more.
    With `several(n)`, what waits for one person at one time is said in one notice, with that sentence.
    With `calendar(session, row, viewer)` its letters carry what that gives; each goes out by itself, and into no digest.
    """

    name: str
    to_person: Callable[[str], str]
    to_group: Callable[[str], str]
    still_waits: Callable[[Session, int, int], bool] | None = None
    several: Callable[[int], str] | None = None
    about: Callable[[Session, int, Viewer], About | None] | None = None
    calendar: Callable[[Session, Leased, Viewer], CalendarPart | None] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a sender says: `key` is the same at each try, `title` one line, `text` without addresses, `url` where it waits.

    `tag` is one for all notices of a channel, so that a newer one may take an older one's place. `calendar` is for letters
    alone: what a calendar is to do, by `method`.
    """

    key: str
    title: str
    text: str
    url: str
    settings_url: str
    tag: str
    at: datetime
    is_urgent: bool = False
    calendar: bytes | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class TargetView:
    """A robot or hook as its page shows it: never the address, whose path is a key, and never the secret."""

    public_id: str
    kind: str
    name: str
    host: str
    has_secret: bool
    is_paused: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LostNotice:
    """A notice that could not be delivered: to whom, by which way, about which channel, and why not."""

    public_id: str
    kind: str
    way: str
    recipient: str
    channel: str
    attempts: int
    reason: str
    created_at: datetime
    settled_at: datetime


@dataclass(frozen=True, slots=True)
class BrowserView:
    """A browser of the viewer's that takes push notices."""

    public_id: str
    device: str
    created_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class UrgentNotice:
    """An urgent notice to the viewer that went past `overrode` (`quiet` or `digest`)."""

    kind: str
    way: str
    channel: str
    overrode: str
    at: datetime
