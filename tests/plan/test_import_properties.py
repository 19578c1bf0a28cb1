"""Laws of the reader: any text in, an answer out."""

import io
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hub.core.errors import Invalid
from hub.plan.importer import PlanReading, read_plan
from hub.plan.importer.source.docx.archive import Refused
from hub.plan.importer.source.docx.worker import read as read_archive
from hub.plan.importer.units.matching import Lookup
from hub.plan.importer.units.mentions import mentions_in, without
from hub.plan.importer.words.numerals import chinese, number_of
from tests.plan.documents import ATOMS, DIRECTORY, docx, paragraph, table

SOUP = st.lists(st.sampled_from(ATOMS), max_size=60).map("".join)


def _read(text: str | bytes, name: str = "") -> PlanReading | None:
    """The reading, or None where it is refused, with a sentence."""
    try:
        return read_plan(text, name, DIRECTORY)
    except Invalid as error:
        refusal = error
    assert refusal.message
    return None


def _check(plan: PlanReading) -> None:
    answer = json.loads(json.dumps(plan.to_json()))
    assert set(answer) == {"document", "items", "problems"}
    assert answer["items"]
    for item in plan.items:
        assert isinstance(item.number, int)
        assert len(item.title) <= 200
        assert len(item.section) <= 200
        assert len(item.body) <= 20_000
        assert all(0 < len(party.name) <= 120 for party in item.units)
        assert not item.units or any(party.is_lead for party in item.units)
        assert not set("\x00\x1d\x1f") & set(item.title + item.body + item.section)
        assert not any(set("\x00\x1d\x1f\n") & set(party.name) for party in item.units)
        assert len({(party.unit, party.name) for party in item.units}) == len(item.units)
    assert {problem.item for problem in plan.problems} <= {None, *(item.number for item in plan.items)}


@settings(max_examples=1000)
@given(st.text(max_size=300))
def test_law_any_text_has_an_answer(text: str) -> None:
    plan = _read(text)
    assert plan is None or _check(plan) is None


@settings(max_examples=1500)
@given(SOUP)
@example("1. ")
@example("（责任单位：")
@example('序号\t工作任务\t责任单位\n1\t"')
def test_law_any_soup_of_what_plans_are_made_of_has_an_answer(text: str) -> None:
    plan = _read(text)
    assert plan is None or _check(plan) is None


@settings(max_examples=1000)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "", "a.pdf", "a.doc"]))
def test_law_any_bytes_have_an_answer(data: bytes, name: str) -> None:
    plan = _read(data.replace(b"PK\x03\x04", b""), name)
    assert plan is None or _check(plan) is None


VALID = docx(
    paragraph("1. 甲。乙。（责任单位：区教育局）") + table([["序号", "工作任务", "责任单位"], ["1", "丙", "区法院"]])
)
REFUSALS = "broken|bomb|encrypted|other|long"


@settings(max_examples=1000)
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_law_a_damaged_word_file_is_read_or_refused(damages: list[tuple[int, int]]) -> None:
    data = bytearray(VALID)
    for at, byte in damages:
        data[at] = byte
    try:
        blocks = read_archive(io.BytesIO(data))
    except Refused:
        with pytest.raises(Refused, match=REFUSALS):
            read_archive(io.BytesIO(data))
    else:
        assert isinstance(blocks, list)


@settings(max_examples=1000)
@given(st.integers(1, 99))
def test_law_numerals_are_read_back(number: int) -> None:
    assert number_of(chinese(number)) == number == number_of(str(number))


@settings(max_examples=1000)
@given(SOUP)
@example("完成时限：（完成时限：（")
def test_law_mentions_stand_in_order_and_apart(text: str) -> None:
    mentions = mentions_in(text, Lookup(DIRECTORY))
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert len(without(text, mentions)) == len(text) - sum(mention.end - mention.start for mention in mentions)
