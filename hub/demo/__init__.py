"""What an empty database is filled with: the demo world on the first start, or one administrator by `python3 -m hub init`."""

from .empty import empty_world
from .world import demo_world

__all__ = ["demo_world", "empty_world"]
