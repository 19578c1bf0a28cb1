"""The committee of the channels' tests, whose doings are put down."""

from tests.channels.conftest import hub, scene

__all__ = ["hub", "scene"]
