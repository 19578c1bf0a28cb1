"""Blocks as WordprocessingML: text in, text out, so that a long body needs no tree in memory."""

import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from ..tree import Block, CodeBlock, Heading, Item, Items, Paragraph, Quote, Run, Runs, Table
from .package import MONO, SONG

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"([\n\t])")
STEP = 420
"""Twentieths of a point by which lists and quotes stand in: two characters of the body."""
Link = Callable[[str], str]
"""Gives the relationship's id of an address."""


def xml_of(block: Block, link: Link, indent: int = 0, style: str = "") -> str:
    """The block's XML; `indent` in twentieths of a point, `style` of paragraphs that have none of their own."""
    match block:
        case Heading(level, runs):
            return _paragraph(_runs(runs, link), f"Heading{level}")
        case Paragraph(runs, keep):
            return _paragraph(_runs(runs, link), style, indent=indent, keep=keep)
        case CodeBlock(text):
            return _paragraph(_text(text, ""), "Code", indent=indent + STEP)
        case Quote(blocks):
            return "".join(xml_of(one, link, indent + STEP, "Quote") for one in blocks)
        case Items(items):
            return "".join(_item(item, link, indent, style) for item in items)
        case Table(head, rows):
            return _table([(head, True), *((row, False) for row in rows)], len(head), link)


def _item(item: Item, link: Link, indent: int, style: str) -> str:
    """The number as it was written, or a bullet, hanging before the entry: Word's own numbers would count anew."""
    mark = (Run("•\t" if item.number is None else f"{item.number}.\t"),)
    first, others = (item.blocks[0], item.blocks[1:]) if item.blocks else (Paragraph(()), ())
    inner = indent + STEP
    if isinstance(first, Paragraph):
        head = _paragraph(_runs((*mark, *first.runs), link), style, indent=inner, hanging=STEP)
    else:
        head = _paragraph(_runs(mark, link), style, indent=inner, hanging=STEP) + xml_of(first, link, inner, style)
    return head + "".join(xml_of(one, link, inner, style) for one in others)


def _paragraph(content: str, style: str, *, indent: int = 0, hanging: int = 0, keep: bool = False) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += "<w:keepNext/>" if keep else ""
    if indent:
        properties += f'<w:ind w:left="{indent}"' + (f' w:hanging="{hanging}"' if hanging else "") + "/>"
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def _runs(runs: Runs, link: Link) -> str:
    return "".join(_linked(run, link) if run.href else _text(run.text, _look(run)) for run in runs)


def _linked(run: Run, link: Link) -> str:
    shown = _text(run.text, f'<w:rStyle w:val="Hyperlink"/>{_look(run)}')
    return f'<w:hyperlink r:id="{link(run.href)}">{shown}</w:hyperlink>'


def _look(run: Run) -> str:
    """The run's properties, in the order that the schema wants."""
    fonts = f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="{MONO}" w:eastAsia="{SONG}"/>' if run.code else ""
    look = fonts + ("<w:b/>" if run.bold or run.name else "") + ("<w:i/>" if run.italic else "")
    return look + ('<w:color w:val="595959"/><w:sz w:val="18"/>' if run.quiet else "")


def _text(text: str, look: str) -> str:
    pieces = [_piece(piece) for piece in _BREAKS.split(_NO_XML.sub("", text)) if piece]
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{''.join(pieces)}</w:r>"


def _piece(piece: str) -> str:
    if piece == "\n":
        return "<w:br/>"
    return "<w:tab/>" if piece == "\t" else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def _table(rows: list[tuple[tuple[Runs, ...], bool]], columns: int, link: Link) -> str:
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>' for side in _SIDES)
    grid = "<w:gridCol/>" * columns
    body = "".join(_row(cells, is_head, link) for cells, is_head in rows)
    properties = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>"


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _row(cells: tuple[Runs, ...], is_head: bool, link: Link) -> str:
    repeat = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    shown = (tuple(Run(run.text, bold=True) for run in cell) if is_head else cell for cell in cells)
    written = "".join(f"<w:tc>{_paragraph(_runs(cell, link), '')}</w:tc>" for cell in shown)
    return f"<w:tr>{repeat}{written}</w:tr>"
