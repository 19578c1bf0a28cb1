"""A consultation that was held and is over, in a database of each kind; its minutes are drafted."""

import pytest

from tests.channels.conftest import heard, hub
from tests.channels.scene import Scene, build
from tests.minutes.story import Told
from tests.services.kept import beginning

__all__ = ["heard", "hub"]


begun = beginning(Told, build, Told.gather, over=(Told.hold,))


@pytest.fixture
def scene(begun: Told) -> Scene:
    return begun.scene


@pytest.fixture
def told(begun: Told) -> Told:
    """It is under way; nothing is closed yet."""
    return begun


@pytest.fixture
def over(begun: Told) -> Told:
    """It is over, and the draft stands: it is Tuesday, 24 November 2026."""
    return begun
