"""What a message, a retry key and a public id may look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.channels.rules import BODY_LIMIT, clean_body, clean_client_id, clean_number, clean_public_id, excerpt
from hub.core.errors import HubError, Invalid, NotFound, TooLarge


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("收到", "收到"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("\n \n　　首行缩进\n\n", "　　首行缩进"),
        ("\t表\t格", "\t表\t格"),
        ("a\u202eb\u2066c", "abc"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("字" * BODY_LIMIT, "字" * BODY_LIMIT),
        ("字" * BODY_LIMIT + "\n\n", "字" * BODY_LIMIT),
    ],
)
def test_a_body_is_kept_as_it_was_meant(sent: str, kept: str) -> None:
    assert clean_body(sent) == kept


@pytest.mark.parametrize(
    "sent",
    ["", " \n\t", "\u200b\u200b", "\ufeff", "　", "a\x00b", "a\x1bb", "\ud800", "x\uffff", None, 7, True, [], {}, b"x"],
)
def test_what_is_no_message_is_refused(sent: object) -> None:
    with pytest.raises(Invalid):
        clean_body(sent)


@pytest.mark.parametrize("sent", ["字" * (BODY_LIMIT + 1), "\r\n" * BODY_LIMIT + "x" * BODY_LIMIT, "x" * 10**7])
def test_what_is_too_long_is_refused(sent: str) -> None:
    with pytest.raises(TooLarge):
        clean_body(sent)


@given(st.text())
def test_what_is_kept_stays_as_it_is_and_any_database_takes_it(sent: str) -> None:
    try:
        kept = clean_body(sent)
    except HubError:
        return
    assert clean_body(kept) == kept
    assert kept.encode()
    assert "\x00" not in kept
    assert "\r" not in kept


@pytest.mark.parametrize("sent", ["", " ", "a b", "键", "a" * 65, "a\n", None, 1, "a\x00"])
def test_a_key_for_retries_is_plain(sent: object) -> None:
    with pytest.raises(Invalid):
        clean_client_id(sent)


def test_usual_keys_are_taken() -> None:
    for sent in ("0b8f4c0e-3a6e-4c39-9b51-0f0b2d6a9f11", "a", "A.b_c:d~e-f"):
        assert clean_client_id(sent) == sent


@pytest.mark.parametrize(
    "sent", ["", "0" * 13, "0" * 15, "0" * 13 + "\n", "0" * 13 + "É", "\x00" * 14, "A" * 14, None, 5, {"$ne": ""}]
)
def test_what_is_no_public_id_is_not_found(sent: object) -> None:
    with pytest.raises(NotFound):
        clean_public_id(sent)


@pytest.mark.parametrize("sent", [-1, True, 1.0, "1", None])
def test_a_place_is_a_whole_number(sent: object) -> None:
    with pytest.raises(Invalid):
        clean_number(sent, "seq")


def test_a_place_fits_any_column() -> None:
    assert clean_number(10**30, "seq") == 2**31 - 1


@given(st.text())
def test_an_excerpt_is_one_short_line(body: str) -> None:
    assert len(excerpt(body)) <= 90
    assert "\n" not in excerpt(body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("**请周五前**报送\n名单", "请周五前报送 名单"),
        ("> 原话\n\n- *甲*\n- __乙__", "原话 甲 乙"),
        ("1. 先报 `x*y*z`\n2. 后办", "1. 先报 x*y*z 2. 后办"),
        ("3 * 4 * 5，2**", "3 * 4 * 5，2**"),
        ("```\n**照抄**\n```", "**照抄**"),
        ("> ", ">"),
    ],
)
def test_an_excerpt_is_what_is_read(body: str, words: str) -> None:
    assert excerpt(body) == words
