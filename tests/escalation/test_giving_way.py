"""While people are connected a sweep fires a few steps at a time, and lets them on in between."""

from collections.abc import Iterator

import pytest

from hub.core import crowd
from hub.escalation import sweep as sweeping
from hub.escalation.sweep import sweep
from tests.channels.scene import Scene, statements
from tests.issues.story import Story, shanghai


@pytest.fixture
def story(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """Five issues whose first step is due, and a batch of four, a small one of two."""
    monkeypatch.setattr(sweeping, "BATCH", 4)
    monkeypatch.setattr(sweeping, "SMALL", 2)
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
    ways: list[int] = []
    monkeypatch.setattr(crowd, "give_way", lambda: ways.append(1))
    with statements() as sent:
        assert sweep() == {"fired": 5}
    assert len([statement for statement in sent if statement.startswith("INSERT INTO escalation_event")]) == batches
    assert len(ways) == batches


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


def test_where_nobody_is_it_costs_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_count", lambda: 0)
    loop = Loop(1000, monkeypatch)
    crowd.give_way()
    assert loop.turns == 1
