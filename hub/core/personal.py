"""What tells who a child is, found in words before they are sent: identity and telephone numbers, full addresses. Pure.

It warns and never forbids: whoever sends may know better, and says so.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the first 17 digits, and the check character for each remainder by 11 (GB 11643-1999)."""
CHECKS = "10X98765432"
_GAP = r"[ -]?"
_ALONE, _ENDS = r"(?<![0-9A-Za-z])(?<![0-9][-.,])", r"(?![0-9A-Za-z]|[-.,][0-9])"
_IDENTITY = re.compile(rf"{_ALONE}[1-8](?:{_GAP}\d){{16}}{_GAP}[\dXx]{_ENDS}", re.ASCII)
_MOBILE = re.compile(rf"{_ALONE}(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_ENDS}", re.ASCII)
_LANDLINE = re.compile(rf"{_ALONE}\(?0\d{{2,3}}(?:\)|-| |\)-)[2-9]\d{{6,7}}{_ENDS}", re.ASCII)
_HOUSE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8})?\d{1,5}\s*(?:弄|号楼|号|幢|栋|单元|支弄)[^,.;:。、!?\n]{0,14}?\d{1,4}[A-Za-z]?\s*室"
)
_AMOUNT = re.compile(r"\s*(?:元|万|亿|人次|人|件|个|份|笔|平方米|㎡|%)")
_DOCUMENT = re.compile(r"(?:\[\d{4}\]|【\d{4}】|〔\d{4}〕|第)\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """One place in words that tells who somebody is: `identity`, `mobile`, `landline` or `address`."""

    kind: str
    text: str

    @property
    def masked(self) -> str:
        """Enough for whoever wrote it to find it again."""
        return f"{self.text[:3]}…{self.text[-2:]}"


def found(words: str) -> list[Found]:
    """What in these words tells who somebody is, each once, in the order of kinds."""
    text = unicodedata.normalize("NFKC", words)
    places = [Found(kind, match.group().strip()) for kind, match in _matches(text)]
    return list(dict.fromkeys(places))


def token(places: Iterable[Found]) -> str:
    """A short word for exactly these places, "" for none: what somebody means who sends them all the same."""
    told = "\n".join(sorted(f"{place.kind} {place.text}" for place in places))
    return hashlib.sha256(told.encode()).hexdigest()[:24] if told else ""


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are a citizen's identity number: a date of birth that there is, and the right check character."""
    digits, check = text[:17], text[17:].upper()
    if len(text) != 18 or not (digits.isascii() and digits.isdecimal()) or not _is_birthday(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return CHECKS[total % 11] == check


def _is_birthday(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def _matches(text: str) -> Iterable[tuple[str, re.Match[str]]]:
    for kind, pattern, holds in _KINDS:
        yield from ((kind, match) for match in pattern.finditer(text) if holds(match))


def _has_check(match: re.Match[str]) -> bool:
    return is_identity_number(re.sub(r"[ -]", "", match.group()))


def _is_called(match: re.Match[str]) -> bool:
    """Neither an amount nor the number of a document."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not (_AMOUNT.match(after) or _DOCUMENT.search(before) or before.rstrip()[-1:] in {"¥", "$"})


def _always(_match: re.Match[str]) -> bool:
    return True


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("identity", _IDENTITY, _has_check),
    ("mobile", _MOBILE, _is_called),
    ("landline", _LANDLINE, _is_called),
    ("address", _HOUSE, _always),
)
