"""What a message can be found by besides its words: rooms say it here (file names; what a mark notes)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from ..shapes import Facet

Texts = Callable[[Session, Sequence[int]], Mapping[int, Sequence[str]]]

_sources: dict[Facet, Texts] = {}


def also_searched(kind: Facet) -> Callable[[Texts], Texts]:
    """Decorator: `texts(session, message keys)` gives what messages with the bit `kind` are found by besides their words.

    Asked once for all new messages of a batch that have the bit, after every `Extra` has written its rows, and for a page
    of results. What changes later is cut anew by `actions.reindex(session, message keys)`, in the same transaction.
    """

    def register(texts: Texts) -> Texts:
        _sources[kind] = texts
        return texts

    return register


def extra_texts(session: Session, bits: Mapping[int, int]) -> Mapping[int, Collection[str]]:
    """The texts of messages, by key, given each one's bits; one query per kind, none where no message has it."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for kind, texts in _sources.items():
        if having := [id_ for id_, facets in bits.items() if facets & kind]:
            for id_, several in texts(session, having).items():
                found[id_].extend(several)
    return found
