"""Stories of issues under ladders that the office changes."""

from tests.channels.conftest import heard, hub, scene
from tests.issues.conftest import story

__all__ = ["heard", "hub", "scene", "story"]
