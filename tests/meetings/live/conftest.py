"""A consultation that is held: announced for units 甲 and 乙, with three items on its agenda."""

import pytest

from tests.channels.scene import Scene, build
from tests.meetings.conftest import heard, hub
from tests.meetings.live.held import Held
from tests.services.kept import beginning

__all__ = ["heard", "hub"]


held = beginning(Held, build, Held.gather)
"""It is opened on the day; nothing is under discussion yet."""


@pytest.fixture
def scene(held: Held) -> Scene:
    return held.scene
