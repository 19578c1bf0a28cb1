"""What passages may say, what is looked at before others read them, and how two texts differ: pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...core import personal
from ...core.errors import Invalid, TooLarge
from ...core.i18n import _
from ..rules import TEXT_LIMIT, TITLE_LIMIT

_WORD = re.compile(r"[A-Za-z0-9.%〔〕-]+|\s+|.", re.DOTALL)
_DECIDED = re.compile(r"议定：|会议决定|会议同意|会议要求")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts: `same`, `gone` (only in the first) or `new` (only in the second)."""

    kind: str
    text: str


def clean_text(text: object) -> str:
    """A passage's words. Raises Invalid (field `text`) for none and for identity numbers, TooLarge."""
    words = text.replace("\r\n", "\n").strip() if isinstance(text, str) else ""
    if not words:
        raise Invalid(_("请填写正文；不需要这一段时，请删除。"), field="text")
    if len(words) > TEXT_LIMIT:
        raise TooLarge(_("一段不能超过%(num)d个字，请分成几段。", num=TEXT_LIMIT), field="text")
    numbers = [one.masked for one in personal.found(words) if one.kind == "identity"]
    if numbers:
        raise Invalid(
            _("这一段有身份证号（%(numbers)s），纪要里不能写，请删去。", numbers="、".join(numbers)), field="text"
        )
    return words


def clean_title(title: object) -> str:
    """The title of minutes. Raises Invalid (field `title`), TooLarge."""
    words = " ".join(title.split()) if isinstance(title, str) else ""
    if not words:
        raise Invalid(_("请填写标题。"), field="title")
    if len(words) > TITLE_LIMIT:
        raise TooLarge(_("标题不能超过%(num)d个字。", num=TITLE_LIMIT), field="title")
    return words


def differences(first: str, second: str) -> list[Piece]:
    """How the second text came of the first, character by character where they are Chinese, word by word else."""
    before, after = _WORD.findall(first), _WORD.findall(second)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        found += [Piece("gone", "".join(before[a:b]))] if b > a else []
        found += [Piece("new", "".join(after[c:d]))] if d > c else []
    return found


def remarks(part: str, text: str, units: Iterable[str]) -> list[str]:
    """What somebody should look at in a passage: words that tell who a child is, what looks decided but is no decision, units
    that the register (`units`, all names and short names) does not have but nearly has."""
    said = [_personal(one) for one in personal.found(text) if one.kind != "identity"]
    if part not in {"decision", "heading", "lead"} and _DECIDED.search(text):
        said.append(_("这一段像是在写议定事项。没有议定的，请不要写成议定。"))
    return said + [_unknown(name, near) for name, near in nearly(text, units)]


def _personal(one: personal.Found) -> str:
    kinds = {"mobile": _("手机号"), "landline": _("电话号码"), "address": _("住址")}
    return _("像是%(kind)s（%(text)s），可能指向具体的未成年人。", kind=kinds[one.kind], text=one.masked)


def _unknown(name: str, near: str) -> str:
    return _("“%(name)s”不是单位名录里的写法，是否为“%(near)s”？", name=name, near=near)


def nearly(text: str, units: Iterable[str]) -> list[tuple[str, str]]:
    """Names in the text that one letter keeps from being a unit's, with that unit's: 区教育委 for 区教育局."""
    names = sorted({unicodedata.normalize("NFC", name) for name in units if len(name) >= 4}, key=len, reverse=True)
    rest = text
    for name in names:
        rest = rest.replace(name, "\n")
    return [(found, name) for name in names for found in _one_letter_off(rest, name)]


def _one_letter_off(text: str, name: str) -> Sequence[str]:
    patterns = (re.escape(name[:at]) + r"[\u4e00-\u9fff]" + re.escape(name[at + 1 :]) for at in range(1, len(name)))
    return list(dict.fromkeys(found for pattern in patterns for found in re.findall(pattern, text) if found != name))
