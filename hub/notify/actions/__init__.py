"""Use cases of notices; callers hold the transaction."""

from .preferences import PreferenceForm, add_browser, remove_browser, remove_endpoint, set_preference
from .returning import discard, retry
from .targets import TargetForm, add_target, allow_content, pause_target, remove_target

__all__ = [
    "PreferenceForm",
    "TargetForm",
    "add_browser",
    "add_target",
    "allow_content",
    "discard",
    "pause_target",
    "remove_browser",
    "remove_endpoint",
    "remove_target",
    "retry",
    "set_preference",
]
