"""Lists of names: where one name ends and the next begins, by separators, blanks, torn lines and words like 和."""

import re
from collections.abc import Iterator

from ..source.blocks import SOFT
from ..words.names import folded, is_unit_like
from ..words.roles import ETC, without_verb
from .matching import Lookup

SEPARATORS = "、，,；;。|｜/／"
OPENING, CLOSING = "（(【[〔［", "）)】]〕］"
EDGES = " \t\r\n\x1f\u3000.．·:：*★☆△▲●-—－“”\"'‘’_"
"""What may stand round a name and is no part of it."""
LONGEST_NAME = 60

_BEGINS_NAME = re.compile(r"[区市县省各团州旗]")
_CONJUNCTION = re.compile(r"以及|和|及|与|暨")
_PIECE = re.compile(r"[^、，,；;。：:（）()【】]{1,60}")
_PIECES = re.compile(r"[、，,；;。：:（）()【】]")


def whole(text: str, lookup: Lookup) -> str:
    """The text with its torn lines joined: with 、 where each side is a name of its own, with nothing inside a word."""
    first, *others = text.split(SOFT)
    parts, tail = [first], _last_piece(first)
    for part in others:
        head = _PIECE.match(part.lstrip())
        apart = bool(tail and head) and _stand_apart(tail, head[0] if head else "", False, lookup)
        parts.append("、" + part if apart else part)
        tail = _last_piece(part if apart else tail + part)
    return "".join(parts)


def _last_piece(text: str) -> str:
    """What follows the last separator, as far as a name may go."""
    return _PIECES.split(text[-2 * LONGEST_NAME :])[-1].strip()


def pieces_of(text: str, lookup: Lookup) -> Iterator[tuple[str, str]]:
    """The pieces of a list and the separator after each; what stands in brackets stays with its name (区妇联（甲、乙）)."""
    depth, piece = 0, ""
    for part in re.split(f"([{re.escape(SEPARATORS + OPENING + CLOSING)}])", text):
        depth += (part != "" and part in OPENING) - (part != "" and part in CLOSING and depth > 0)
        if part and part in SEPARATORS and depth == 0 and not _is_compound(piece + part, lookup):
            yield piece.strip(EDGES), part
            piece = ""
        else:
            piece += part
    piece = piece.strip(EDGES).rstrip(OPENING)
    yield piece.rstrip(CLOSING) if not set(piece) & set(OPENING) else piece, "。"


def _is_compound(piece: str, lookup: Lookup) -> bool:
    """Whether the separator at the end of `piece` belongs to a known name: 各街道、 of 各街道、镇."""
    bare = folded(piece)
    return any(name.startswith(bare) for name in lookup.compound_names)


def split_words(piece: str, lookup: Lookup) -> list[str]:
    """The names in a piece without separators: blanks, line breaks and 和 or 及 part names only where names result."""
    words = re.split(r"(\s+)", piece.strip())
    names = [words[0]]
    for blank, word in zip(words[1::2], words[2::2], strict=True):
        if _stand_apart(names[-1], word, "\n" in blank, lookup):
            names.append(word)
        else:
            names[-1] += word
    return [half.strip(EDGES) for name in names for half in _split_conjunctions(name, lookup)]


def _stand_apart(left: str, right: str, by_line_break: bool, lookup: Lookup) -> bool:
    """Whether a blank parts two names, and does not stand within one: 区教育局 区民政局, but 区卫生健 康委."""
    if len(left) + len(right) > 2 * LONGEST_NAME:
        return True
    if lookup.knows(left + right) or len(left) <= 2 or right[0] in OPENING or left[-1] in OPENING:
        return False
    first, second = (_is_name(name, lookup) for name in (left, without_verb(ETC.sub("", right))[0] or right))
    if second and (first or _BEGINS_NAME.match(right)):
        return True
    return by_line_break and not is_unit_like(left + right)


def _is_name(text: str, lookup: Lookup) -> bool:
    return lookup.knows(text) or is_unit_like(text)


def _split_conjunctions(name: str, lookup: Lookup) -> list[str]:
    if len(name) > 2 * LONGEST_NAME or lookup.knows(name):
        return [name]
    for match in _CONJUNCTION.finditer(name):
        left, right = name[: match.start()], name[match.end() :]
        if _is_name(left, lookup) and _is_name(right, lookup):
            return [left, *_split_conjunctions(right, lookup)]
    return [name]
