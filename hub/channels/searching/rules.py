"""How a text is made comparable and cut into the pieces by which it is found: values in, values out.

Runs of Han characters give overlapping pieces of two characters, other words and numbers all their beginnings: dictionaries
of Chinese words find 73 to 88 % of what is there, pieces of two all of it.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from zlib import crc32

from ...core.prose import plain

LONGEST_BEGINNING = 16
"""Characters of a Latin word or a number that are looked up; the rest is compared."""
BUCKET = 2048
"""Messages whose keys share a piece, so that the newest can be looked through first."""

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_GAP = re.compile(rf"(?<=[{HAN}]) (?=[^\W_{HAN}])|(?<=[^\W_{HAN}]) (?=[{HAN}])")
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class _Folds(dict[int, str]):
    """What each character is compared as: NFKC in lower case; any blank is a space, what nobody sees is nothing."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        unseen = unicodedata.category(character) == "Cf" or _VARIANTS.match(character)
        folded = "" if unseen else unicodedata.normalize("NFKC", character).lower()
        self[code] = " " if folded.isspace() else folded
        return self[code]


_folds = _Folds()


def shown(body: str) -> str:
    """The words of a Markdown body as a reader sees them, on one line."""
    return on_one_line(plain(body))


def on_one_line(text: str) -> str:
    """A text without line ends and doubled blanks, its accents joined to their letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """A text on one line as it is compared: one width, lower case, no blank between Han characters and Latin or digits."""
    return _GAP.sub("", text.translate(_folds))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """As `fold`, and for each of its characters where in `text` it comes from."""
    pairs = [(folded, place) for place, character in enumerate(text) for folded in _folds[ord(character)]]
    folded = "".join(character for character, _place in pairs)
    gaps = {gap.start() for gap in _GAP.finditer(folded)}
    kept = [pair for at, pair in enumerate(pairs) if at not in gaps]
    return "".join(character for character, _place in kept), [place for _character, place in kept]


def runs(folded: str) -> Iterator[str]:
    """The stretches of Han characters, and the words and numbers, of a folded text."""
    return (run[0] for run in _RUN.finditer(folded))


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return re.match(f"[{HAN}]", character) is not None


def is_word(character: str) -> bool:
    """Whether it is a letter or digit that belongs to a word or number as a whole."""
    return re.match(rf"[^\W_{HAN}]", character) is not None


def pieces(folded: str) -> set[str]:
    """The pieces of a folded text; lone Han characters have none and are found by looking through the texts."""
    found: set[str] = set()
    for run in runs(folded):
        if is_han(run[0]):
            found.update(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.update(run[:length] for length in range(1, min(len(run), LONGEST_BEGINNING) + 1))
    return found


def tags(channel_id: int, unit_id: int, author_id: int, posted_on: date, facets: int) -> set[str]:
    """Pieces that no text has, for what a message can be filtered by: keys, the Shanghai date, bits of `shapes.Facet`."""
    bits = {f"§f{1 << bit}" for bit in range(facets.bit_length()) if facets >> bit & 1}
    return bits | {f"§c{channel_id}", f"§u{unit_id}", f"§p{author_id}", *tags_of_date(posted_on)}


@lru_cache(maxsize=64)
def tags_of_date(day: date) -> tuple[str, str, str]:
    """The pieces of a date: its year, its month, itself."""
    return f"§y{day:%Y}", f"§m{day:%Y%m}", f"§d{day:%Y%m%d}"


def bucket(message_id: int) -> str:
    """The piece that a message shares with those that came about when it did."""
    return f"§b{message_id // BUCKET}"


def number(piece: str) -> int:
    """A piece as the 32-bit integer that PostgreSQL keeps; two may share one, which only costs a look at the text."""
    return crc32(piece.encode()) - 2**31
