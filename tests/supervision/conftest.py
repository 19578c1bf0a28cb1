"""Minutes that are out, in a database of each kind; what they decided is followed up."""

import pytest

from tests.channels.conftest import heard, hub
from tests.channels.scene import Scene, build
from tests.services.kept import beginning

from .story import Followed

__all__ = ["heard", "hub"]


begun = beginning(Followed, build, Followed.gather, story=(Followed.decide, Followed.publish))


@pytest.fixture
def scene(begun: Followed) -> Scene:
    return begun.scene


@pytest.fixture
def held(begun: Followed) -> Followed:
    """The consultation is under way."""
    return begun


@pytest.fixture
def story(begun: Followed) -> Followed:
    """It is over, its minutes are out; one thing was decided."""
    return begun
