"""The committee with its agendas."""

from tests.meetings.conftest import heard, hub, meetings, scene

__all__ = ["heard", "hub", "meetings", "scene"]
