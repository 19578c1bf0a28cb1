"""A consultation that was held and is over, in a database of each kind; its minutes are drafted."""

from collections.abc import Iterator

import pytest

from tests.channels.conftest import heard, hub, scene
from tests.channels.scene import Scene
from tests.minutes.story import Told

__all__ = ["heard", "hub", "scene"]


@pytest.fixture
def told(scene: Scene) -> Iterator[Told]:
    """It is under way; nothing is closed yet."""
    with Told(scene) as made:
        made.gather()
        yield made
