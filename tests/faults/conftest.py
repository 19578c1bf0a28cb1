"""The hubs of the socket tests, for tests that break them."""

from tests.realtime.conftest import nothing_left_open, own_world, start_hub

__all__ = ["nothing_left_open", "own_world", "start_hub"]
