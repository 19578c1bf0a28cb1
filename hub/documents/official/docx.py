"""The Word file of an official document: `python-docx` makes the package, the page is the standard's."""

from datetime import UTC, datetime
from typing import IO, Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from .body import xml_of
from .measures import FONTS, FOOTER_FROM_EDGE, MARGINS, PAGE_HEIGHT, PAGE_WIDTH, characters
from .paragraphs import page_number, paragraph, run
from .tree import OfficialDocument


def write(document: OfficialDocument, file: IO[bytes]) -> None:
    """Write the whole document into the file."""
    made = docx.Document()
    _set_page(made.sections[0])
    _set_normal(made)
    _set_edges(made, document.mark)
    body = made.element.body
    for element in parse_xml(f"<w:body {nsdecls('w')}>{xml_of(document)}</w:body>"):
        body.insert(len(body) - 1, element)
    made.core_properties.title, made.core_properties.author = document.title, ""
    made.core_properties.created = made.core_properties.modified = datetime(2020, 1, 1, tzinfo=UTC)
    made.save(file)


def _set_page(section: Any) -> None:
    """A4 with the standard's margins and no grid: one that spreads characters would undo the 28 (by measurement)."""
    properties = section._sectPr
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    size.set(qn("w:w"), str(PAGE_WIDTH))
    size.set(qn("w:h"), str(PAGE_HEIGHT))
    for name, value in (MARGINS | {"header": 851, "footer": FOOTER_FROM_EDGE, "gutter": 0}).items():
        margins.set(qn(f"w:{name}"), str(value))
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)


def _set_normal(made: Any) -> None:
    fonts = made.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONTS["fangsong"])


def _set_edges(made: Any, mark: str) -> None:
    """Page numbers outside: odd pages right, even pages left, one character in (7.5); the mark of a draft on top."""
    section = made.sections[0]
    made.settings.element.insert(0, OxmlElement("w:evenAndOddHeaders"))
    one = characters(1, 28)
    for footer, align, side in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        _fill(footer, paragraph(page_number(), align=align, indent={side: one}, line=240, rule="auto"))
    if mark:
        for header in (section.header, section.even_page_header):
            _fill(header, paragraph(run(mark, "kai", 21, colour="808080"), align="right", line=240, rule="auto"))


def _fill(edge: Any, xml: str) -> None:
    edge.is_linked_to_previous = False
    element = edge._element
    for old in list(element):
        element.remove(old)
    for new in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        element.append(new)
