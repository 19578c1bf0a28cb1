"""The time of reading grows with the length of the text, whatever the text: no pattern makes it explode."""

import gc
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.core.errors import Invalid
from hub.plan.importer import read_plan
from tests.plan.documents import ATOMS, DIRECTORY

pytestmark = pytest.mark.slow

SHORT, TIMES, ALLOWED = 8_000, 8, 20
"""Characters, how many times more, and how many times longer that may take: quadratic time would take 64."""
ALWAYS = 0.03
"""Seconds of a processor that are no growth: what a busy machine's caches cost."""


@pytest.fixture(autouse=True, scope="module")
def nothing_else() -> Iterator[None]:
    """The collector would go through all that other tests have left, and stop whom it likes."""
    gc.freeze()
    yield
    gc.unfreeze()


def _seconds(text: str) -> float:
    begun = time.process_time()
    with suppress(Invalid):
        read_plan(text, "", DIRECTORY)
    return time.process_time() - begun


def _check_growth(unit: str) -> None:
    short = unit * (SHORT // len(unit))
    base = min(_seconds(short) for _ in range(2))
    long = _seconds(short * TIMES)
    if long > ALLOWED * base + ALWAYS:
        long = min(_seconds(short * TIMES) for _ in range(2))
    assert long <= ALLOWED * base + ALWAYS, f"{unit!r}: {base:.3f} s, {TIMES} times as much: {long:.3f} s"


KNOWN = [
    '责任单位：区教育局"区民政局、',
    "责任单位：区教育局\n",
    "1. 甲（",
    "（责任单位：区教育局）2. ",
    "一、甲\n（一）",
    "甲\n乙",
]
"""What once took longer than it should, and what looks as if it might."""


@pytest.mark.parametrize("unit", KNOWN)
def test_time_grows_with_length(unit: str) -> None:
    _check_growth(unit)


@pytest.mark.parametrize("unit", ATOMS)
def test_time_grows_with_length_of_anything_repeated(unit: str) -> None:
    _check_growth(unit)


@settings(max_examples=12)
@given(st.lists(st.sampled_from(ATOMS), min_size=2, max_size=8).map("".join))
def test_law_time_grows_with_length(unit: str) -> None:
    _check_growth(unit)


@pytest.mark.soak
@settings(max_examples=500)
@given(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=10).map("".join))
def test_law_time_grows_with_length_in_a_long_search(unit: str) -> None:
    _check_growth(unit)
