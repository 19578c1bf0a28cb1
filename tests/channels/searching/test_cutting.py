"""The cutter's laws: every stretch of Han characters is found by its pieces, whatever stands around it, and nothing else is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.channels.searching.asking import Term, has_all, pieces_of, places, terms
from hub.channels.searching.dates import EARLIEST, LATEST, tags_of_range
from hub.channels.searching.excerpts import excerpt
from hub.channels.searching.rules import fold, fold_with_places, on_one_line, pieces, shown, tags_of_date
from hub.core.errors import TooLarge

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4E20), min_size=1, max_size=4)
TEXT = st.text(
    st.one_of(st.characters(min_codepoint=0x4E00, max_codepoint=0x4E20), st.sampled_from(" ，。A1x-\n　ＡéΣßﬁ①㎡İ"))
)


@given(before=TEXT, word=HAN, after=TEXT)
def test_any_stretch_of_han_characters_is_found(before: str, word: str, after: str) -> None:
    text = fold(on_one_line(before + word + after))
    asked = terms(word)
    assert set(pieces_of(asked)) <= pieces(text)
    assert has_all(text, asked)


@given(text=TEXT, word=HAN)
def test_only_what_is_there_is_found(text: str, word: str) -> None:
    folded = fold(on_one_line(text))
    assert has_all(folded, terms(word)) == (word in folded)
    assert word not in folded or set(pieces_of(terms(word))) <= pieces(folded)


@given(TEXT)
def test_every_folded_character_comes_from_somewhere(text: str) -> None:
    line = on_one_line(text)
    folded, origin = fold_with_places(line)
    assert folded == fold(line)
    assert origin == sorted(origin)
    assert all(character in fold(line[place]) for character, place in zip(folded, origin, strict=True))


@pytest.mark.parametrize(
    ("text", "asked", "is_there"),
    [
        ("2026年3月底前报送", "2026年3月", True),
        ("2026 年 3 月底前报送", "2026年3月", True),
        ("2026年13月", "3月", False),
        ("拨打12309热线", "12309", True),
        ("拨打12309热线", "123", True),
        ("拨打12309热线", "309", False),
        ("拨打１２３０９热线", "12309", True),
        ("建立“1+N”机制", "1+N", True),
        ("建立“1＋Ｎ”机制", "1+n机制", False),
        ("建立1+N机制", "1+n机制", True),
        ("附件：名单.DOCX", "docx", True),
        ("附件：名单.DOCX", "doc", True),
        ("附件：名单.DOCX", "“doc”", False),
        ("附件：名单.DOCX", "ocx", False),
        ("教育局、民政局各报一份", "民政局 教育局", True),
        ("教育局、民政局各报一份", "民政局 司法局", False),
        ("教育局、民政局各报一份", "“教育局 民政局”", False),
        ("请看 强制报告 制度", "“强制报告 制度”", True),
        ("强制报告的制度", "＂强制报告制度＂", False),
        ("强制报告制度", "「强制报告制度」", True),
        ("强制报告制度", "“强制报告", True),
        ("请**强制**报告", "强制报告", True),
        ("`会商`机制", "会商机制", True),
        ("未成\u200b年人", "未成年人", True),
        ("卫生健\n康委", "卫生健康委", False),
        ("乙", "乙", True),
        ("甲", "乙", False),
        ("café", "cafe\u0301", True),
    ],
)
def test_words_phrases_and_mixtures(text: str, asked: str, is_there: bool) -> None:
    folded, found = fold(shown(text)), terms(asked)
    assert found
    assert (set(pieces_of(found)) <= pieces(folded) and has_all(folded, found)) == is_there
    assert bool(places(shown(text), found)) or not is_there


@pytest.mark.parametrize("asked", ["", "   ", "，。+", "“”", '"'])
def test_what_asks_for_nothing(asked: str) -> None:
    assert terms(asked) == ()


def test_a_question_has_an_end() -> None:
    assert terms("会" * 200)
    with pytest.raises(TooLarge):
        terms("会" * 201)


def test_the_same_word_twice_is_once() -> None:
    assert terms("会商 会商 “会商”") == (Term("会商"), Term("会商", is_phrase=True))


@given(st.dates(EARLIEST, LATEST), st.integers(0, 1200), st.integers(-800, 2000))
def test_a_range_of_dates_is_exactly_its_pieces(first: date, days: int, offset: int) -> None:
    last = min(first + timedelta(days), LATEST)
    day = min(max(first + timedelta(offset), EARLIEST), LATEST)
    cover = tags_of_range(first, last)
    assert bool(set(cover) & set(tags_of_date(day))) == (first <= day <= last)
    assert len(cover) <= 2 * (30 + 11) + 100


def test_an_open_range_reaches_to_either_end() -> None:
    assert set(tags_of_range(None, date(2026, 1, 2))) & set(tags_of_date(date(2001, 5, 5)))
    assert not set(tags_of_range(date(2026, 1, 2), None)) & set(tags_of_date(date(2026, 1, 1)))
    assert tags_of_range(date(2026, 1, 2), date(2026, 1, 1)) == []


@given(before=TEXT, word=HAN, after=TEXT, length=st.integers(1, 60))
def test_an_excerpt_is_a_part_of_the_text_and_shows_the_hit(before: str, word: str, after: str, length: int) -> None:
    line = on_one_line(before * 9 + word + after * 9)
    stretches = excerpt(line, terms(word), length)
    assert "".join(one.text for one in stretches).strip("…") in line
    assert any(fold(one.text).startswith(word) for one in stretches if one.is_hit)


def test_an_excerpt_marks_every_hit_and_joins_those_that_touch() -> None:
    found = excerpt("会商会商，再会商", terms("会商"))
    assert [(one.text, one.is_hit) for one in found] == [("会商会商", True), ("，再", False), ("会商", True)]


def test_an_excerpt_marks_the_writing_of_the_text_not_of_the_question() -> None:
    found = excerpt("拨打１２３ ０９，ＤＯＣＸ", terms("docx 123"))
    assert [one.text for one in found if one.is_hit] == ["１２３", "ＤＯＣＸ"]
