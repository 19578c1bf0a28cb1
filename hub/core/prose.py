"""What in a message is code, an address, an @name, and what is prose: one reading, for rendering and for telling people.

One pass, linear in the text, before Markdown sees it; so nobody is told by an @ that the screen does not show as one.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a piece of a text is."""

    TEXT = "text"
    CODE = "code"
    BLOCK = "block"
    ADDRESS = "address"
    MENTION = "mention"


class Piece(NamedTuple):
    """A piece of a text; `text` is its content: of code without the ticks, of a mention the name without the @."""

    kind: Kind
    text: str
    source: str


_FENCE = re.compile(r"(?P<fence>`{3,}+|~{3,}+)(?P<words>[^`~\n]*+)$")
_LANGUAGE = re.compile(r"[A-Za-z][\w+#.-]*+")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_TICKS = re.compile(r"`+")
_TOKEN = re.compile(
    r"\\.|(?P<ticks>`+)|(?P<address>(?<![A-Za-z0-9])https?://[A-Za-z0-9\[][!#-;=?-_a-z|~]*)|(?P<at>[@＠])",
    re.IGNORECASE,
)
_MARKER = re.compile(r"^[^\S\n]*(?:>[^\S\n]*|[-*+][^\S\n]+)+", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1|__(?=\S)((?:[^*_\n]|_(?!_))+?)(?<=\S)__"  # __ never looks past the next __
)
_MARK = re.compile(r"[`~*_>+-]")
"""Without one of these there are no marks: so it is with most messages, and whoever posts or lists them need not take them apart."""
_TRAILING = ".,;:!?'*_~|"
_WORD = re.compile(r"[A-Za-z0-9_.+%-]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_DOMAIN = re.compile(r"\.[A-Za-z0-9]")


class Names:
    """The names that may stand after an @; the longest one that fits counts."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names) - {""}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def after(self, text: str, at: int) -> str | None:
        """The name that `text` has from `at` on, or None; never the beginning of a longer Latin word or number."""
        for length in self._lengths:
            name = text[at : at + length]
            if name in self._names and not (
                _LATIN.match(name[-1]) and _LATIN.match(text[at + length : at + length + 1])
            ):
                return name
        return None


NOBODY = Names(())


def pieces(text: str, names: Names = NOBODY) -> Iterator[Piece]:
    """The text in pieces, in order; their `source` joined is the text. Newlines are `\\n`."""
    for block in _blocks(text):
        if block.kind is Kind.BLOCK:
            yield block
        else:
            yield from _inline(block.source, names)


def plain(text: str) -> str:
    """The words of a short text as they are read: without the marks of code, quotes, lists and emphasis.

    Numbers of lists stay, because they say something.
    """
    return _unmarked(text) if _MARK.search(text) else text


def _unmarked(text: str) -> str:
    return "".join(
        piece.text if piece.kind in (Kind.CODE, Kind.BLOCK) else _EMPHASIS.sub(r"\2\3", _MARKER.sub("", piece.source))
        for piece in pieces(text)
    )


def _blocks(text: str) -> Iterator[Piece]:
    """Fenced code, and the stretches between; a fence that is never closed reaches to the end.

    The name of a language after the opening says nothing to a reader; other words there are the code's first line.
    """
    stretch: list[str] = []
    lines = iter(text.splitlines(keepends=True) if "```" in text or "~~~" in text else (text,))
    for line in lines:
        opening = _FENCE.match(line.rstrip("\n"))
        if opening is None:
            stretch.append(line)
            continue
        yield Piece(Kind.TEXT, "", "".join(stretch))
        stretch = []
        yield _fenced(line, opening, lines)
    yield Piece(Kind.TEXT, "", "".join(stretch))


def _fenced(first: str, opening: re.Match[str], lines: Iterator[str]) -> Piece:
    fence, words = opening["fence"], opening["words"].strip()
    says_something = words and not _LANGUAGE.fullmatch(words)
    source, content = [first], [f"{words}\n"] if says_something else []
    for line in lines:
        source.append(line)
        bare = line.strip()
        if len(bare) >= len(fence) and set(bare) == {fence[0]}:
            break
        content.append(line)
    return Piece(Kind.BLOCK, "".join(content), "".join(source))


def _inline(text: str, names: Names) -> Iterator[Piece]:
    closings = _Closings(text)
    done = at = 0
    while token := _TOKEN.search(text, at):
        piece = _token(text, token, closings, names)
        if piece is None:
            at = token.end()
            continue
        if token.start() > done:
            yield Piece(Kind.TEXT, text[done : token.start()], text[done : token.start()])
        yield piece
        done = at = token.start() + len(piece.source)
    if done < len(text):
        yield Piece(Kind.TEXT, text[done:], text[done:])


def _token(text: str, token: re.Match[str], closings: "_Closings", names: Names) -> Piece | None:
    if token["ticks"]:
        return closings.code(token)
    if token["address"]:
        return _address(token["address"])
    if token["at"]:
        return _mention(text, token, names)
    return None


def _address(found: str) -> Piece:
    """The address without the punctuation of the sentence around it; a closing bracket stays if it was opened inside."""
    end = len(found)
    opened, closed = found.count("("), found.count(")")
    while end and (found[end - 1] in _TRAILING or (found[end - 1] == ")" and closed > opened)):
        closed -= found[end - 1] == ")"
        end -= 1
    return Piece(Kind.ADDRESS, found[:end], found[:end])


def _mention(text: str, token: re.Match[str], names: Names) -> Piece | None:
    start = token.end()
    name = names.after(text, start)
    if name is None:
        return None
    end = start + len(name)
    after_word = _WORD.match(text[max(token.start() - 1, 0) : token.start()])
    if after_word and (_LATIN.match(name[0]) or _DOMAIN.match(text[end : end + 2])):  # an e-mail address names nobody
        return None
    return Piece(Kind.MENTION, name, text[token.start() : end])


class _Closings:
    """Where runs of backticks of each length stand, so that an opening one finds its closing one without a search."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[int, list[int]] = defaultdict(list)
        for run in _TICKS.finditer(text):
            self._starts[len(run[0])].append(run.start())
        self._blanks = [blank.start() for blank in _BLANK.finditer(text)] if self._starts else []

    def code(self, opening: re.Match[str]) -> Piece | None:
        """The code from the opening run to the next of the same length in its paragraph, or None."""
        length = len(opening[0])
        starts = self._starts[length]
        found = bisect_left(starts, opening.end())
        if found == len(starts):
            return None
        blank = bisect_left(self._blanks, opening.end())
        if blank < len(self._blanks) and self._blanks[blank] < starts[found]:
            return None
        content = self._text[opening.end() : starts[found]]
        return Piece(Kind.CODE, content.strip(" ") or content, self._text[opening.start() : starts[found] + length])
