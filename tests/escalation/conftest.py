"""The committee in a database of each kind."""

from tests.channels.conftest import scene

__all__ = ["scene"]
