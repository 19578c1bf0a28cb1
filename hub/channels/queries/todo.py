"""待我处理: what waits for a person, from every feature that has something; a feature adds its own with `@source`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ...core import clock
from ...core.i18n import _
from ...core.viewer import Viewer
from ..rules import excerpt
from ..shapes import TodoEntry, TodoKind, Urgency

Find = Callable[[Session, Viewer], list[TodoEntry]]
Count = Callable[[Session, Viewer], int]


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries of one kind come from; `count` gives how many there are, cheaper than finding them."""

    kind: TodoKind
    find: Find
    count: Count


_sources: dict[str, Source] = {}


def source(kind: TodoKind, count: Count) -> Callable[[Find], Find]:
    """Decorator: `find(session, viewer)` has entries of `kind` for 待我处理, and `count` says how many wait."""

    def register(find: Find) -> Find:
        _sources[kind.name] = Source(kind, find, count)
        return find

    return register


def kinds() -> dict[str, TodoKind]:
    """Every kind of entry there is, by its name; what is owed first."""
    found = [source.kind for source in _sources.values()]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: not kind.is_owed)}


def waiting(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Everything that waits for the viewer: the most urgent first, then what is due first, what is owed, the newest."""
    entries = [entry for source in _sources.values() for entry in source.find(session, viewer)]
    return sorted(entries, key=_order)


def waiting_count(session: Session, viewer: Viewer) -> int:
    """How much is owed by the viewer or their unit; what is only unread does not count."""
    return sum(source.count(session, viewer) for source in _sources.values() if source.kind.is_owed)


def _order(entry: TodoEntry) -> tuple[Urgency, float, bool, float]:
    due = entry.due_at.timestamp() if entry.due_at else float("inf")
    return entry.urgency, due, not _is_owed(entry), -entry.at.timestamp()


def _is_owed(entry: TodoEntry) -> bool:
    return _sources[entry.kind].kind.is_owed


def place_name(kind: str, title: str, number: int | None) -> str:
    """A channel in the viewer's language: 全体, a consultation, or the item with its number."""
    if kind == "everyone":
        return _("全体")
    if kind == "consultation":
        return _("会商　%(title)s", title=title)
    return _("事项 %(number)d　%(title)s", number=number or 0, title=title)


def title_of(body: str) -> str:
    """The beginning of a message's words as a line's title; files or a forwarded message may stand without any."""
    return excerpt(body) or _("（没有文字）")


def said_where(unit: str, author: str, place: str) -> str:
    """Who said it, for which unit, in which channel."""
    return _("%(unit)s %(author)s，%(place)s", unit=unit, author=author, place=place)


def urgency_of(at: datetime) -> Urgency:
    """How urgent something is that came in at `at` and has no deadline: by its day and week in Shanghai."""
    today, on = clock.today(), clock.local(at).date()
    monday = today - timedelta(days=today.weekday())
    return Urgency.TODAY if on >= today else Urgency.WEEK if on >= monday else Urgency.OTHER
