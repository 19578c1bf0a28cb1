"""Minutes that are out, in a database of each kind; what they decided is followed up."""

from collections.abc import Iterator

import pytest

from tests.channels.conftest import heard, hub, scene
from tests.channels.scene import Scene

from .story import Followed

__all__ = ["heard", "hub", "scene"]


@pytest.fixture
def held(scene: Scene) -> Iterator[Followed]:
    """The consultation is under way."""
    with Followed(scene) as story:
        story.gather()
        yield story


@pytest.fixture
def story(held: Followed) -> Followed:
    """It is over, its minutes are out; one thing was decided."""
    held.decide()
    held.publish()
    return held
