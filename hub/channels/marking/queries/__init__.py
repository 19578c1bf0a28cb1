"""Reads of pins, marks, origins and what one has saved."""

from .facets import load_marks, load_origins, load_pins
from .forwarding import targets
from .marks import marked
from .pins import pins
from .saved import saved, saved_in

__all__ = ["load_marks", "load_origins", "load_pins", "marked", "pins", "saved", "saved_in", "targets"]
