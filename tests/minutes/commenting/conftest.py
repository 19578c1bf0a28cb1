"""Minutes that stand as a draft, and units that are asked for comments."""

import pytest

from hub.minutes.commenting import actions
from tests.minutes.conftest import heard, hub, scene, told
from tests.minutes.story import Told

__all__ = ["heard", "hub", "scene", "told"]


@pytest.fixture
def drafted(told: Told) -> Told:
    """The draft stands: it is Tuesday, 24 November 2026."""
    told.hold()
    return told


@pytest.fixture
def asked(drafted: Told) -> Told:
    """区甲局 and 区乙局 are asked, until Friday's close of business."""
    drafted.run(actions.ask_units, "办一")
    return drafted
