"""What was written is what is read: plans of any words, in several layouts, torn anywhere in mid-sentence."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.plan.importer.words.numerals import chinese
from tests.plan.documents import NAMES, read

pytestmark = pytest.mark.slow

WORDS = "完善家庭学校社会协同机制推动落实开展讲座走访评估排查建立台账提升能力水平"
UNITS = [*NAMES.split(), "各街镇", "各成员单位"]
TEARS = ["\n\n", "\n", "\n\n- 3 -\n\n", "\n　　"]
"""What a page or a line does in mid-sentence."""

NUMBERINGS: list[Callable[[int, int], str]] = [
    lambda through, _at: f"{through}. ",
    lambda through, _at: f"{through}、",
    lambda through, _at: f"（{chinese(through)}）",
    lambda _through, at: f"（{chinese(at)}）",
    lambda through, _at: f"（{through}）",
]
NAMINGS: list[Callable[[list[str]], str]] = [
    lambda units: f"（责任单位：{'、'.join(units)}）",
    lambda units: f"（责任单位: {'、 '.join(units)})",
    lambda units: f"（{'、'.join(units)}按职责分工负责）",
    lambda units: f"（{units[0]}牵头" + (f"，{'、'.join(units[1:])}配合）" if units[1:] else "）"),
    lambda units: f"（牵头单位：{units[0]}" + (f"；配合单位：{'、'.join(units[1:])}）" if units[1:] else "）"),
]


def _words(chance: Random, fewest: int) -> str:
    return "".join(chance.choices(WORDS, k=chance.randint(fewest, 16)))


def _body(chance: Random) -> str:
    return "".join(
        "，".join(_words(chance, 4) for _ in range(chance.randint(1, 4))) + "。" for _ in range(chance.randint(1, 4))
    )


def _torn(chance: Random, text: str) -> str:
    """The text torn in two places at most, never after a full stop, where nobody could tell."""
    for cut in sorted(chance.sample(range(1, len(text)), k=chance.randint(0, 2)), reverse=True):
        if text[cut - 1] != "。":
            text = text[:cut] + chance.choice(TEARS) + text[cut:]
    return text


@settings(max_examples=1000)
@given(st.integers(0, 2**32))
def test_law_what_was_written_is_what_is_read_however_torn(seed: int) -> None:
    chance = Random(seed)
    numbering, naming = chance.choice(NUMBERINGS), chance.choice(NAMINGS)
    lines, expected = ["2026年某区未成年人保护工作要点"], []
    for place in range(1, chance.randint(2, 5)):
        section = f"{chinese(place)}、{_words(chance, 5)}"
        lines.append(section)
        for at in range(1, chance.randint(2, 5)):
            title, body, units = _words(chance, 5), _body(chance), chance.sample(UNITS, k=chance.randint(1, 6))
            expected.append((section, title, body, units))
            lines.append(f"{numbering(len(expected), at)}{title}。{_torn(chance, body + naming(units))}")
    plan = read("\n".join(lines))
    found = [(item.section, item.title, item.body, [party.name for party in item.units]) for item in plan.items]
    assert found == expected
    assert [item.number for item in plan.items] == list(range(1, len(expected) + 1))
