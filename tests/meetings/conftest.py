"""A committee that holds consultations in a database of each kind, and a clock that stands still until somebody moves it."""

from collections.abc import Iterator

import pytest

from tests.channels.conftest import heard, hub, scene
from tests.channels.scene import Scene
from tests.meetings.story import Meetings

__all__ = ["heard", "hub", "scene"]


@pytest.fixture
def meetings(scene: Scene) -> Iterator[Meetings]:
    """The committee, on a Monday morning at 10:00."""
    with Meetings(scene) as made:
        yield made
