"""A Word file read back: fonts for Chinese, an A4 page, what stands on every page, and each kind of block."""

import tracemalloc
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn

from hub.documents.docx import DocxWriter, write
from hub.documents.tree import CodeBlock, Document, Heading, Item, Items, Page, Paragraph, Quote, Run, Table

from .reading import docx_of, words_of

PAGE = Page("频道", header="页眉：某人", footer="页脚", watermark='区未保办 陈静 2026-11-20 16:05 "内部"')


def test_the_page_is_a4_with_words_above_below_and_across() -> None:
    section = docx_of(page=PAGE).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.left_margin.mm) == 26
    assert section.header.paragraphs[0].text == "页眉：某人"
    assert section.footer.paragraphs[0].text.startswith("页脚\n— ")
    [field] = section.footer._element.iter(qn("w:fldSimple"))
    assert (field.get(qn("w:instr")), field.getparent().tag) == ("PAGE", qn("w:p"))


def test_the_watermark_is_wordart_behind_the_words_of_every_page() -> None:
    header = docx_of(page=PAGE).sections[0].header._element
    [shape] = [element for element in header.iter() if element.tag == "{urn:schemas-microsoft-com:vml}shape"]
    [path] = [element for element in shape if element.tag.endswith("}textpath")]
    assert path.get("string") == PAGE.watermark
    assert "z-index:-" in shape.get("style")
    assert not docx_of().sections[0].header._element.findall(".//" + qn("w:pict"))


def test_chinese_fonts_are_named_and_no_theme_goes_before_them() -> None:
    document = docx_of(page=PAGE)
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Heading 1", "Quote", "Code")
    }
    assert fonts == {"Normal": "宋体", "Heading 1": "黑体", "Quote": "楷体_GB2312", "Code": "宋体"}
    themed = [
        name
        for element in document.styles.element.iter(qn("w:rFonts"))
        for name in element.attrib
        if name.endswith("Theme")
    ]
    assert themed == []


def test_each_kind_of_block_is_read_back() -> None:
    document = docx_of(
        Heading(1, (Run("大标题"),)),
        Paragraph(
            (Run("甲"), Run("粗", bold=True), Run("斜", italic=True), Run("@乙", name=True), Run("淡", quiet=True)),
            keep=True,
        ),
        Quote((Paragraph((Run("引"),)),)),
        Items((Item((Paragraph((Run("一"),)), Paragraph((Run("又"),))), 3), Item((Paragraph((Run("二"),)),)))),
        CodeBlock("x\n  y"),
        Table(((Run("头"),),), (((Run("格"),),),)),
    )
    texts = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert texts == [
        ("Heading 1", "大标题"),
        ("Normal", "甲粗斜@乙淡"),
        ("Quote", "引"),
        ("Normal", "3.\t一"),
        ("Normal", "又"),
        ("Normal", "•\t二"),
        ("Code", "x\n  y"),
        ("Normal", ""),
    ]
    runs = document.paragraphs[1].runs
    assert [(run.bold, run.italic) for run in runs[:4]] == [(None, None), (True, None), (None, True), (True, None)]
    assert document.paragraphs[1].paragraph_format.keep_with_next
    assert document.paragraphs[3].paragraph_format.first_line_indent < 0
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["头"], ["格"]]


def test_links_lead_where_they_say() -> None:
    address = 'https://a.cn/?a=1&b="2"'
    document = docx_of(
        Paragraph((Run("看", href=address), Run("再看", href=address), Run("别处", href="https://b.cn")))
    )
    links = document.paragraphs[0].hyperlinks
    assert [(link.text, link.address) for link in links] == [
        ("看", address),
        ("再看", address),
        ("别处", "https://b.cn"),
    ]
    with_links = [rel for rel in document.part.rels.values() if rel.is_external]
    assert len(with_links) == 2


def test_characters_that_no_xml_holds_are_left_out_and_marks_are_words() -> None:
    assert words_of(docx_of(Paragraph((Run("甲\x00\x0b\ufffe<w:p/>&乙"),)))) == "\n甲<w:p/>&乙"


def test_the_file_says_nothing_of_who_or_what_made_it() -> None:
    file = BytesIO()
    write(Document(PAGE, (Paragraph((Run("甲"),)),)), file)
    properties = docx.Document(BytesIO(file.getvalue())).core_properties
    assert (properties.title, properties.author, properties.comments) == ("频道", "", "")
    with ZipFile(BytesIO(file.getvalue())) as package:
        assert package.testzip() is None
        assert b"python-docx" not in b"".join(package.read(name) for name in package.namelist())


def test_a_long_body_is_not_kept_in_memory() -> None:
    block = Paragraph((Run("很长的正文" * 20),))
    file = BytesIO()
    writer = DocxWriter(file, PAGE)
    writer.add([block])
    tracemalloc.start()
    for _turn in range(200):
        writer.add([block] * 100)
    grown = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    writer.close()
    assert grown < 4_000_000, "20,000 paragraphs of 100 characters are 6 MB of text alone"
    assert len(docx.Document(BytesIO(file.getvalue())).paragraphs) == 20_001
