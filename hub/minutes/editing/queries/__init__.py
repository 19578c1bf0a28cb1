"""Reads of editing: the page, the texts of a passage, the list of all minutes."""

from .listing import lines, of_consultation
from .page import page
from .revisions import revisions

__all__ = ["lines", "of_consultation", "page", "revisions"]
