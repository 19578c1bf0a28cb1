"""What a message may have besides words: each kind stands in its own table, and a bit of the message says that it is there."""

from dataclasses import dataclass
from enum import IntFlag

from .acknowledgements import AcknowledgementView
from .files import FileView
from .issues import IssueCard
from .marking import MarkView, OriginView, PinView
from .meetings import ConsultationCard


class Facet(IntFlag):
    """A kind of thing that hangs on a message."""

    ACKNOWLEDGEMENT = 1
    FILES = 2
    MARKS = 4
    PIN = 8
    ORIGIN = 16
    ANNOUNCEMENT = 32
    ISSUE = 64
    CONSULTATION = 128


@dataclass(frozen=True, slots=True)
class Facets:
    """What hangs on one message, as everybody in the channel sees it; nothing on most, nor on a retracted one."""

    bits: Facet = Facet(0)
    pin: PinView | None = None
    marks: tuple[MarkView, ...] = ()
    origin: OriginView | None = None
    acknowledgement: AcknowledgementView | None = None
    files: tuple[FileView, ...] = ()
    issue: IssueCard | None = None
    consultation: ConsultationCard | None = None

    @property
    def is_announcement(self) -> bool:
        """Whether the office said it as an announcement 公告."""
        return bool(self.bits & Facet.ANNOUNCEMENT)
