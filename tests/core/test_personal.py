"""What tells who a child is, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.personal import CHECKS, WEIGHTS, found, is_identity_number, token


def kinds(words: str) -> list[str]:
    return [place.kind for place in found(words)]


@pytest.mark.parametrize(
    "words",
    [
        "身份证11010519491231002X。",
        "身份证号：11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "小明440524188001010014不是",  # born 1880: see below
    ],
)
def test_identity_numbers(words: str) -> None:
    assert kinds(words) == ([] if "1880" in words else ["identity"])


@pytest.mark.parametrize(
    "words",
    [
        "110105194912310021",  # the check character
        "11010519491331002X",  # no such month
        "11010520230229002X",  # no such day
        "A11010519491231002X",  # part of something longer
        "11010519491231002X7",
        "2026112700000000000001",  # a flow number
    ],
)
def test_what_is_no_identity_number(words: str) -> None:
    assert kinds(words) == []


@given(st.from_regex(r"[1-8][0-9]{5}20(0[0-9]|1[0-9])(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True))
def test_exactly_one_check_character_is_right(digits: str) -> None:
    assert sum(is_identity_number(digits + check) for check in CHECKS) == 1
    right = CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11]
    assert is_identity_number(digits + right)


@pytest.mark.parametrize(
    "words", ["电话13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "家长13800138000（母亲）"]
)
def test_mobile_numbers(words: str) -> None:
    assert kinds(words) == ["mobile"]


@pytest.mark.parametrize("words", ["021-52345678", "(021)52345678", "电话 021 52345678", "0512-6512345"])
def test_landlines(words: str) -> None:
    assert kinds(words) == ["landline"]


@pytest.mark.parametrize(
    "words",
    [
        "共支出13800138000元",
        "¥13800138000",
        "13800138000.50",
        "13,800,138,000元",
        "沪教委〔2026〕13800138000号",
        "第13800138000号",
        "12800138000",  # nobody's
        "1380013800",
        "138001380001",
        "WH13800138000",
        "12345、110、12355",
        "2026-0014",
        "2026-11-27 13:30",
        "16家单位、1380人次",
    ],
)
def test_amounts_and_document_numbers_are_nobodys(words: str) -> None:
    assert kinds(words) == []


@pytest.mark.parametrize(
    "words", ["住仙霞路99弄12号301室", "天山路600号3幢 1204室", "12号楼2单元502室", "新泾三村８号２０１室"]
)
def test_full_addresses(words: str) -> None:
    assert kinds(words) == ["address"]


@pytest.mark.parametrize(
    "words", ["仙霞路99弄", "天山路600号", "长府办〔2026〕12号", "第3号会议室", "301会议室", "3号线，1号口，等候室"]
)
def test_places_where_nobody_lives(words: str) -> None:
    assert kinds(words) == []


def test_each_is_named_once_and_shown_only_in_part() -> None:
    places = found("11010519491231002X，又写一遍11010519491231002X，电话13800138000")
    assert [place.kind for place in places] == ["identity", "mobile"]
    assert [place.masked for place in places] == ["110…2X", "138…00"]


def test_a_token_stands_for_exactly_these() -> None:
    first, other = found("13800138000"), found("13900139000")
    assert token([]) == ""
    assert token(first) == token(found("打13800138000找他"))
    assert len({token(first), token(other), token([*first, *other])}) == 3
    assert token([*first, *other]) == token([*other, *first])
