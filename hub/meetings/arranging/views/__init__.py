"""Pages of arranging: the list, week and month of consultations, the office's form, kinds and meeting rooms."""

from flask import Blueprint

from .. import words

arranging = Blueprint("arranging", __name__)

_WORDS = (words.kind_word, words.state_word, words.answer_word, words.hours_word, words.overlap_words, words.day_words)
for _word in _WORDS:
    arranging.add_app_template_global(_word)

from . import kinds, lists, periods, rooms  # noqa: E402, F401 (they hang their doors here)
