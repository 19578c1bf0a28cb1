"""The committee that holds consultations."""

from tests.channels.conftest import heard, hub, scene
from tests.meetings.conftest import meetings

__all__ = ["heard", "hub", "meetings", "scene"]
