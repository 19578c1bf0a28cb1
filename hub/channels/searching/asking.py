"""What somebody types, as terms that all must be there; whether a text has them, and where: pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...core.errors import TooLarge
from ...core.i18n import _
from .rules import HAN, LONGEST_BEGINNING, fold, fold_with_places, is_han, is_word, on_one_line, runs

QUESTION_LIMIT = 200
"""Characters that a question may have."""
MOST_PIECES = 24
"""Pieces that are looked up; a longer question is compared with what they find."""

_QUOTES = '"“”„＂「」『』'
_PART = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s{_QUOTES}]+)")


@dataclass(frozen=True)
class Term:
    """A folded word or phrase. A word's last letters may be missing (`doc` finds `docx`), a phrase's may not."""

    text: str
    is_phrase: bool = False

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The pieces (`rules.pieces`) that every text with this term has; none for a lone Han character."""
        found: dict[str, None] = {}
        for run in runs(self.text):
            if is_han(run[0]):
                found.update(dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1)))
            else:
                found[run[:LONGEST_BEGINNING]] = None
        return tuple(found)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a folded text must have: Latin words and numbers from their beginning."""
        before = rf"(?<![^\W_{HAN}])" if is_word(self.text[0]) else ""
        after = rf"(?![^\W_{HAN}])" if self.is_phrase and is_word(self.text[-1]) else ""
        return re.compile(before + re.escape(self.text) + after)


def terms(asked: str) -> tuple[Term, ...]:
    """The terms of a question, each once; none where it has neither characters nor digits. TooLarge above the limit."""
    if len(asked) > QUESTION_LIMIT:
        raise TooLarge(_("搜索的文字最多 %(limit)d 个字，请缩短。", limit=QUESTION_LIMIT), field="q")
    found = (_term(part) for part in _PART.finditer(asked))
    return tuple(dict.fromkeys(term for term in found if any(runs(term.text))))


def pieces_of(asked: Sequence[Term]) -> list[str]:
    """The pieces to look up for all terms."""
    return list(dict.fromkeys(piece for term in asked for piece in term.pieces))[:MOST_PIECES]


def has_all(folded: str, asked: Sequence[Term]) -> bool:
    """Whether a folded text has every term."""
    return all(term.pattern.search(folded) for term in asked)


def places(text: str, asked: Sequence[Term]) -> list[tuple[int, int]]:
    """Where a text on one line has terms: stretches (from, to) of it in order, those that touch joined."""
    folded, origin = fold_with_places(text)
    joined: list[tuple[int, int]] = []
    for start, end in sorted((origin[at], origin[to - 1] + 1) for at, to in _hits(folded, asked)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _hits(folded: str, asked: Sequence[Term]) -> Iterator[tuple[int, int]]:
    for term in asked:
        for hit in term.pattern.finditer(folded):
            yield hit.span()


def _term(part: re.Match[str]) -> Term:
    phrase, word = part.groups()
    text = fold(on_one_line(word if phrase is None else phrase)).strip()
    return Term(text, phrase is not None)
