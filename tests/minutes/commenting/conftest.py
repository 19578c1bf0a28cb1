"""Minutes that stand as a draft, and units that are asked for comments."""

import pytest

from hub.minutes.commenting import actions
from tests.minutes.story import Told


@pytest.fixture
def drafted(over: Told) -> Told:
    """The draft stands: it is Tuesday, 24 November 2026."""
    return over


@pytest.fixture
def asked(drafted: Told) -> Told:
    """区甲局 and 区乙局 are asked, until Friday's close of business."""
    drafted.run(actions.ask_units, "办一")
    return drafted
