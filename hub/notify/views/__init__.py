"""Pages of notices: how I am told, where the group is told, and what could not be delivered."""

from collections.abc import Callable, Iterable

from flask import Blueprint

from .. import words
from ..rules import DAY_MINUTES

notify = Blueprint("notify", __name__)


def minute_text(minute: int) -> str:
    """A minute of the day as a clock writes it."""
    return f"{minute % DAY_MINUTES // 60:02}:{minute % 60:02}"


def paces_of(paces: Iterable[str]) -> list[tuple[str, str]]:
    """Paces as a list to choose from."""
    return [(pace, words.pace_word(pace)) for pace in paces]


def target_choices(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Kinds of targets as a list to choose from."""
    return [(kind, words.target_word(kind)) for kind in kinds]


_WORDS: tuple[Callable[..., object], ...] = (
    *(minute_text, paces_of, target_choices),
    *(words.way_word, words.target_word, words.cause_word, words.pace_word, words.reason_sentence),
)
for _word in _WORDS:
    notify.add_app_template_global(_word)

from . import lost, preferences, targets  # noqa: E402, F401 (they hang their doors here)
