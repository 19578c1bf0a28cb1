"""The Word file, read back and held to the standard's table element by element (GB/T 9704-2012)."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as some

from hub.documents.official.docx import write
from hub.documents.official.measures import masthead_half_points
from hub.documents.official.tree import OfficialDocument, Part
from tests.documents.official.sample import WHOLE


def read(document: OfficialDocument) -> Any:
    """What a reader finds."""
    file = BytesIO()
    write(document, file)
    return docx.Document(BytesIO(file.getvalue()))


@pytest.fixture(scope="module")
def whole() -> Any:
    return read(WHOLE)


def paragraph(whole: Any, words: str) -> Any:
    """The paragraph that begins with these words."""
    return next(one._p for one in whole.paragraphs if one.text.startswith(words))


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    """An attribute of what lies at the path, as `pPr/spacing`."""
    found = element.find("/".join(qn(f"w:{name}") for name in path.split("/")))
    return None if found is None else found.get(qn(f"w:{attribute}"))


def font(element: Any, number: int = 0) -> str | None:
    """The Chinese font of a run."""
    return value(element.findall(qn("w:r"))[number], "rPr/rFonts", "eastAsia")


def test_the_page_is_a4_with_the_standards_margins_and_no_grid(whole: Any) -> None:
    properties = whole.sections[0]._sectPr
    assert [value(properties, "pgSz", name) for name in ("w", "h")] == ["11906", "16838"]
    sides = ("top", "bottom", "left", "right", "footer")
    assert [value(properties, "pgMar", name) for name in sides] == ["2098", "1984", "1587", "1474", "1417"]
    assert properties.find(qn("w:docGrid")) is None


def test_every_line_is_the_standards_and_no_widow_moves_one(whole: Any) -> None:
    for one in whole.paragraphs:
        assert value(one._p, "pPr/widowControl") == "0"
    for part in WHOLE.parts:
        found = paragraph(whole, f"{part.label}{part.text}")
        assert (value(found, "pPr/spacing", "line"), value(found, "pPr/spacing", "lineRule")) == ("579", "exact")
        assert value(found, "pPr/ind", "firstLineChars") == "200"
        run = found.find(qn("w:r"))
        assert (value(run, "rPr/sz"), value(run, "rPr/spacing")) == ("32", "-5")


def test_every_run_names_its_chinese_font(whole: Any) -> None:
    runs = [run for one in whole.element.body.iter(qn("w:r")) for run in [one] if one.find(qn("w:t")) is not None]
    assert len(runs) > 10
    assert all(value(run, "rPr/rFonts", "eastAsia") for run in runs)


def test_the_levels_have_their_fonts_and_nothing_is_bold(whole: Any) -> None:
    fonts = [font(paragraph(whole, f"{part.label}{part.text}")) for part in WHOLE.parts]
    assert fonts == ["仿宋_GB2312", "黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"]
    assert not list(whole.element.body.iter(qn("w:b")))


def test_masthead_number_rule_and_title(whole: Any) -> None:
    masthead, number, title = (paragraph(whole, one) for one in (WHOLE.masthead, WHOLE.number, WHOLE.title))
    run = masthead.find(qn("w:r"))
    assert (font(masthead), value(run, "rPr/color"), value(run, "rPr/sz")) == ("方正小标宋简体", "FF0000", "73")
    assert value(masthead, "pPr/spacing", "before") == "1984"  # 35 mm
    assert value(number, "pPr/spacing", "before") == str(2 * 579)
    assert value(number, "pPr/pBdr/bottom", "color") == "FF0000"
    assert value(number, "pPr/pBdr/bottom", "space") == "11"  # 4 mm
    assert (font(title), value(title.find(qn("w:r")), "rPr/sz")) == ("方正小标宋简体", "44")
    assert value(title, "pPr/spacing", "before") == str(2 * 579)
    assert all(value(one, "pPr/jc") == "center" for one in (masthead, number, title))


@pytest.mark.parametrize(("length", "points"), [(4, 44), (10, 44), (12, 36.5), (19, 23), (40, 11)])
def test_a_long_masthead_is_smaller(length: int, points: float) -> None:
    assert masthead_half_points("纪" * length) == points * 2


def test_people_stand_after_the_colon(whole: Any) -> None:
    found = paragraph(whole, "出席：")
    assert (font(found, 0), font(found, 1)) == ("黑体", "仿宋_GB2312")
    assert [value(found, "pPr/ind", name) for name in ("leftChars", "hangingChars")] == ["500", "300"]
    assert whole.paragraphs[[one._p for one in whole.paragraphs].index(found) - 1].text == ""


def test_the_date_stands_right_without_leading_zeros(whole: Any) -> None:
    last = whole.paragraphs[-1]
    assert last.text == "2026年1月5日"
    assert (value(last._p, "pPr/jc"), value(last._p, "pPr/ind", "rightChars")) == ("right", "400")


def test_the_foot_is_a_frame_at_the_bottom_before_the_last_paragraph(whole: Any) -> None:
    framed = [one for one in whole.paragraphs if one._p.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None]
    assert [one.text for one in framed] == [
        "抄送：区未保委各成员单位，各街镇。",
        "\t",
        "区民政局办公室\t2026年1月5日印发",
    ]
    assert framed[-1]._p.getnext() is whole.paragraphs[-1]._p
    for one in framed:
        assert [value(one._p, "pPr/framePr", name) for name in ("w", "yAlign", "vAnchor")] == [
            "8844",
            "bottom",
            "margin",
        ]
        assert [value(one._p, f"pPr/pBdr/{side}", "sz") for side in ("top", "bottom")] == ["8", "8"]
    assert value(framed[0]._p.find(qn("w:r")), "rPr/sz") == "28"


def test_page_numbers_stand_outside(whole: Any) -> None:
    section = whole.sections[0]
    assert whole.settings.element.find(qn("w:evenAndOddHeaders")) is not None
    for footer, align, side in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        found = footer.paragraphs[0]
        assert found.text == "— 1 —"
        assert (value(found._p, "pPr/jc"), value(found._p, "pPr/ind", side)) == (align, "280")
        assert " PAGE " in [one.text for one in found._p.iter(qn("w:instrText"))]
        assert font(found._p) == "宋体"


def test_a_draft_says_so_on_every_page() -> None:
    drafted = read(OfficialDocument("会议纪要", "第1期", "题", (Part("一"),), mark="草稿　办一"))
    section = drafted.sections[0]
    assert [one.paragraphs[0].text for one in (section.header, section.even_page_header)] == ["草稿　办一"] * 2
    assert "抄送" not in "".join(one.text for one in drafted.paragraphs)


@given(some.text(some.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=40))
def test_whatever_is_written_is_read_again(text: str) -> None:
    found = read(OfficialDocument("会议纪要", "第1期", "题", (Part(f"始{text}终"),)))
    assert f"始{text}终" in [one.text for one in found.paragraphs]


def test_lines_stay_and_what_no_xml_can_say_is_left_out() -> None:
    found = read(OfficialDocument("会议纪要", "第1期", "题", (Part("一\n二\x00\x0b\ufffe三"),)))
    assert "一\n二三" in [one.text for one in found.paragraphs]
