"""What issues do about news from below: who leaves a channel or a unit, and days that turn out to be no working days."""

from . import cards as _cards  # noqa: F401 (messages show them)
from . import matters as _matters  # noqa: F401 (the engine serves them)
