"""The hub's own safe HTML (`core.markup.render`) as blocks, so that a file says a message exactly as the screen does."""

from html.parser import HTMLParser

from .tree import Block, CodeBlock, Item, Items, Paragraph, Quote, Run

_STYLES = {"strong": "bold", "em": "italic", "code": "code", "span": "name"}


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks of HTML made of p, br, strong, em, code, pre, blockquote, ul, ol, li, a and span; other tags count as nothing."""
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Keeps the blocks of every open quote and list, and the runs of the paragraph that is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[list[Block]] = [[]]
        self._items: list[list[Item]] = []
        self._numbers: list[int | None] = []
        self._runs: list[Run] = []
        self._styles: list[str] = []
        self._hrefs: list[str] = []
        self._code: list[str] | None = None

    def finish(self) -> tuple[Block, ...]:
        """What was read."""
        self._end_paragraph()
        return tuple(self._open[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"p", "blockquote", "ul", "ol", "li", "pre"}:
            self._end_paragraph()
        if tag in {"blockquote", "li"}:
            self._open.append([])
        if tag in {"ul", "ol"}:
            self._items.append([])
        elif tag == "li":
            self._numbers.append(int(value) if (value := given.get("value")) else None)
        elif tag == "pre":
            self._code = []
        elif tag == "br":
            self._say("\n")
        elif tag == "a":
            self._hrefs.append(given.get("href") or "")
        elif tag in _STYLES:
            self._styles.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre" and self._code is not None:
            self._open[-1].append(CodeBlock("".join(self._code).removesuffix("\n")))
            self._code = None
        elif tag in {"p", "blockquote", "ul", "ol", "li"}:
            self._end_paragraph()
            self._end_block(tag)
        elif tag == "a" and self._hrefs:
            self._hrefs.pop()
        elif tag in _STYLES and self._styles:
            self._styles.pop()

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
        elif data.strip() or self._runs:
            self._say(data.replace("\n", "") if self._after_break() else data.replace("\n", " "))

    def _after_break(self) -> bool:
        """Whether a newline of the source only follows a <br>."""
        return bool(self._runs) and self._runs[-1].text.endswith("\n")

    def _say(self, text: str) -> None:
        if not text:
            return
        styles = {_STYLES[tag]: True for tag in self._styles}
        self._runs.append(Run(text, **styles, href=self._hrefs[-1] if self._hrefs else ""))

    def _end_paragraph(self) -> None:
        if any(run.text.strip() for run in self._runs):
            self._open[-1].append(Paragraph(tuple(self._runs)))
        self._runs = []

    def _end_block(self, tag: str) -> None:
        if tag == "blockquote" and len(self._open) > 1:
            self._open[-2].append(Quote(tuple(self._open.pop())))
        elif tag == "li" and self._items and len(self._open) > 1:
            self._items[-1].append(Item(tuple(self._open.pop()), self._numbers.pop()))
        elif tag in {"ul", "ol"} and self._items:
            self._open[-1].append(Items(tuple(self._items.pop())))
