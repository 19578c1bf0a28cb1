"""The package around a body: A4, Chinese fonts, a line above and below with page numbers, and pale words across each page."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

from ..tree import Page

LATIN, SONG, HEI, KAI, MONO = "Times New Roman", "宋体", "黑体", "楷体_GB2312", "Consolas"
"""Named, not bundled: a reader's program takes what it has."""
_SHAPE = (
    "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)
_WIDTH_PT = 520
"""Of the watermark along the diagonal of an A4 page's text."""
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_TEXT_PATH = """
<w:r {w} {vml}><w:pict>
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
      path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
      <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
      <v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
      <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
    <v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
        o:connectangles="270,180,90,0"/>
    <v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="{style}"
      o:allowincell="f" fillcolor="#c8c8c8" stroked="f">
    <v:fill opacity=".4"/>
    <v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string={text}/>
  </v:shape>
</w:pict></w:r>"""


def package(page: Page) -> bytes:
    """A Word file with an empty body."""
    document = docx.Document()
    _drop_theme_fonts(document)
    _set_styles(document, page.lang)
    _set_page(document.sections[0])
    _set_edges(document.sections[0], page)
    _set_properties(document.core_properties, page)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _drop_theme_fonts(document: Any) -> None:
    """The template's fonts come from its theme, which names no Chinese ones and would go before ours."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]


def _set_styles(document: Any, lang: str) -> None:
    styles = document.styles
    _font(styles["Normal"], SONG, 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(3)
    _language(styles.element, lang)
    for level, size in ((1, 18), (2, 14), (3, 12)):
        _font(styles[f"Heading {level}"], HEI, size)
    _font(styles["Quote"], KAI, 10.5)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.75)
    code = styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)
    code.base_style = styles["Normal"]
    _font(code, SONG, 9, latin=MONO)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor(0x1F, 0x4E, 0x79), True


def _font(style: Any, chinese: str, size: float, latin: str = LATIN) -> None:
    style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name, value in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), value)


def _language(styles: Any, lang: str) -> None:
    for element in styles.iter(qn("w:lang")):
        element.set(qn("w:val"), "en-GB")
        element.set(qn("w:eastAsia"), "zh-CN" if lang.startswith("zh") else "en-GB")


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(28)
    section.left_margin = section.right_margin = Mm(26)


def _set_edges(section: Any, page: Page) -> None:
    above = section.header.paragraphs[0]
    _quiet(above.add_run(page.header))
    if page.watermark:
        above._p.append(_watermark(page.watermark))
    below = section.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if page.footer:
        _quiet(below.add_run(page.footer))
        below.add_run().add_break()
    _quiet(below.add_run("— "))
    below._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    _quiet(below.add_run(" —"))


def _quiet(run: Any) -> None:
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x59, 0x59, 0x59)


def _watermark(text: str) -> Any:
    """WordArt behind the words, as Word's own watermarks are made; as high as its length allows."""
    columns = sum(1 if ord(character) < 0x2E80 else 2 for character in text)
    height = min(60, round(_WIDTH_PT / max(columns, 1) * 2, 1))
    style = _SHAPE.format(width=_WIDTH_PT, height=height)
    filled = _TEXT_PATH.format(w=nsdecls("w"), vml=_VML, style=style, font=SONG, text=quoteattr(text))
    return parse_xml(filled)


def _set_properties(properties: Any, page: Page) -> None:
    properties.title, properties.author, properties.comments = page.title, "", ""
    properties.language = page.lang
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
