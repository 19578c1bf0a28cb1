"""What a message may have besides words: each kind stands in its own table, and a bit of the message says that it is there."""

from dataclasses import dataclass
from enum import IntFlag

from .files import FileView


class Facet(IntFlag):
    """A kind of thing that hangs on a message."""

    ACKNOWLEDGEMENT = 1
    FILES = 2
    MARKS = 4
    PIN = 8
    ORIGIN = 16
    ANNOUNCEMENT = 32


@dataclass(frozen=True, slots=True)
class Facets:
    """What hangs on one message, as everybody in the channel sees it; nothing on most, nor on a retracted one."""

    bits: Facet = Facet(0)
    files: tuple[FileView, ...] = ()
