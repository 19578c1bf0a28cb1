"""What the engine does about news from below: whoever changes posts leaves to somebody what it has told them."""

from . import handing_over as _handing_over  # noqa: F401 (it is handed over from now on)
