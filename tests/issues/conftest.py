"""A committee with issues in a database of each kind, and a clock that goes on as the story does."""

from collections.abc import Iterator

import pytest

from tests.channels.conftest import heard, hub, scene
from tests.channels.scene import Scene
from tests.issues.story import Story

__all__ = ["heard", "hub", "scene"]


@pytest.fixture
def story(scene: Scene) -> Iterator[Story]:
    """The committee, on a Monday morning at 10:00."""
    with Story(scene) as made:
        yield made
