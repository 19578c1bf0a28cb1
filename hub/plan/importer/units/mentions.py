"""Where a paragraph names units: in brackets, after a label, or in a closing sentence; and what it says without that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..words.due import reads_as_due
from ..words.roles import BARE_LABEL, LABEL, Other, Role, kind_of
from .lists import CLOSING, OPENING
from .matching import Lookup
from .parties import Named, are_plausible, parties_in


@dataclass(frozen=True)
class Mention:
    """A stretch of a paragraph that names units or a due date. A `weak` one counts only where an item has no other."""

    start: int
    end: int
    named: Named
    weak: bool = False


Span = tuple[int, int]
_LONGEST_UNLABELLED = 400
_LONGEST_SENTENCE = 200
_LONGEST_LABEL = 20
_OF_PLACE = re.compile(r"[各区市县省团州旗镇乡街]")
_FINISHED = re.compile(r"前|完成|内$")


def mentions_in(text: str, lookup: Lookup) -> list[Mention]:
    """The mentions in a paragraph, in order and apart from each other."""
    brackets, unclosed = brackets_of(text)
    found = [*_labelled(text, brackets, lookup)]
    covered = [(mention.start, mention.end) for mention in found]
    free = _outside(brackets, covered)
    found += [mention for span in free if (mention := _in_bracket(text, span, lookup))]
    if not found:
        found = _weak(text, lookup) if not unclosed else []
    return sorted(found, key=lambda mention: mention.start)


def without(text: str, mentions: Sequence[Mention]) -> str:
    """The paragraph without its mentions."""
    kept, at = [], 0
    for mention in mentions:
        kept.append(text[at : mention.start])
        at = mention.end
    return "".join([*kept, text[at:]])


def brackets_of(text: str) -> tuple[list[Span], int]:
    """The outermost closed brackets, whatever their widths, with their signs; and how many stay open."""
    opened: list[int] = []
    pairs: list[Span] = []
    for match in re.finditer(f"[{re.escape(OPENING + CLOSING)}]", text):
        if match[0] in OPENING:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.end()))
    return pairs, len(opened)


def _outside(spans: list[Span], covered: list[Span]) -> Iterator[Span]:
    """The spans that no covered one touches; both in order."""
    waiting = iter(covered)
    cover = next(waiting, None)
    for start, end in spans:
        while cover and cover[1] <= start:
            cover = next(waiting, None)
        if not cover or end <= cover[0]:
            yield start, end


def _labelled(text: str, brackets: list[Span], lookup: Lookup) -> Iterator[Mention]:
    """Mentions after a label that stands in no closed bracket: 责任单位：… up to the end of its sentence."""
    starts = _label_starts(text, brackets, lookup)
    openings = [_before_opening(text, start) for start, _label_end in starts]
    ends = [*openings[1:], len(text)]
    for (start, label_end), opening, following in zip(starts, openings, ends, strict=False):
        stop = text.find("。", label_end, following)
        end = following if stop < 0 else stop + 1
        named = parties_in(_as_label(text, start, label_end) + text[label_end:end], lookup)
        if named.parties or named.due:
            yield Mention(opening, end, named)


def _before_opening(text: str, start: int) -> int:
    """Where the bracket opens that stands directly before a label and is never closed; `start` where none does."""
    before = text[max(0, start - 4) : start].rstrip()
    return start - (min(4, start) - len(before)) - 1 if before and before[-1] in OPENING else start


def _as_label(text: str, start: int, end: int) -> str:
    return text[start:end].strip(OPENING + CLOSING + " \x1f：:") + "："


def _label_starts(text: str, brackets: list[Span], lookup: Lookup) -> list[Span]:
    found = [(match.start(), match.end()) for match in LABEL.finditer(text)]
    starts = list(_outside(found, brackets))
    starts += [span for span in brackets if _is_label_in_brackets(text, span)]
    bare = BARE_LABEL.match(text)
    if bare and not (starts and min(starts)[0] == 0) and text[bare.end() - 1].isspace():
        named = parties_in(text[bare.end() :].split("。", maxsplit=1)[0][:_LONGEST_UNLABELLED], lookup)
        starts += [(0, bare.end())] if are_plausible(named.parties, lookup, strictly=False) or named.due else []
    return sorted(starts)


def _is_label_in_brackets(text: str, span: Span) -> bool:
    """【责任单位】 anywhere, or （责任单位） at the start; 区教育局（牵头） is something else."""
    start, end = span
    if end - start > _LONGEST_LABEL or (start and text[start] in "（("):
        return False
    return BARE_LABEL.fullmatch(text[start + 1 : end - 1]) is not None


def _in_bracket(text: str, span: Span, lookup: Lookup) -> Mention | None:
    start, end = span
    content = text[start + 1 : end - 1]
    label = LABEL.search(content)
    if label and (label.start() == 0 or not content[: label.start()].strip() or _reads_as_parties(content, lookup)):
        named = parties_in(content, lookup)
        return Mention(start, end, named) if named.parties or named.due else None
    if label or not 1 < len(content) <= _LONGEST_UNLABELLED:
        return None
    named = parties_in(content, lookup)
    says_who = named.has_verbs and any(party.role is not Role.SUPPORT for party in named.parties)
    if are_plausible(named.parties, lookup, strictly=True) and (says_who or _closes(text, span, named, lookup)):
        return Mention(start, end, named)
    if not named.parties and reads_as_due(content) and _FINISHED.search(content):
        return Mention(start, end, named)
    return None


def _reads_as_parties(content: str, lookup: Lookup) -> bool:
    return are_plausible(parties_in(content, lookup).parties, lookup, strictly=False)


def _closes(text: str, span: Span, named: Named, lookup: Lookup) -> bool:
    """Whether a bracket with nothing but names stands where the responsible ones do: round a sentence's end."""
    before = text[: span[0]].rstrip()[-1:] if span[0] < 2 else text[span[0] - 2 : span[0]].rstrip()[-1:]
    after = text[span[1] : span[1] + 4].lstrip("。；;. \x1f")[:1]
    if not (after == "" or after in OPENING or before in "。；！"):
        return False
    names = [party.name for party in named.parties]
    return len(names) > 1 or lookup.knows(names[0]) or _OF_PLACE.match(names[0]) is not None


def _weak(text: str, lookup: Lookup) -> list[Mention]:
    """A closing sentence that says who does it: 由甲局牵头，乙局配合。 Or a line with nothing but names of units."""
    body = text.rstrip("。； \x1f")
    start = max(body.rfind(mark) for mark in "。；！") + 1
    sentence = body[start:]
    if not 1 < len(sentence) <= _LONGEST_SENTENCE:
        return []
    named = parties_in(sentence.strip(), lookup)
    roles = {party.role for party in named.parties}
    says_roles = named.has_verbs and (len(roles) > 1 or Role.LEAD in roles or len(named.parties) > 1)
    if not (
        says_roles
        or (start == 0 and _closes(f"（{body}）", (0, len(body) + 2), named, lookup) if named.parties else False)
    ):
        return []
    if not are_plausible(named.parties, lookup, strictly=True):
        return []
    return [Mention(start, len(text), named, weak=True)]


def _is_whole_label(match: re.Match[str]) -> bool:
    """Whether a label without its colon cannot be taken for a verb: 配合单位 and 时限, not 配合."""
    return kind_of(match) is Other.DUE or len(re.sub(r"\s", "", match[0])) > 2


def begins_with_label(text: str, *, with_colon: bool = False) -> bool:
    """Whether a line begins with 责任单位：, 【牵头单位】, 完成时限 or the like; `with_colon`, only the first."""
    inner = text.lstrip("（(【[〔［ ")
    label = LABEL.match(inner)
    if label or with_colon:
        return label is not None
    bare = BARE_LABEL.match(inner[:30])
    if bare is None or not _is_whole_label(bare):
        return False
    if bare.end() == len(inner) or inner[bare.end() - 1].isspace():
        return True
    return len(inner) < len(text) and inner[bare.end()] in CLOSING
