"""The PDF as it is laid out: 22 lines of 28 characters, every character there or none of it, words that are no markup."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from hub.core.errors import Unavailable
from hub.documents.official import fonts
from hub.documents.official.pdf import write
from hub.documents.official.tree import OfficialDocument, Part
from tests.documents.official.sample import WHOLE, filled
from tests.services.processes import missing

LONGEST_SECONDS = 60
RARE = "喆堃珺玥镕"
NOWHERE = "\U000e0fff"
"""A code point that is assigned to nothing."""


@pytest.fixture(autouse=True)
def tools() -> None:
    if shutil.which("pdftotext") is None:
        missing("documents", "there is no pdftotext (Debian: poppler-utils)")
    if not fonts.families("fangsong"):
        missing("documents", f"there is no Chinese font (Debian: {fonts.PACKAGE})")


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", dict)


def text_of(folder: Path, document: OfficialDocument, page: int, *options: str) -> str:
    """The words of a page."""
    (folder / "file.pdf").write_bytes(write(document))
    command = ["pdftotext", "-f", str(page), "-l", str(page), *options, str(folder / "file.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=LONGEST_SECONDS).stdout


def test_a_page_has_twenty_two_lines_of_twenty_eight_characters(tmp_path: Path) -> None:
    found = text_of(tmp_path, filled(60), 2, "-layout")
    lines = [line.strip() for line in found.splitlines() if "测" in line]
    assert [len(line) for line in lines] == [28] * 22
    assert "—2—" in found.replace(" ", "")


def test_all_of_it_is_there_in_its_order(tmp_path: Path) -> None:
    words = "".join(text_of(tmp_path, WHOLE, page) for page in (1, 2)).replace(" ", "").replace("\n", "")
    order = (
        *(
            "未成年人保护工作会议纪要",
            "〔2026〕3号",
            "未成年人心理健康专项会商纪要",
            "一、关于转介衔接机制",
            "（一）意见情况",
        ),
        *(f"1.会议议定：由区教育局牵头，{RARE}配合。", "（1）分项", "出席：区民政局", "请假：区应急局"),
    )
    places = [words.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "抄送：区未保委各成员单位，各街镇。" in words
    assert "2026年1月5日印发" in words


def test_the_foot_stands_at_the_bottom_of_the_type_area(tmp_path: Path) -> None:
    pages = [text_of(tmp_path, WHOLE, page, "-bbox") for page in (1, 2)]
    (found,) = [re.search(r'yMax="([\d.]+)">[^<]*印发<', page) for page in pages if "印发" in page]
    assert found
    bottom = 842 - 99  # points: A4's height, and the margin of 35 mm under the type area
    assert bottom - 30 < float(found[1]) < bottom + 5


def test_words_are_no_markup(tmp_path: Path) -> None:
    said = '#panic("x") *粗* $a$ [链接] <标签> @引用 \\u{41} "引号" //注释 {{}}'
    found = text_of(tmp_path, OfficialDocument("会议纪要", "第1期", "标题", (Part(said),)), 1)
    assert said.replace(" ", "") in found.replace(" ", "").replace("\n", "")


def test_a_break_within_a_paragraph_is_one(tmp_path: Path) -> None:
    document = OfficialDocument("会议纪要", "第1期", "标题", (Part("第一行\n第二行"),))
    lines = [line.strip() for line in text_of(tmp_path, document, 1, "-layout").splitlines()]
    assert lines.index("第二行") == lines.index("第一行") + 1


@pytest.mark.parametrize("where", ["title", "masthead", "mark", "recipients"])
def test_no_box_is_printed_for_what_no_font_has(where: str) -> None:
    with pytest.raises(Unavailable, match=f"“{NOWHERE}”.*{fonts.PACKAGE}"):
        write(replace(WHOLE, **{where: f"某{NOWHERE}"}))


def test_no_box_is_printed_in_text_or_among_people() -> None:
    for document in (
        replace(WHOLE, parts=(*WHOLE.parts, Part(NOWHERE, 1))),
        replace(WHOLE, people=(replace(WHOLE.people[0], names=NOWHERE),)),
    ):
        with pytest.raises(Unavailable):
            write(document)


@pytest.mark.usefixtures("without_fonts")
def test_a_machine_without_fonts_says_so() -> None:
    with pytest.raises(Unavailable, match="未成年人"):
        write(WHOLE)
