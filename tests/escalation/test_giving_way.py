"""While people are connected a sweep fires a few steps at a time, and lets them on in between."""

from collections.abc import Iterator
from itertools import count
from types import SimpleNamespace

import pytest

from hub.core import crowd
from hub.escalation import sweep as sweeping
from hub.escalation.sweep import fitting, sweep
from tests.channels.scene import Scene, statements
from tests.issues.story import Story, shanghai


@pytest.fixture
def story(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """Five issues whose first step is due, and a batch of four, a small one of two."""
    monkeypatch.setattr(sweeping, "BATCH", 4)
    monkeypatch.setattr(sweeping, "SMALL", 2)
    monkeypatch.setattr(sweeping, "LARGEST", 4)
    with Story(scene) as made:
        for _turn in range(5):
            made.raised()
        made.at(shanghai(11, 18, 17, 1))
        yield made


@pytest.mark.parametrize(("people", "batches"), [(0, 2), (1, 3)])
def test_batches_are_small_while_people_are_here(
    story: Story, monkeypatch: pytest.MonkeyPatch, people: int, batches: int
) -> None:
    monkeypatch.setattr(crowd, "_count", lambda: people)
    ways: list[float] = []
    monkeypatch.setattr(crowd, "give_way", ways.append)
    with statements() as sent:
        assert sweep() == {"fired": 5}
    assert len([statement for statement in sent if statement.startswith("INSERT INTO escalation_event")]) == batches
    assert len(ways) == batches
    assert all(0 < rest <= sweeping.MOST_REST for rest in ways)


@pytest.mark.parametrize(
    ("rows", "seconds", "next_rows"),
    [(200, 0.4, 200), (200, 0.1, 800), (200, 0.02, 1_000), (1_000, 0.8, 500), (10, 4.0, 25), (3, 0.0, 1_000)],
)
def test_the_next_batch_holds_its_rows_no_longer_than_it_may(rows: int, seconds: float, next_rows: int) -> None:
    assert fitting(rows, seconds) == next_rows


def test_a_sweep_takes_no_more_rows_than_it_may(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "MOST_ROWS", 3)
    assert sweep() == {"fired": 3}
    assert sweep() == {"fired": 2}


class Loop:
    """A loop in which others are busy for some turns, each of which takes a while."""

    def __init__(self, busy: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.busy, self.turns = 100.0, busy, 0
        monkeypatch.setattr(crowd.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(crowd.time, "sleep", self.sleep)

    def sleep(self, seconds: float) -> None:
        """Come back late while others are busy."""
        self.turns += 1
        self.now += seconds + (0.01 if self.turns <= self.busy else 0.0001)


@pytest.mark.parametrize(("busy", "turns"), [(0, 1), (2, 3), (1000, 4)])
def test_it_gives_way_until_nobody_is_busy_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, busy: int, turns: int
) -> None:
    monkeypatch.setattr(crowd, "_count", lambda: 1)
    loop = Loop(busy, monkeypatch)
    crowd.give_way()
    assert loop.turns == turns


@pytest.mark.parametrize(("people", "least", "most"), [(1, 0.6, 0.7), (0, 0.0, 0.1)])
def test_it_rests_first_where_somebody_is(
    monkeypatch: pytest.MonkeyPatch, people: int, least: float, most: float
) -> None:
    monkeypatch.setattr(crowd, "_count", lambda: people)
    loop = Loop(0, monkeypatch)
    began = loop.now
    crowd.give_way(0.6)
    assert least <= loop.now - began <= most


@pytest.mark.parametrize(("tick", "rest"), [(0.125, 0.375), (1.0, 1.0)])
def test_a_sweep_rests_three_times_as_long_as_its_batch_took_but_not_for_long(
    story: Story, monkeypatch: pytest.MonkeyPatch, tick: float, rest: float
) -> None:
    """Batches of two, each of which takes a tick of this clock."""
    monkeypatch.setattr(crowd, "_count", lambda: 1)
    ways: list[float] = []
    monkeypatch.setattr(crowd, "give_way", ways.append)
    monkeypatch.setattr(sweeping, "time", SimpleNamespace(monotonic=count(0.0, tick).__next__))
    monkeypatch.setattr(sweeping, "MOST_SECONDS", 50)
    assert sum(sweep().values()) == 5
    assert ways == [rest] * 3


def test_where_nobody_is_it_costs_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_count", lambda: 0)
    loop = Loop(1000, monkeypatch)
    crowd.give_way()
    assert loop.turns == 1
