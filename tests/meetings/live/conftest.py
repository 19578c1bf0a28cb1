"""A consultation that is held: announced for units 甲 and 乙, with three items on its agenda."""

from collections.abc import Iterator

import pytest

from tests.channels.scene import Scene, build
from tests.meetings.conftest import heard, hub
from tests.meetings.live.held import Held
from tests.services.kept import telling

__all__ = ["heard", "hub"]


@pytest.fixture
def held(database_url: str) -> Iterator[Held]:
    """It is opened on the day; nothing is under discussion yet."""
    with telling(database_url, Held, build, Held.gather) as made:
        yield made


@pytest.fixture
def scene(held: Held) -> Scene:
    return held.scene
