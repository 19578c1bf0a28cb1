"""The title of an item and what is left for its body: bold words, the first sentence, or what stands before a colon."""

import re
from dataclasses import dataclass

from ..source.blocks import SOFT

LONGEST_TITLE = 60
_LONGEST_BEFORE_COLON = 40
_SENTENCE_END = re.compile(r"[。！？｡]")
_ENDS = "。．.：:；;，, ｡"
_NAME_OF_FIELD = re.compile(r"(?:任务名称|事项名称|工作任务|工作事项|任务标题|任务|事项|标题|名称)\s*[：:]\s*")
_IN_SQUARE = re.compile(r"[【〔［]([^】〕］。]{2,40})[】〕］]")
_NEEDLESS = re.compile(
    r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \u3000]+(?=[\u3001-\u9fff\uff00-\uffef])"
    r"|(?<=\d)[ \u3000]+(?=[年月日])|(?<=[年月])[ \u3000]+(?=\d)"
)
_WIDE_GAP = re.compile(r"([^\s，。；：、]{4,40})\s{2,}(?=\S)")


@dataclass(frozen=True)
class Titled:
    """A title, and the rest of its paragraph."""

    title: str
    rest: str


def plain(text: str) -> str:
    """`text` with its torn lines joined: without a gap between Chinese characters, with a blank between words."""
    joined = re.sub(rf"(?<=[a-zA-Z]){SOFT}+(?=[a-zA-Z])", " ", text).replace(SOFT, "")
    return re.sub("。{2,}", "。", _NEEDLESS.sub("", joined)).strip()


def title_of(text: str, bold: int) -> Titled:
    """Part a paragraph (its number left out) into title and rest; its first `bold` characters are bold."""
    field = _NAME_OF_FIELD.match(text)
    if field:
        text, bold = text[field.end() :], max(0, bold - field.end())
    return _bold_title(text, bold) or _squared_title(text) or _sentence(text)


def _bold_title(text: str, bold: int) -> Titled | None:
    words = plain(text[:bold]).strip(_ENDS)
    if not 1 < len(words) <= LONGEST_TITLE or _SENTENCE_END.search(words):
        return None
    return Titled(words, text[bold:].lstrip(_ENDS + SOFT))


def _squared_title(text: str) -> Titled | None:
    match = _IN_SQUARE.match(text)
    return Titled(plain(match[1]), text[match.end() :].lstrip(_ENDS + SOFT)) if match else None


def _sentence(text: str) -> Titled:
    gap = _WIDE_GAP.match(text)
    if gap:
        return Titled(plain(gap[1]), text[gap.end() :])
    end = _SENTENCE_END.search(text)
    sentence = text[: end.start()] if end else text
    rest = text[end.end() :] if end else ""
    colon = re.search(r"[：:]", sentence[: _LONGEST_BEFORE_COLON + 1])
    words = plain(sentence).strip(_ENDS)
    if colon and colon.start() > 3 and (len(words) > LONGEST_TITLE or len(words) > 2 * colon.start() + 10):
        return Titled(plain(sentence[: colon.start()]).strip(_ENDS), text[colon.end() :])
    if len(words) <= LONGEST_TITLE:
        return Titled(words, rest.lstrip(SOFT))
    return Titled(_first_clause(words), text)


def _first_clause(sentence: str) -> str:
    """The start of a sentence too long for a title; the whole sentence stays in the body."""
    clause = re.split(r"[，；,;]", sentence[: LONGEST_TITLE + 1])[0]
    return clause if 3 < len(clause) <= LONGEST_TITLE else sentence[:LONGEST_TITLE]
