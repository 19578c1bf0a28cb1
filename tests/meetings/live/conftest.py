"""A consultation that is held: announced for units 甲 and 乙, with three items on its agenda."""

from collections.abc import Iterator

import pytest

from tests.channels.scene import Scene
from tests.meetings.conftest import heard, hub, scene
from tests.meetings.live.held import Held

__all__ = ["heard", "hub", "scene"]


@pytest.fixture
def held(scene: Scene) -> Iterator[Held]:
    """It is opened on the day; nothing is under discussion yet."""
    with Held(scene) as made:
        made.gather()
        yield made
