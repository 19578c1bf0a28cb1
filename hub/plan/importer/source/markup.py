"""From the source of a web page to lines: each paragraph on its own, and each row of a table with tabs between its cells."""

import re
from collections.abc import Iterator
from html import unescape

_IS_PAGE = re.compile(r"</(?:p|div|td|li|h[1-6]|body)\s*>", re.IGNORECASE)
_BREAK, _PIPE = re.compile(r"<br\s*/?>", re.IGNORECASE), re.compile("[|｜]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})([^<>]{0,1000})>")
_UNSEEN = {"script", "style", "title", "template"}
_CELLS = {"td", "th"}
_KEPT = {"b", "strong"}
_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6"}
_MOST_REPEATED = 100_000
_ROWS = re.compile(r"\browspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)


def lines_of_page(text: str) -> str:
    """The text that a page's source shows; any other text as it is."""
    is_page = _IS_PAGE.search(text) or (_BREAK.search(text) and not _PIPE.search(text))
    return "".join(_Page().read(text)) if is_page else text


class _Page:
    """Takes one tag after another. A cell that spans rows is said again in each, so that the others keep their columns."""

    def __init__(self) -> None:
        self.unseen = ""
        self.cell: list[str] | None = None
        self.rows = 1
        self.column = 0
        self.spans: dict[int, tuple[int, str]] = {}
        self.room = _MOST_REPEATED

    def read(self, text: str) -> Iterator[str]:
        """The pieces of text, and the breaks between them."""
        at = 0
        for tag in _TAG.finditer(text):
            yield from self._words(text[at : tag.start()])
            yield from self._tag(tag[2].lower(), tag[1] == "/", tag[3])
            at = tag.end()
        yield from self._words(text[at:])

    def _words(self, words: str) -> Iterator[str]:
        if self.unseen:
            return
        if self.cell is None:
            yield unescape(words)
        else:
            self.cell.append(re.sub(r"\s+", " ", unescape(words)))

    def _tag(self, name: str, closes: bool, attributes: str) -> Iterator[str]:
        if self.unseen or name in _UNSEEN:
            self.unseen = "" if closes and name == self.unseen else self.unseen or ("" if closes else name)
        elif name in _CELLS:
            yield from self._end_of_cell()
            if not closes:
                yield from self._spanning()
                rows = _ROWS.search(attributes)
                self.cell, self.rows = [], int(rows[1]) if rows else 1
        elif name in _KEPT and self.cell is None:
            yield f"<{'/' * closes}{name}>"
        elif name == "tr":
            yield from self._end_of_cell()
            yield from self._spanning()
            self.column = 0
            yield "\n"
        elif name in _BLOCKS and self.cell is None:
            yield "\n"

    def _end_of_cell(self) -> Iterator[str]:
        if self.cell is None:
            return
        text = "".join(self.cell).strip()
        if self.rows > 1:
            self.spans[self.column] = self.rows - 1, text
        self.cell, self.column = None, self.column + 1
        yield text + "\t"

    def _spanning(self) -> Iterator[str]:
        """The cells of rows above that reach down to where this row now is."""
        while self.column in self.spans:
            left, text = self.spans.pop(self.column)
            if left > 1:
                self.spans[self.column] = left - 1, text
            self.column += 1
            self.room -= len(text) + 1
            if self.room < 0:
                return
            yield text + "\t"
