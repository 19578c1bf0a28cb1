"""Reads back what the writers wrote: the words of Markdown without its marks, those of a Word file with everything around."""

import re
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from markdown import markdown as to_html

from hub.documents.docx import DocxWriter
from hub.documents.tree import Block, Page

PAGE = Page("标题")


def docx_of(*blocks: Block, page: Page = PAGE) -> Any:
    """The blocks as python-docx reads the file that they made."""
    file = BytesIO()
    writer = DocxWriter(file, page)
    for block in blocks:
        writer.add([block])
    writer.close()
    return docx.Document(BytesIO(file.getvalue()))


def words_of(document: Any) -> str:
    """Everything in the body, in order; paragraphs, breaks and tabs as whitespace."""
    said = []
    for element in document.element.body.iter():
        if element.tag == qn("w:t"):
            said.append(element.text or "")
        elif element.tag in {qn("w:p"), qn("w:br"), qn("w:tab")}:
            said.append("\n")
    return "".join(said)


def letters(text: str) -> str:
    """Letters and digits, without the zeros that no number needs."""
    return re.sub(r"\b0+(?=\d)|[^\w]|_", "", text)


def rendered(markdown: str) -> str:
    """What another program makes of our Markdown."""
    return to_html(markdown, extensions=["extra", "sane_lists"])
