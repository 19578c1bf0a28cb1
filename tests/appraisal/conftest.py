"""A consultation whose decision is followed up, and many issues and follow-ups that ended in every way, in a database of each kind."""

import pytest

from tests.supervision.conftest import begun, heard, held, hub, scene, story
from tests.supervision.story import Followed

from .many import fill

__all__ = ["begun", "heard", "held", "hub", "scene", "story"]


@pytest.fixture
def many(story: Followed) -> Followed:
    """150 of each kind besides; it is 10 December 2026."""
    fill(story, 150)
    return story
