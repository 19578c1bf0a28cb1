"""The lines round the items that are no part of them: signature and date, copies, printing, annexes."""

import re

from ..words.dates import FULL_DATE

_DATE = re.compile(rf"[（(]?\s*{FULL_DATE}\s*[）)]?")
_PRINTED = re.compile(rf".{{0,60}}?{FULL_DATE}\s*印\s*[发制刷]。?")
_TAIL = re.compile(
    r"(?:抄\s*送|抄\s*报|主\s*送|分\s*送|报\s*送|印\s*发|附\s*件\s*\d{0,2}|附|附\s*表)\s*[：:]|[（(](?:此件|本文|联系人|此页)|联\s*系\s*人\s*[：:]"
    r"|(?:主题词|共印)"
)
_ANNEX = re.compile(r"附\s*[件表]\s*(?:[\d一二三四五六七八九十]{1,2})?\s*[：:]?")
_SIGNED = re.compile(rf"([\u4e00-\u9fff（）()]{{4,40}}?)\s+{FULL_DATE}")
_LONGEST = 120
_LONGEST_SIGNATURE = 40
_SENTENCE = re.compile(r"[。，；：:！？、]")


def is_date(line: str) -> bool:
    """Whether the line holds a date and nothing else, as under a signature."""
    return len(line) < _LONGEST and _DATE.fullmatch(line) is not None


def signed_by(line: str) -> str:
    """Who signs in a line that holds a name and a date; empty for any other line."""
    match = _SIGNED.fullmatch(line) if len(line) < _LONGEST else None
    return match[1] if match else ""


def is_printed(line: str) -> bool:
    """Whether the line says when the document was printed: 2023年4月20日印发."""
    return len(line) < _LONGEST and _PRINTED.fullmatch(line) is not None


def is_annex(line: str) -> bool:
    """Whether the line announces an annex and nothing else: 附件, 附件2."""
    return len(line) < _LONGEST and _ANNEX.fullmatch(line) is not None


def is_tail(line: str) -> bool:
    """Whether the line belongs to the end of a document: 抄送, 附件：…, the printing line, （此件公开发布）."""
    return _TAIL.match(line) is not None or is_printed(line) or is_annex(line)


def is_signature(line: str) -> bool:
    """Whether the line can be who signs: a short name without punctuation."""
    return 1 < len(line) <= _LONGEST_SIGNATURE and not _SENTENCE.search(line)
