"""Looking through windows: with tiny ones, and clocks that went back, the same answers as a plain look through the messages."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hub.channels.searching import lookup, queries, rules, statements
from hub.channels.searching.lookup import ENOUGH, WIDEST_WINDOW, bucket_end, gap, next_width
from hub.channels.searching.rules import BUCKET
from hub.channels.searching.statements import Wanted
from hub.core import clock, db
from tests.channels.scene import Scene
from tests.channels.scene import statements as statements_sent

from .asking import ask, say

BEGAN = datetime(2026, 1, 1, 4, tzinfo=UTC)
SAID = ("会商议题", "会商，儿童", "儿童", "议", "题")
Message = tuple[str, str, date]
"""Its words, its channel and the date."""


@pytest.fixture
def talk(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """Two hundred messages newest first, one a day but for some that are dated anyhow, in buckets of four."""
    for module in (rules, lookup, statements):
        monkeypatch.setattr(module, "BUCKET", 4)
    tiny = {"FIRST_WINDOW": 1, "WIDEST_WINDOW": 4, "WIDEST_GAP": 3, "ENOUGH": 8, "FEW": 6, "AT_ONCE": (1, 2, 3)}
    for name, value in tiny.items():
        monkeypatch.setattr(lookup, name, value)
    chance = random.Random(3)
    said = []
    for day in range(200):
        instant = BEGAN + timedelta(days=chance.randrange(250) if chance.random() < 0.1 else day)
        words = f"{chance.choice(SAID)}{day}" if 30 < day < 170 or day % 20 else f"走访{day}"
        channel = chance.choice(["家庭", "全体"])
        say(scene, "甲一", words, channel=channel, at=instant)
        said.append((words, channel, instant.astimezone(clock.SHANGHAI).date()))
    return said[::-1]


QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("会商", {}),
    ("走访", {}),
    ("议", {}),
    ("议 会商", {}),
    ("没有", {}),
    ("会商 走访", {}),
    ("会商", {"channel": "家庭"}),
    ("会商", {"until": date(2026, 3, 1)}),
    ("走访", {"until": date(2026, 6, 1)}),
    ("题", {"until": date(2026, 5, 1)}),
    ("会商", {"since": date(2026, 2, 1), "until": date(2026, 2, 20)}),
    ("会商", {"until": date(2020, 1, 1)}),
    ("", {"since": date(2026, 7, 1)}),
    ("", {"until": date.max}),
]


def test_what_is_found_is_what_is_there(scene: Scene, talk: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (queries.MOST_SEEN, 16):
        monkeypatch.setattr(queries, "MOST_SEEN", most)
        for words, filters in QUESTIONS:
            assert list(_found(scene, words, filters)) == list(_there(talk, words, filters)), (words, filters)


def _found(scene: Scene, words: str, filters: dict[str, Any]) -> Iterator[str]:
    """Page after page."""
    asked = filters | ({"channel": scene.channels[filters["channel"]]} if "channel" in filters else {})
    before = None
    while True:
        found = ask(scene, "甲一", words, limit=7, before=before, **asked)
        yield from (hit.message.body for hit in found.hits)
        before = found.older
        if before is None:
            return


def _there(talk: list[Message], words: str, filters: dict[str, Any]) -> Iterator[str]:
    for body, channel, on in talk:
        is_in = filters.get("since", date.min) <= on <= filters.get("until", date.max)
        if is_in and filters.get("channel", channel) == channel and all(word in body for word in words.split()):
            yield body


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_rare_word_takes_two_statements_however_far_it_is(scene: Scene, talk: list[Message]) -> None:
    for words, hits in (("走访", 3), ("没有", 0)):
        with statements_sent() as sent:
            assert len(ask(scene, "甲一", words).hits) == hits
        assert len([one for one in sent if "search_text.folded" in one]) == 2


def test_texts_that_lack_what_was_asked_for_stay_where_they_are(scene: Scene, talk: list[Message]) -> None:
    with db.reading() as session:
        wanted = Wanted([], [["§y2026"]], ["走访"])
        batches = list(lookup.candidates(session, wanted, 10_000, 150))
    assert sum(batch.seen for batch in batches) == 150
    assert [text for batch in batches for _key, text in batch.fitting] == [
        body for body, _channel, _on in talk[:150] if body.startswith("走访")
    ]


@pytest.mark.parametrize("high", [1, 5, BUCKET, BUCKET + 1, 1000 * BUCKET + 7])
def test_a_gap_is_looked_through_whole(high: int) -> None:
    for low in (0, BUCKET, 40 * BUCKET, 990 * BUCKET):
        found = list(gap(low, high))
        ends = [high, *(lower for lower, _upper in found)]
        assert ends[:-1] == [upper for _lower, upper in found]
        assert ends[-1] == min(low, high)
        assert all(lower < upper and lower % BUCKET == 0 for lower, upper in found)


def test_windows_widen_where_little_is_found() -> None:
    assert next_width(4, 0) == 16
    assert next_width(WIDEST_WINDOW, 0) == WIDEST_WINDOW
    assert next_width(16, 16 * BUCKET) == ENOUGH // BUCKET
    assert next_width(1, 10 * ENOUGH) == 1
    assert [bucket_end(key) for key in (0, BUCKET - 1, BUCKET)] == [BUCKET, BUCKET, 2 * BUCKET]
