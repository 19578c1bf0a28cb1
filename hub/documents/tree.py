"""What a document is made of: frozen values, built by features, written by `markdown.py` and `docx.py`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; a newline inside is a break within the paragraph.

    `name` is somebody who is called by an @; `quiet` is said beside the matter (times, marks, where something is from);
    `href` is where the words lead.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    name: bool = False
    quiet: bool = False
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: Literal[1, 2, 3]
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words. `keep` holds it on the page of what follows: who speaks, above what they say."""

    runs: Runs
    keep: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Words whose spaces and lines stand as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list; `number` is its own, as written (1, 3, 5 are items of a plan), None for a bullet."""

    blocks: "tuple[Block, ...]"
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; every row has as many cells as the head."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | CodeBlock | Quote | Items | Table


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on every page: a line above, a line below before the page number, and pale words across.

    `lang` is the language of the words, for the fonts that a reader's program takes: `zh-CN` or `en-GB`.
    """

    title: str
    header: str = ""
    footer: str = ""
    watermark: str = ""
    lang: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, where it is small enough to be one value; long ones go to the writers block by block."""

    page: Page
    blocks: tuple[Block, ...]


def text_of(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)
