"""Writes blocks as Markdown (CommonMark with tables): what was typed is never taken for a mark."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from .tree import Block, CodeBlock, Document, Heading, Item, Items, Paragraph, Quote, Run, Runs, Table, text_of

_SPECIAL = re.compile(r"([\\`*_\[\]|])|([<>&]|~~)")
_MARK = re.compile(r"^([#+-])")
_RULE = re.compile(r"^=")
_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_SPACES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
_TICKS = re.compile(r"`+")


def write(document: Document) -> str:
    """The whole document: the page's header, its blocks, its footer."""
    page = document.page
    edges = [[Paragraph((Run(text, quiet=True),))] if text else [] for text in (page.header, page.footer)]
    return "".join(pieces([*edges[0], *document.blocks, *edges[1]]))


def pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of each block, ending in an empty line, so that a long document can be written as it comes."""
    for block in blocks:
        yield "\n".join(_lines(block)) + "\n\n"


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(level, runs):
            return ["#" * level + " " + _inline(runs).replace("\n", " ")]
        case Paragraph(runs):
            return _broken(_inline(runs))
        case CodeBlock(text):
            fence = "`" * max(3, 1 + max((len(ticks) for ticks in _TICKS.findall(text)), default=0))
            return [fence, *text.split("\n"), fence]
        case Quote(blocks):
            return [f"> {line}".rstrip() for line in _joined(blocks)]
        case Items(items):
            return [line for item in items for line in _item(item)]
        case Table(head, rows):
            return [_row(head), "|" + " --- |" * len(head), *map(_row, rows)]


def _joined(blocks: Iterable[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += ["", *_lines(block)] if lines else _lines(block)
    return lines


def _item(item: Item) -> list[str]:
    mark = "- " if item.number is None else f"{item.number}. "
    first, *others = _joined(item.blocks) or [""]
    return [mark + first, *(" " * len(mark) + line if line else "" for line in others)]


def _row(cells: tuple[Runs, ...]) -> str:
    return "| " + " | ".join(_inline(cell).replace("\n", "<br>") for cell in cells) + " |"


def _broken(text: str) -> list[str]:
    """The lines of a paragraph, none of which begins like another kind of block; a backslash keeps the break after it."""
    lines = [_as_words(line) for line in text.split("\n") if line.strip()]
    return [*(f"{line}\\" for line in lines[:-1]), *lines[-1:]]


def _as_words(line: str) -> str:
    return _NUMBER.sub(r"\1\\\2", _RULE.sub("&#61;", _MARK.sub(r"\\\1", line.strip())))


def _inline(runs: Runs) -> str:
    return "".join(_run(run) for run in _merged(runs))


def _merged(runs: Runs) -> Iterator[Run]:
    """The runs, those that look alike in one: `**a****b**` would be read as something else."""
    for looks, group in groupby(runs, key=lambda run: replace(run, text="")):
        yield replace(looks, text=text_of(tuple(group)))


def _run(run: Run) -> str:
    if run.code:
        return _code(run.text.replace("\n", " "))
    if run.href:
        return f"<{run.href}>" if run.text == run.href else f"[{_escaped(run.text)}](<{run.href}>)"
    return "\n".join(_emphasised(line, run) for line in run.text.split("\n"))


def _emphasised(line: str, run: Run) -> str:
    """The words between their marks, the spaces outside; between tags where marks next to punctuation are no marks."""
    before, words, after = _SPACES.fullmatch(line).groups()  # type: ignore[union-attr]
    text = _escaped(words)
    plain = words[:1].isalnum() and words[-1:].isalnum()
    for wanted, mark, tag in ((run.italic, "*", "em"), (run.bold, "**", "strong")):
        if wanted and words:
            text = f"{mark}{text}{mark}" if plain else f"<{tag}>{text}</{tag}>"
    return before + text + after


def _code(text: str) -> str:
    ticks = "`" * (1 + max((len(found) for found in _TICKS.findall(text)), default=0))
    pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda mark: f"\\{mark[1]}" if mark[1] else _ENTITIES[mark[2]], text)


_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "~~": "&#126;&#126;"}
"""Written so, because not every program takes a backslash before them."""
