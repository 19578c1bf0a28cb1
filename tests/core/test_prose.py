"""What is code, address, @name and prose in a text: nothing lost, nothing named that is not meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.prose import Kind, Names, _unmarked, pieces, plain

NAMES = Names(["区教育局", "区教育局办公室", "张伟", "张伟明", "John", "各街镇", "李娜（区民政局）"])

BITS = [*"`~@＠ \n*_\\()。.:/ab1", "区教育局", "张伟", "各街镇", "```", "~~~\n", "https://a.cn", "\n\n"]
TEXTS = st.lists(st.sampled_from(BITS), max_size=60).map("".join)


def found(text: str, kind: Kind = Kind.MENTION) -> list[str]:
    return [piece.text for piece in pieces(text, NAMES) if piece.kind is kind]


@given(TEXTS)
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece.source for piece in pieces(text, NAMES)) == text


@given(st.lists(st.sampled_from([*BITS, "> ", "- ", "+ ", "1. "]), max_size=12).map("".join))
def test_only_a_text_with_marks_is_taken_apart(text: str) -> None:
    assert plain(text) == _unmarked(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("请@区教育局 回复", ["区教育局"]),
        ("请@区教育局办公室回复", ["区教育局办公室"]),
        ("@张伟明天到", ["张伟明"]),
        ("＠张伟，请看", ["张伟"]),
        ("OK@张伟", ["张伟"]),
        ("（@各街镇）", ["各街镇"]),
        ("@李娜（区民政局）请", ["李娜（区民政局）"]),
        ("@李娜", []),
        ("@John, hi", ["John"]),
        ("@Johnson", []),
        ("me@John.example", []),
        ("me@区教育局.cn", []),
        ("a.b-c+d@John", []),
        ("@ 张伟", []),
        ("@@张伟", ["张伟"]),
        ("`@张伟`", []),
        ("``a ` @张伟``", []),
        ("`@张伟", ["张伟"]),
        ("`a\n\n@张伟`", ["张伟"]),
        ("\\`@张伟`", ["张伟"]),
        ("```\n@张伟\n```\n@区教育局", ["区教育局"]),
        ("~~~\n@张伟\n```\n@区教育局", []),
        ("```\n@张伟", []),
        ("a ``` @张伟", ["张伟"]),
        ("https://a.cn/@张伟", []),
        ("https://a.cn/x，@张伟", ["张伟"]),
    ],
)
def test_names_are_found_where_a_reader_sees_them(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("见https://www.gov.cn/a?b=1&c=%E5#d。谢谢", ["https://www.gov.cn/a?b=1&c=%E5#d"]),
        ("（http://a.cn/x(1)）", ["http://a.cn/x(1)"]),
        ("(http://a.cn/x)", ["http://a.cn/x"]),
        ("**https://a.cn**", ["https://a.cn"]),
        ("https://a.cn/x, HTTP://B.CN/.", ["https://a.cn/x", "HTTP://B.CN/"]),
        ('<https://a.cn>"', ["https://a.cn"]),
        ("xhttps://a.cn javascript:alert(1) ftp://a.cn //a.cn https://", []),
        ("`https://a.cn`", []),
    ],
)
def test_addresses_end_where_the_sentence_goes_on(text: str, addresses: list[str]) -> None:
    assert found(text, Kind.ADDRESS) == addresses
