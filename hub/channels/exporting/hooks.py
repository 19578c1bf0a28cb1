"""What other rooms add to an export: lines under a message, and files for the ZIP. They register; nobody here knows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.orm import Session

from ..shapes import MessageView


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that hangs on the message with this key. `open` gives its bytes; it is called aside, outside of any transaction."""

    message_id: int
    name: str
    open: Callable[[], BinaryIO]


Lines = Callable[[MessageView], Iterable[str]]
Enclosures = Callable[[Session, list[int]], Iterable[Enclosure]]

_lines: list[Lines] = []
_enclosures: list[Enclosures] = []


def lines(say: Lines) -> Lines:
    """Decorator: `say(message)` gives lines to stand under it, in the language of the export (已收到 6 / 未收到 3).

    It may look only at what `message.facets` holds: it runs aside, without a database.
    """
    _lines.append(say)
    return say


def enclosures(find: Enclosures) -> Enclosures:
    """Decorator: `find(session, message keys)` gives the files of a page of messages, at most 500, none of retracted ones."""
    _enclosures.append(find)
    return find


def lines_of(message: MessageView) -> list[str]:
    """What all rooms say of a message."""
    return [line for say in _lines for line in say(message)]


def enclosures_of(session: Session, ids: list[int]) -> list[Enclosure]:
    """The files of all rooms."""
    return [one for find in _enclosures for one in find(session, ids)]
