"""The committee with its topics."""

from tests.meetings.conftest import heard, hub, meetings, scene

__all__ = ["heard", "hub", "meetings", "scene"]
