"""Pages of ladders 升级阶梯 and handling times 办理时限; for the office alone."""

from collections.abc import Callable

from flask import Blueprint

from ....escalation.actions import unit_of
from ....escalation.shapes import Ladder
from .. import others, words
from ..actions import unit_of_row
from ..queries import changes as differences

ladders = Blueprint("ladders", __name__)


def unit_of_ladder(ladder: Ladder) -> str:
    """What the ladder counts in (`escalation.actions.UNITS`)."""
    return unit_of(ladder.measure, ladder.calendar)


_WORDS: tuple[Callable[..., object], ...] = (
    *(others.ladder_clock, others.ladder_sentence, others.ladder_supposed, others.ladder_group),
    *(words.unit_words, words.amount_words, words.when_words),
    *(words.audience_word, words.audiences_words, words.act_word, words.tier_word),
    *(unit_of_ladder, unit_of_row),
)
for _word in _WORDS:
    ladders.add_app_template_global(_word)
ladders.add_app_template_global(differences, "differences")

from . import editing, listing, moves  # noqa: E402, F401 (they hang their doors here)
