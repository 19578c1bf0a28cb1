"""Minutes that are out, in a database of each kind; what they decided is followed up."""

from collections.abc import Iterator

import pytest

from tests.channels.conftest import heard, hub
from tests.channels.scene import Scene, build
from tests.services.kept import telling

from .story import Followed

__all__ = ["heard", "hub"]


@pytest.fixture
def begun(database_url: str, request: pytest.FixtureRequest) -> Iterator[Followed]:
    """As far as the test wants it told."""
    further = (Followed.decide, Followed.publish) if "story" in request.fixturenames else ()
    with telling(database_url, Followed, build, Followed.gather, *further) as story:
        yield story


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
