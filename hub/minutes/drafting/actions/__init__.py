"""Acts on drafts: made from the record, made anew, their shortened words accepted, their wording changed."""

from .accepting import accept
from .drafting import draft
from .shortening import change_unshortened
from .wording import change_wording, reset_wording

__all__ = ["accept", "change_unshortened", "change_wording", "draft", "reset_wording"]
