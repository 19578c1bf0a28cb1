"""A document's paragraphs together with what they mention, and which of them belong to items at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..units.matching import Lookup
from ..units.mentions import Mention, mentions_in
from .paragraphs import Kind, Paragraph

_EDGES = {Kind.TAIL, Kind.DATE, Kind.SIGNATURE, Kind.ANNEX}


@dataclass(frozen=True)
class Body:
    """Paragraphs in order; `mentions` of each, empty for those that are not `live`: signatures, copies, what follows them."""

    paragraphs: Sequence[Paragraph]
    mentions: Sequence[Sequence[Mention]]
    live: Sequence[bool]

    def names_units(self, place: int) -> bool:
        """Whether the paragraph at that place names units beyond doubt."""
        return any(mention.named.parties and not mention.weak for mention in self.mentions[place])

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The parts between dates and annexes, each with an outline of its own: the notice, the plan, its table."""
        start = 0
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.kind in (Kind.DATE, Kind.ANNEX):
                yield start, place
                start = place + 1
        yield start, len(self.paragraphs)


def body_of(paragraphs: Sequence[Paragraph], lookup: Lookup) -> Body:
    """Read the mentions of every paragraph."""
    live = list(_live(paragraphs))
    mentions = [
        mentions_in(paragraph.text, lookup) if lives else [] for paragraph, lives in zip(paragraphs, live, strict=True)
    ]
    return Body(paragraphs, mentions, live)


def _live(paragraphs: Sequence[Paragraph]) -> Iterator[bool]:
    """After 抄送 and its like nothing belongs to an item until the next number or heading."""
    ended = False
    for paragraph in paragraphs:
        if paragraph.marker or paragraph.kind is Kind.HEADING:
            ended = False
        elif paragraph.kind in _EDGES:
            ended = True
        yield not ended and paragraph.kind is not Kind.TABLE
